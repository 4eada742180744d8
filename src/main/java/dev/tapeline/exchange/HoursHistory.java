package dev.tapeline.exchange;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The regular hours of an exchange over the years: Tokyo closed at 15:00 until 1 November 2024 and
 * closes at 15:30 since the 5th. Immutable.
 */
final class HoursHistory {

  private final String name;
  private final List<Span> newestFirst;

  HoursHistory(String name, List<Span> spans) {
    this.name = name;
    this.newestFirst = spans.stream().sorted(Comparator.comparing(Span::from).reversed()).toList();
  }

  /**
   * The regular hours on a date, in an exchange's zone: those of the newest span that has begun and
   * that holds on the weekday. On a weekday without any (a Saturday that was worked) those of the
   * newest span.
   */
  TradingHours on(LocalDate date, ZoneId zone) {
    Span newest = null;
    for (Span span : newestFirst) {
      if (!span.from().isAfter(date)) {
        if (span.days().contains(date.getDayOfWeek())) {
          return span.on(date, zone);
        }
        newest = newest == null ? span : newest;
      }
    }
    if (newest == null) {
      throw new IllegalStateException("No hours of " + name + " on " + date);
    }
    return newest.on(date, zone);
  }

  /** Hours that hold from a date on, on some weekdays. */
  record Span(
      LocalDate from,
      Set<DayOfWeek> days,
      ClockTime open,
      ClockTime close,
      @Nullable LocalTime lunchStart,
      @Nullable LocalTime lunchEnd) {
    Span {
      days = Set.copyOf(days);
    }

    private TradingHours on(LocalDate date, ZoneId zone) {
      return new TradingHours(open.in(date, zone), close.in(date, zone), lunchStart, lunchEnd);
    }
  }

  /**
   * A time of day, in a zone of its own where one is said: the Mexican exchange opens when New York
   * does, {@code 09:30 America/New_York}, which is 08:30 or 07:30 at home.
   */
  record ClockTime(LocalTime time, @Nullable ZoneId own) {

    static ClockTime parse(String text) {
      int space = text.indexOf(' ');
      return space < 0
          ? new ClockTime(LocalTime.parse(text), null)
          : new ClockTime(
              LocalTime.parse(text.substring(0, space)), ZoneId.of(text.substring(space + 1)));
    }

    LocalTime in(LocalDate date, ZoneId zone) {
      return own == null
          ? time
          : date.atTime(time).atZone(own).withZoneSameInstant(zone).toLocalTime();
    }
  }
}
