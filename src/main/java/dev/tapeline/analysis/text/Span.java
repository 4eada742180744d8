package dev.tapeline.analysis.text;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/**
 * A stretch of the calendar, as precise as a text tells it.
 *
 * @param from first day
 * @param to last day, inclusive
 * @param unit how precisely it was told
 */
public record Span(LocalDate from, LocalDate to, Unit unit) {

  /** The calendar's units, and {@code RANGE} for whatever is none of them. */
  public enum Unit {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    HALF,
    YEAR,
    RANGE
  }

  public static Span day(LocalDate day) {
    return new Span(day, day, Unit.DAY);
  }

  public static Span month(YearMonth month) {
    return new Span(month.atDay(1), month.atEndOfMonth(), Unit.MONTH);
  }

  /** Quarter 1 to 4 of a calendar year. */
  public static Span quarter(int year, int quarter) {
    LocalDate first = LocalDate.of(year, 3 * quarter - 2, 1);
    return new Span(first, first.plusMonths(3).minusDays(1), Unit.QUARTER);
  }

  /** Half 1 or 2 of a calendar year. */
  public static Span half(int year, int half) {
    LocalDate first = LocalDate.of(year, 6 * half - 5, 1);
    return new Span(first, first.plusMonths(6).minusDays(1), Unit.HALF);
  }

  public static Span year(int year) {
    return new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), Unit.YEAR);
  }

  /**
   * {@code 2024}, {@code 2024-H1}, {@code 2024-Q3}, {@code 2024-05}, {@code 2024-05-12}, or {@code
   * from/to} for weeks and ranges.
   */
  @Override
  public String toString() {
    return switch (unit) {
      case DAY -> from.toString();
      case MONTH -> YearMonth.from(from).toString();
      case QUARTER -> year() + "-Q" + (from.getMonthValue() + 2) / 3;
      case HALF -> year() + "-H" + (from.getMonthValue() <= 6 ? 1 : 2);
      case YEAR -> year();
      case WEEK, RANGE -> from + "/" + to;
    };
  }

  private String year() {
    int year = from.getYear();
    return year >= 1000 ? Integer.toString(year) : String.format(Locale.ROOT, "%04d", year);
  }
}
