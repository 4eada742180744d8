package dev.tapeline.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Bars for tests, one each weekday from Monday, 7 January 2019 on. */
final class SeriesOfBars {
  static final LocalDate FIRST = LocalDate.parse("2019-01-07");

  private SeriesOfBars() {}

  static List<RecordedBar> closing(double... closes) {
    List<RecordedBar> bars = new ArrayList<>();
    for (int i = 0; i < closes.length; i++) {
      bars.add(bar(session(i), closes[i]));
    }
    return bars;
  }

  static RecordedBar bar(LocalDate session, double close) {
    return new RecordedBar(new Bar(session, close, close, close, close, close, 100L), "csv", null);
  }

  /** The session of the i-th bar. */
  static LocalDate session(int i) {
    LocalDate day = FIRST;
    for (int left = i; left > 0; left--) {
      day = day.plusDays(day.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
    }
    return day;
  }
}
