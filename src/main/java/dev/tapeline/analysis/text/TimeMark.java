package dev.tapeline.analysis.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * A time that a text tells, not yet tied to a calendar day: {@code kemarin}, {@code Tuesday},
 * {@code 19 October}, {@code paruh pertama 2024}.
 *
 * @param kind what is told
 * @param year the year told ({@code 2024}), or null
 * @param yearShift the year told as so many from now ({@code next year} is 1), for a weekday the
 *     week ({@code 上周五} is -1), or null
 * @param number month 1–12, quarter 1–4, half 1–2, weekday 1–7 (Monday first), or how many units
 *     from now: -1 for yesterday, last month, last year
 * @param day day of the month for {@code DATE} and {@code DAY_OF_MONTH}, else 0
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 */
public record TimeMark(
    Kind kind,
    @Nullable Integer year,
    @Nullable Integer yearShift,
    int number,
    int day,
    int start,
    int end) {

  /** What is told. */
  public enum Kind {
    DATE,
    /** A day without its month: {@code 19日}, {@code on the 19th}. */
    DAY_OF_MONTH,
    MONTH,
    QUARTER,
    HALF,
    YEAR,
    WEEKDAY,
    DAYS_FROM_NOW,
    WEEKS_FROM_NOW,
    MONTHS_FROM_NOW,
    QUARTERS_FROM_NOW,
    HALVES_FROM_NOW,
    YEARS_FROM_NOW,
    /** The last so many days up to now: {@code the past two weeks} is 14. */
    PAST_DAYS,
    /** The last so many months up to now: {@code the past year} is 12. */
    PAST_MONTHS,
    YEAR_TO_DATE
  }

  /** Which way a time that fits twice is read. */
  public enum Lean {
    /** The latest that is not ahead: "since May 12". */
    PAST,
    /** The first that is not over: "will open on May 12". */
    FUTURE
  }

  /** Whether it names one day. */
  public boolean isDay() {
    return kind == Kind.DATE
        || kind == Kind.DAY_OF_MONTH
        || kind == Kind.WEEKDAY
        || kind == Kind.DAYS_FROM_NOW;
  }

  /** The time meant, told on {@code today}; null where that is not known and would be needed. */
  public @Nullable Span span(@Nullable LocalDate today, Lean lean) {
    if (year != null) {
      return absolute(year);
    }
    if (today == null) {
      return null;
    }
    if (yearShift != null && kind == Kind.WEEKDAY) {
      LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      return Span.day(monday.plusWeeks(yearShift).plusDays(number - 1L));
    }
    if (yearShift != null) {
      return absolute(today.getYear() + yearShift);
    }
    return switch (kind) {
      case DATE, MONTH, QUARTER, HALF -> leaning(today, lean);
      case DAY_OF_MONTH -> dayOfMonth(today, lean);
      case YEAR -> Span.year(today.getYear());
      case WEEKDAY -> weekday(today, lean);
      case DAYS_FROM_NOW -> Span.day(today.plusDays(number));
      case WEEKS_FROM_NOW -> week(today.plusWeeks(number));
      case MONTHS_FROM_NOW -> Span.month(YearMonth.from(today).plusMonths(number));
      case QUARTERS_FROM_NOW -> quarterOf(today.plusMonths(3L * number));
      case HALVES_FROM_NOW -> halfOf(today.plusMonths(6L * number));
      case YEARS_FROM_NOW -> Span.year(today.getYear() + number);
      case PAST_DAYS -> new Span(today.minusDays(number), today, Span.Unit.RANGE);
      case PAST_MONTHS -> new Span(today.minusMonths(number), today, Span.Unit.RANGE);
      case YEAR_TO_DATE -> new Span(today.withDayOfYear(1), today, Span.Unit.RANGE);
    };
  }

  private @Nullable Span absolute(int year) {
    return switch (kind) {
      case DATE ->
          day <= YearMonth.of(year, number).lengthOfMonth()
              ? Span.day(LocalDate.of(year, number, day))
              : null;
      case MONTH -> Span.month(YearMonth.of(year, number));
      case QUARTER -> Span.quarter(year, number);
      case HALF -> Span.half(year, number);
      default -> Span.year(year);
    };
  }

  private @Nullable Span leaning(LocalDate today, Lean lean) {
    Span span = absolute(today.getYear());
    if (lean == Lean.PAST && (span == null || span.from().isAfter(today))) {
      return absolute(today.getYear() - 1);
    }
    if (lean == Lean.FUTURE && (span == null || span.to().isBefore(today))) {
      return absolute(today.getYear() + 1);
    }
    return span;
  }

  private @Nullable Span dayOfMonth(LocalDate today, Lean lean) {
    YearMonth month = YearMonth.from(today);
    if (lean == Lean.PAST && day > today.getDayOfMonth()) {
      month = month.minusMonths(1);
    } else if (lean == Lean.FUTURE && day < today.getDayOfMonth()) {
      month = month.plusMonths(1);
    }
    return day <= month.lengthOfMonth() ? Span.day(month.atDay(day)) : null;
  }

  private Span weekday(LocalDate today, Lean lean) {
    DayOfWeek weekday = DayOfWeek.of(number);
    return Span.day(
        today.with(
            lean == Lean.PAST
                ? TemporalAdjusters.previousOrSame(weekday)
                : TemporalAdjusters.nextOrSame(weekday)));
  }

  private static Span week(LocalDate day) {
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new Span(monday, monday.plusDays(6), Span.Unit.WEEK);
  }

  private static Span quarterOf(LocalDate day) {
    return Span.quarter(day.getYear(), (day.getMonthValue() + 2) / 3);
  }

  private static Span halfOf(LocalDate day) {
    return Span.half(day.getYear(), day.getMonthValue() <= 6 ? 1 : 2);
  }
}
