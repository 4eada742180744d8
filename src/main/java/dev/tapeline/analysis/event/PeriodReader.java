package dev.tapeline.analysis.event;

import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Span;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.analysis.text.TimeMark.Lean;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time that an event is about: what a result covers, when a plan is due, when a past
 * event was.
 */
final class PeriodReader {
  private static final Set<String> RESULTS =
      Set.of("earnings", "revenue", "sales-volume", "guidance", "costs");

  /** News within so many days is today's news. */
  private static final int FRESH_DAYS = 8;

  /** A month without a year that lies farther back than this is rather the next one. */
  private static final int OPEN_MONTHS = 9;

  private final Document document;
  private final boolean verbLast;
  private final @Nullable LocalDate today;

  PeriodReader(Document document, boolean verbLast) {
    this.document = document;
    this.verbLast = verbLast;
    ZoneId zone = document.language().zone();
    this.today = document.today(zone);
  }

  /** Whether a period begins after the text was published. */
  boolean isAhead(@Nullable Period period) {
    return period != null && today != null && period.firstDay().isAfter(today);
  }

  /** Whether an event's period is the time that it covers and not the time when it is. */
  static boolean isResult(EventType type) {
    return RESULTS.contains(type.group());
  }

  /** The period of an event, or null where none is told. */
  @Nullable Period period(Trigger trigger, FactLevel level, boolean background) {
    if (isResult(trigger.type())) {
      return covered(trigger);
    }
    if (background) {
      return past(trigger);
    }
    return due(trigger, level);
  }

  private @Nullable Period covered(Trigger trigger) {
    Span best = null;
    double nearest = Double.MAX_VALUE;
    for (TimeMark mark : document.times(trigger.sentence())) {
      if (!isPeriodWord(mark)) {
        continue;
      }
      boolean ahead = trigger.type().group().equals("guidance");
      Span span = mark.span(today, ahead ? Lean.FUTURE : Lean.PAST);
      double distance = distance(mark, trigger) + (isComparison(mark) ? 40 : 0);
      // The time that an outlook is for follows it, what was reported stands before
      distance += ahead && !verbLast && mark.end() <= trigger.start() ? 40 : 0;
      if (span != null && distance < nearest) {
        best = span;
        nearest = distance;
      }
    }
    return best == null ? null : Period.parse(best.toString());
  }

  /** "A year earlier" is what a result is compared with. */
  private static boolean isComparison(TimeMark mark) {
    return mark.kind() == TimeMark.Kind.YEARS_FROM_NOW && mark.number() < 0;
  }

  private static boolean isPeriodWord(TimeMark mark) {
    return switch (mark.kind()) {
      case MONTH,
          QUARTER,
          HALF,
          YEAR,
          MONTHS_FROM_NOW,
          QUARTERS_FROM_NOW,
          HALVES_FROM_NOW,
          YEARS_FROM_NOW,
          YEAR_TO_DATE ->
          true;
      default -> false;
    };
  }

  private @Nullable Period past(Trigger trigger) {
    Span span = pastSpan(trigger);
    return span == null ? null : Period.parse(span.toString());
  }

  /** The nearest time of the sentence that lies well before publication, or null. */
  @Nullable Span pastSpan(Trigger trigger) {
    if (today == null) {
      return null;
    }
    Span best = null;
    double nearest = Double.MAX_VALUE;
    for (TimeMark mark : document.times(trigger.sentence())) {
      Span span = mark.span(today, Lean.PAST);
      boolean past =
          span != null
              && span.to().isBefore(today.minusDays(FRESH_DAYS))
              && (mark.year() != null || span.to().isAfter(today.minusMonths(OPEN_MONTHS)));
      double distance = distance(mark, trigger);
      if (span != null && past && isTold(mark) && distance < nearest) {
        best = span;
        nearest = distance;
      }
    }
    return best;
  }

  /** Whether a time gone by stands in the clause of an event, which begins at a comma. */
  boolean tellsPast(Trigger trigger, int comma) {
    if (today == null) {
      return false;
    }
    for (TimeMark mark : document.times(trigger.sentence())) {
      Span span = mark.start() > comma ? mark.span(today, Lean.PAST) : null;
      if (span != null
          && isTold(mark)
          && !span.to().isAfter(today)
          && distance(mark, trigger) < 60) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Period due(Trigger trigger, FactLevel level) {
    if (today == null) {
      return absolute(trigger);
    }
    Span best = null;
    double nearest = Double.MAX_VALUE;
    for (TimeMark mark : document.times(trigger.sentence())) {
      Span span = mark.kind() == TimeMark.Kind.WEEKDAY ? null : mark.span(today, Lean.FUTURE);
      double distance = distance(mark, trigger);
      if (span != null
          && isTold(mark)
          && span.to().isAfter(today)
          && !isOnlyThisYear(mark)
          && !(level == FactLevel.CONFIRMED && isOpen(mark))
          && distance < nearest) {
        best = span;
        nearest = distance;
      }
    }
    return best == null ? null : Period.parse(best.toString());
  }

  /** A month or quarter without a year: what is confirmed may have been in the last one. */
  private static boolean isOpen(TimeMark mark) {
    return mark.year() == null
        && (mark.kind() == TimeMark.Kind.MONTH
            || mark.kind() == TimeMark.Kind.QUARTER
            || mark.kind() == TimeMark.Kind.HALF);
  }

  /** A month without a year leans forward into a plan only; "in March" of a report is the past. */
  private static boolean isOnlyThisYear(TimeMark mark) {
    return mark.kind() == TimeMark.Kind.YEARS_FROM_NOW && mark.number() == 0;
  }

  private @Nullable Period absolute(Trigger trigger) {
    for (TimeMark mark : document.times(trigger.sentence())) {
      Span span = mark.year() == null ? null : mark.span(null, Lean.FUTURE);
      if (span != null) {
        return Period.parse(span.toString());
      }
    }
    return null;
  }

  private static boolean isTold(TimeMark mark) {
    return mark.kind() != TimeMark.Kind.PAST_DAYS
        && mark.kind() != TimeMark.Kind.PAST_MONTHS
        && mark.kind() != TimeMark.Kind.YEAR_TO_DATE;
  }

  private static double distance(TimeMark mark, Trigger trigger) {
    Sentence sentence = trigger.sentence();
    String text = sentence.field().normalized();
    if (mark.start() >= trigger.end()) {
      return Gap.between(text, trigger.end(), mark.start());
    }
    if (mark.end() <= trigger.start()) {
      return Gap.between(text, mark.end(), trigger.start());
    }
    return 0;
  }
}
