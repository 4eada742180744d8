package dev.tapeline.market.study;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the events of a window share their day 0. Events of one day are not independent of each
 * other: where they cluster, trust the cross-sectional tests less.
 *
 * @param distinctDays how many days 0 there are
 * @param commonestDay the day 0 of most events, the earliest of several such days; null without
 *     events
 * @param eventsOnIt how many events
 * @param share theirs of all, 0 to 1
 * @param herfindahl sum of the squared shares of all days: 1 where all events share one day, 1/N
 *     where no two do
 */
public record Clustering(
    int distinctDays,
    @Nullable LocalDate commonestDay,
    int eventsOnIt,
    @Nullable BigDecimal share,
    @Nullable BigDecimal herfindahl) {

  /** Of the number of events on each day 0, days of 1970-01-01. */
  static Clustering of(Map<Integer, Integer> eventsByDay) {
    int events = eventsByDay.values().stream().mapToInt(Integer::intValue).sum();
    int commonest = 0;
    int most = 0;
    double squares = 0;
    for (Map.Entry<Integer, Integer> day : eventsByDay.entrySet()) {
      int count = day.getValue();
      squares += (double) count * count;
      if (count > most || (count == most && day.getKey() < commonest)) {
        most = count;
        commonest = day.getKey();
      }
    }
    return new Clustering(
        eventsByDay.size(),
        most == 0 ? null : LocalDate.ofEpochDay(commonest),
        most,
        Figures.rounded((double) most / events),
        Figures.rounded(squares / events / events));
  }
}
