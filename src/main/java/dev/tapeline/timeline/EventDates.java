package dev.tapeline.timeline;

import dev.tapeline.analysis.event.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The days that an event is about.
 *
 * @param first the first
 * @param last the last, the first where it is one day
 */
record EventDates(LocalDate first, LocalDate last) {

  /** What is about more than half a year says no date that a calendar could show. */
  private static final long MOST_DAYS = 185;

  /**
   * The days of a period: {@code 2024-05-12} is one, {@code 2024-Q3} 92. Empty for what is no date
   * but a time, such as a year.
   */
  static Optional<EventDates> of(Period period) {
    String[] ends = period.text().split("/", -1);
    LocalDate first = Period.parse(ends[0]).firstDay();
    LocalDate last = lastDay(ends[ends.length - 1]);
    return last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS
        ? Optional.empty()
        : Optional.of(new EventDates(first, last));
  }

  private static LocalDate lastDay(String text) {
    LocalDate first = Period.parse(text).firstDay();
    String[] parts = text.split("-", -1);
    if (parts.length > 2) {
      return first;
    }
    long months =
        parts.length == 1
            ? 12
            : switch (parts[1].charAt(0)) {
              case 'H' -> 6;
              case 'Q' -> 3;
              default -> 1;
            };
    return first.plusMonths(months).minusDays(1);
  }
}
