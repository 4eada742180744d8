package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Span;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.exchange.SessionTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ties what a sentence says of times to sessions and periods of a listing's exchange.
 *
 * <p>A told day is that session. Without one, a text that was published during or after trading
 * means that day, one before the open the session before, and one about the premarket the day that
 * is about to begin; a move "at the close" told while trading goes on is the session before.
 */
final class MoveTimes {
  /** A day that lies farther back than this is not what the next sentence goes on about. */
  private static final int RECENT = 7;

  private final Document document;
  private final Exchanges exchanges;

  /** The latest exchange that the time of publication was reckoned for, and what it is there. */
  private @Nullable Exchange latest;

  private @Nullable SessionTime publishedThere;

  MoveTimes(Document document, Exchanges exchanges) {
    this.document = document;
    this.exchanges = exchanges;
  }

  /** Sets session or period of a move from its sentence. */
  void date(ToldMove move, Listing listing, SentenceMarks marks, SentenceMove resolved) {
    Optional<Exchange> exchange =
        listing.mic() == null ? Optional.empty() : exchanges.find(listing.mic());
    ZoneId zone = exchange.map(Exchange::zone).orElse(document.language().zone());
    LocalDate today = document.today(zone);
    TimeMark period = periodMark(marks, resolved);
    TimeMark day = dayMark(marks, resolved);
    if (period != null && (day == null || nearer(period, day, resolved))) {
      move.overPeriod = true;
      Span span = period.span(today, TimeMark.Lean.PAST);
      move.period =
          span == null ? null : period(span, isSince(marks, period), lastDay(exchange, today));
      return;
    }
    if (day == null && isUndated(marks, resolved)) {
      move.overPeriod = true;
      return;
    }
    Instant published = document.publishedAt();
    if (day != null) {
      Span span = day.span(today, TimeMark.Lean.PAST);
      if (span != null) {
        LocalDate told = span.from();
        move.dayTold = true;
        move.session = exchange.map(e -> e.latestSessionOnOrBefore(told)).orElse(told);
        return;
      }
    }
    if (published != null && exchange.isPresent()) {
      move.session = untold(exchange.get(), published, move.basis);
    }
  }

  /** Sets the session anew for a move without a told day whose basis has become known. */
  void redate(ToldMove move) {
    Instant published = document.publishedAt();
    String mic = move.listing.mic();
    if (published != null && mic != null) {
      exchanges.find(mic).ifPresent(e -> move.session = untold(e, published, move.basis));
    }
  }

  /**
   * The basis of a move: what the text says of today while the exchange trades cannot be told of a
   * close.
   */
  Basis basis(ToldMove move) {
    Instant published = document.publishedAt();
    String mic = move.listing.mic();
    if (move.basis != Basis.UNKNOWN || move.session == null || published == null || mic == null) {
      return move.basis;
    }
    Optional<SessionTime> time = exchanges.find(mic).map(e -> at(e, published));
    boolean trades =
        time.isPresent()
            && (time.get().phase() == SessionTime.Phase.OPEN
                || time.get().phase() == SessionTime.Phase.LUNCH)
            && time.get().localDate().equals(move.session);
    return trades ? Basis.INTRADAY : Basis.UNKNOWN;
  }

  /**
   * The one day that a sentence about ups and downs tells, which holds for the sentences behind it
   * too; null where it tells none, or several.
   */
  @Nullable TimeMark onlyDay(SentenceMarks marks) {
    TimeMark only = null;
    for (TimeMark mark : marks.times) {
      if (mark.isDay() && !isSince(marks, mark) && !isCompared(marks, mark)) {
        if (only != null) {
          return null;
        }
        only = mark;
      }
    }
    boolean ofMove =
        only != null
            && !marks.predicates.isEmpty()
            && marks.clauses.same(only.start(), marks.predicates.get(0).start);
    return ofMove ? only : null;
  }

  /** {@code 전날보다 8.2% 오른}: the day that a price is compared with, not the day of the move. */
  private static boolean isCompared(SentenceMarks marks, TimeMark mark) {
    for (Cue cue : marks.links) {
      int gap = cue.start() - mark.end();
      if (cue.value().equals("than") && gap >= 0 && gap <= 1) {
        return marks.verbLast;
      }
    }
    return false;
  }

  /** Whether a time opens the sentence, and so holds for all that it tells. */
  boolean opensWithTime(SentenceMarks marks) {
    return marks.times.stream()
        .anyMatch(mark -> !isSince(marks, mark) && mark.start() - marks.sentence.start() <= 12);
  }

  /** Gives a move without a day of its own the one that was told before it. */
  void carryDay(ToldMove move, TimeMark day) {
    String mic = move.listing.mic();
    Optional<Exchange> exchange = mic == null ? Optional.empty() : exchanges.find(mic);
    LocalDate today =
        document.today(exchange.map(Exchange::zone).orElse(document.language().zone()));
    Span span = day.span(today, TimeMark.Lean.PAST);
    if (span != null && today != null && span.from().isAfter(today.minusDays(RECENT))) {
      LocalDate told = span.from();
      move.session = exchange.map(e -> e.latestSessionOnOrBefore(told)).orElse(told);
    }
  }

  private static @Nullable LocalDate lastDay(
      Optional<Exchange> exchange, @Nullable LocalDate today) {
    return today == null || exchange.isEmpty()
        ? today
        : exchange.get().latestSessionOnOrBefore(today);
  }

  /** "since the takeover", "from its March peak", "earlier in the week": some time, not a day. */
  private boolean isUndated(SentenceMarks marks, SentenceMove resolved) {
    for (Cue cue : marks.others) {
      if (cue.is("undated") && marks.clauses.at(cue.start()) == resolved.clause()) {
        return true;
      }
    }
    if (!marks.extremes.isEmpty()) {
      return false;
    }
    for (Cue cue : marks.sinces) {
      boolean behind =
          !cue.value().equals("behind")
              && cue.start() >= resolved.end()
              && cue.start() - resolved.end() <= 24
              && marks.clauses.at(cue.start()) == resolved.clause();
      if (behind) {
        return true;
      }
    }
    return false;
  }

  private static boolean nearer(TimeMark a, TimeMark b, SentenceMove resolved) {
    return gap(a, resolved) < gap(b, resolved);
  }

  private static int gap(TimeMark mark, SentenceMove resolved) {
    return mark.start() >= resolved.end()
        ? mark.start() - resolved.end()
        : Math.max(0, resolved.start() - mark.end());
  }

  /** What the time of publication is at an exchange; the moves of a text ask again and again. */
  private SessionTime at(Exchange exchange, Instant published) {
    SessionTime known = publishedThere;
    if (known == null || exchange != latest) {
      known = exchange.at(published);
      publishedThere = known;
      latest = exchange;
    }
    return known;
  }

  private LocalDate untold(Exchange exchange, Instant published, Basis basis) {
    SessionTime time = at(exchange, published);
    LocalDate today = time.localDate();
    return switch (time.phase()) {
      case BEFORE_OPEN -> basis == Basis.PREMARKET ? today : exchange.previousSession(today);
      case OPEN, LUNCH -> basis == Basis.CLOSE ? exchange.previousSession(today) : today;
      case AFTER_CLOSE -> today;
      case NO_SESSION -> exchange.latestSessionOnOrBefore(today);
    };
  }

  private static @Nullable MovePeriod period(Span span, boolean since, @Nullable LocalDate today) {
    LocalDate from = span.from();
    LocalDate to = since && today != null ? today : span.to();
    if (span.unit() == Span.Unit.WEEK && !since) {
      to = to.with(TemporalAdjusters.previousOrSame(DayOfWeek.FRIDAY));
    }
    if (today != null && to.isAfter(today)) {
      to = today;
    }
    return from.isAfter(to) ? null : new MovePeriod(from, to);
  }

  /** The day that a move's clause tells, or a clause beside it that tells nothing else. */
  private @Nullable TimeMark dayMark(SentenceMarks marks, SentenceMove resolved) {
    TimeMark best = null;
    for (TimeMark mark : marks.times) {
      boolean day = mark.isDay() && !isSince(marks, mark) && !isCompared(marks, mark);
      if (day && reaches(marks, mark, resolved)) {
        best = best == null || better(marks, mark, best, resolved) ? mark : best;
      }
    }
    return best;
  }

  private static boolean better(
      SentenceMarks marks, TimeMark mark, TimeMark best, SentenceMove resolved) {
    boolean own = marks.clauses.at(mark.start()) == resolved.clause();
    boolean bestOwn = marks.clauses.at(best.start()) == resolved.clause();
    if (own != bestOwn) {
      return own;
    }
    // "Selasa (19/10)": the date is surer than the weekday
    boolean dated = mark.kind() == TimeMark.Kind.DATE && best.kind() != TimeMark.Kind.DATE;
    return dated ? mark.start() - best.end() <= 4 : gap(mark, resolved) < gap(best, resolved);
  }

  /** Whether a time stands in the move's clause, or in one without a move of its own. */
  private static boolean reaches(SentenceMarks marks, TimeMark mark, SentenceMove resolved) {
    int clause = marks.clauses.at(mark.start());
    if (clause == resolved.clause()) {
      return true;
    }
    if (marks.clauses.areApart(clause, resolved.clause()) || isOfExtreme(marks, mark)) {
      return false;
    }
    for (Predicate predicate : marks.predicates) {
      if (predicate.clause == clause && predicate.theme != null) {
        return false;
      }
    }
    int from = Math.min(mark.end(), resolved.end());
    int to = Math.max(mark.start(), resolved.start());
    for (Predicate predicate : marks.predicates) {
      boolean between = predicate.start >= from && predicate.end <= to;
      if (between && predicate != resolved.predicate() && predicate.percent != null) {
        return false;
      }
    }
    return true;
  }

  /** {@code après avoir touché lundi son plus bas niveau}: the day of the extreme. */
  private static boolean isOfExtreme(SentenceMarks marks, TimeMark mark) {
    return marks.extremes.stream()
        .anyMatch(
            cue ->
                cue.is("extreme")
                    && cue.start() >= mark.end()
                    && marks.clauses.same(cue.start(), mark.start()));
  }

  private @Nullable TimeMark periodMark(SentenceMarks marks, SentenceMove resolved) {
    TimeMark best = null;
    for (TimeMark mark : marks.times) {
      boolean own = marks.clauses.at(mark.start()) == resolved.clause();
      if (isPeriod(marks, mark)
          && (own || (opens(marks, mark) && reaches(marks, mark, resolved)))
          && (best == null || gap(mark, resolved) < gap(best, resolved))) {
        best = mark;
      }
    }
    return best;
  }

  /** "In the year to date, …": a period that opens the sentence holds for what follows. */
  private static boolean opens(SentenceMarks marks, TimeMark mark) {
    return mark.start() - marks.sentence.start() <= 24;
  }

  private boolean isPeriod(SentenceMarks marks, TimeMark mark) {
    if (isSince(marks, mark)) {
      return noExtremeNear(marks, mark);
    }
    return switch (mark.kind()) {
      case YEAR_TO_DATE, PAST_DAYS, PAST_MONTHS, WEEKS_FROM_NOW -> noExtremeNear(marks, mark);
      case MONTHS_FROM_NOW, QUARTERS_FROM_NOW, HALVES_FROM_NOW, YEARS_FROM_NOW ->
          mark.number() <= 0 && noExtremeNear(marks, mark) && !qualifiesNoun(marks, mark);
      case YEAR, MONTH, QUARTER, HALF ->
          marks.hasPreposition(mark.start())
              && noExtremeNear(marks, mark)
              && !qualifiesNoun(marks, mark);
      default -> false;
    };
  }

  /** In "biggest gain this year" and "highest since May" the time bounds the extreme. */
  private static boolean noExtremeNear(SentenceMarks marks, TimeMark mark) {
    for (Cue cue : marks.extremes) {
      if (marks.clauses.same(cue.start(), mark.start())
          && Math.abs(cue.end() - mark.start()) <= 45) {
        return false;
      }
    }
    return true;
  }

  /** "after third-quarter profit", "last year's sales": the time tells which profit. */
  private static boolean qualifiesNoun(SentenceMarks marks, TimeMark mark) {
    for (Cue cue : marks.notShares) {
      boolean behind = cue.start() >= mark.end() && cue.start() - mark.end() <= 12;
      boolean before = cue.end() <= mark.start() && mark.start() - cue.end() <= 8;
      if (behind || before) {
        return true;
      }
    }
    return false;
  }

  /** Whether "since" stands before a time, or 以来 behind it. */
  static boolean isSince(SentenceMarks marks, TimeMark mark) {
    for (Cue cue : marks.sinces) {
      boolean before =
          !cue.value().equals("behind")
              && cue.end() <= mark.start()
              && mark.start() - cue.end() <= 14
              && onlyWordsBetween(marks, cue.end(), mark.start());
      boolean behind =
          cue.value().equals("behind")
              && cue.start() >= mark.end()
              && cue.start() - mark.end() <= 3;
      boolean inside = cue.start() >= mark.start() && cue.end() <= mark.end();
      if (before || behind || inside) {
        return true;
      }
    }
    return false;
  }

  private static boolean onlyWordsBetween(SentenceMarks marks, int from, int to) {
    for (int i = from; i < to; i++) {
      if (",，;(".indexOf(marks.text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * What bounds an extreme: the day, month or year of a "since"; else the length that its word
   * tells or that stands beside it: from 52 weeks the day a year before, from years the year, from
   * months the month.
   *
   * @param session the move's session, or null
   * @param length what the word itself tells: {@code P1Y}, {@code P3M}, {@code year} for "this
   *     year's", or null
   */
  @Nullable String since(
      SentenceMarks marks,
      Listing listing,
      Cue extreme,
      @Nullable LocalDate session,
      @Nullable String length) {
    Optional<Exchange> exchange =
        listing.mic() == null ? Optional.empty() : exchanges.find(listing.mic());
    ZoneId zone = exchange.map(Exchange::zone).orElse(document.language().zone());
    LocalDate today = document.today(zone);
    TimeMark best = null;
    int distance = 70;
    for (TimeMark mark : marks.times) {
      int gap = gap(mark.start(), mark.end(), extreme);
      if (isSince(marks, mark) && gap < distance) {
        best = mark;
        distance = gap;
      }
    }
    if (best != null) {
      Span span = best.span(today, TimeMark.Lean.PAST);
      boolean told = span != null && isUnit(span.unit());
      return told && span != null ? span.toString() : null;
    }
    LocalDate day = session == null ? today : session;
    if (day == null) {
      return null;
    }
    if ("year".equals(length)) {
      return Integer.toString(day.getYear());
    }
    if (length != null) {
      return day.minus(Period.parse(length)).toString();
    }
    return back(marks, extreme, day);
  }

  private static boolean isUnit(Span.Unit unit) {
    return unit == Span.Unit.DAY || unit == Span.Unit.MONTH || unit == Span.Unit.YEAR;
  }

  private static int gap(int start, int end, Cue cue) {
    return start >= cue.end() ? start - cue.end() : Math.max(0, cue.start() - end);
  }

  /** "highest in nearly four years", "近两年新高". */
  private static @Nullable String back(SentenceMarks marks, Cue extreme, LocalDate day) {
    for (Quantity quantity : marks.quantities) {
      String unit = quantity.unit();
      boolean near = gap(quantity.start(), quantity.end(), extreme) <= 24;
      if (unit == null || !near || quantity.value().precision() > 3) {
        continue;
      }
      int count = quantity.value().intValue();
      if (unit.equals("year") && marks.clauses.same(quantity.start(), extreme.start())) {
        return Integer.toString(day.minusYears(count).getYear());
      }
      if (unit.equals("month") && marks.clauses.same(quantity.start(), extreme.start())) {
        return YearMonth.from(day.minusMonths(count)).toString();
      }
    }
    return null;
  }
}
