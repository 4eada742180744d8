package dev.tapeline.exchange;

import dev.tapeline.exchange.HoursHistory.ClockTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The days on which an exchange rests, closes early, or trades although one would not think so. The
 * exchanges of a country often share one. Immutable.
 */
final class ExchangeCalendar {

  private final Span known;
  private final NavigableMap<LocalDate, Set<DayOfWeek>> weekends;
  private final List<Row> rows;

  ExchangeCalendar(Span known, NavigableMap<LocalDate, Set<DayOfWeek>> weekends, List<Row> rows) {
    this.known = known;
    this.weekends = new TreeMap<>(weekends);
    this.rows = List.copyOf(rows);
  }

  boolean known(LocalDate date) {
    return known.contains(date);
  }

  boolean weekend(LocalDate date) {
    return weekends.floorEntry(date).getValue().contains(date.getDayOfWeek());
  }

  /** What is special about the days of a year; of two rows for a day the stronger kind counts. */
  Map<LocalDate, Map<Kind, Row>> specialDays(int year) {
    Map<LocalDate, Map<Kind, Row>> days = new HashMap<>();
    for (Row row : rows) {
      if (row.appliesIn(year)) {
        for (LocalDate date : row.rule().in(year)) {
          days.computeIfAbsent(date, any -> new EnumMap<>(Kind.class)).put(row.kind(), row);
        }
      }
    }
    return days;
  }

  /** What a row says of its days; the first that a day has counts. */
  enum Kind {
    /** A session where there would be none. */
    OPEN,
    /** No session. */
    CLOSED,
    /** An early close. */
    HALF,
    /** A full day with other hours. */
    HOURS
  }

  /**
   * A row of a calendar's file.
   *
   * @param rule the days
   * @param kind what it says of them
   * @param open when trading starts on them, null for the regular time
   * @param close when it ends, null for the regular time
   * @param fromYear the first year of the rule
   * @param toYear its last year
   * @param reason the holiday or event
   */
  record Row(
      DayRule rule,
      Kind kind,
      @Nullable ClockTime open,
      @Nullable ClockTime close,
      int fromYear,
      int toYear,
      String reason) {

    boolean appliesIn(int year) {
      return fromYear <= year && year <= toYear;
    }
  }

  /**
   * From when to when a calendar is complete; null on both sides where it never is.
   *
   * @param from the first day
   * @param to the last day
   */
  record Span(@Nullable LocalDate from, @Nullable LocalDate to) {
    boolean contains(LocalDate date) {
      return from != null && to != null && !date.isBefore(from) && !date.isAfter(to);
    }
  }
}
