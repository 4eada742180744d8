package dev.tapeline.market;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The closes of an index, looked up by session.
 *
 * @param days days of 1970-01-01, ascending
 * @param closes on those days
 */
record Benchmark(int[] days, double[] closes) {

  /** An index without bars: nothing can be measured against it. */
  static final Benchmark NONE = new Benchmark(new int[0], new double[0]);

  /** Of an index' bars, oldest first; with dividends where the provider tells them. */
  static Benchmark of(List<RecordedBar> bars) {
    return new Benchmark(
        bars.stream().mapToInt(bar -> (int) bar.bar().session().toEpochDay()).toArray(),
        bars.stream().mapToDouble(close(bars)).toArray());
  }

  private static ToDoubleFunction<RecordedBar> close(List<RecordedBar> bars) {
    boolean adjusted = bars.stream().allMatch(bar -> bar.bar().adjustedClose() != null);
    return bar -> {
      Double close = adjusted ? bar.bar().adjustedClose() : null;
      return close == null ? bar.bar().close() : close;
    };
  }

  /** The index' return from one session to another in percent; empty where a close is missing. */
  OptionalDouble returnPercent(LocalDate from, LocalDate to) {
    double percent =
        MoveCalculator.percent(close((int) from.toEpochDay()), close((int) to.toEpochDay()));
    return Double.isNaN(percent) ? OptionalDouble.empty() : OptionalDouble.of(percent);
  }

  /** The close of a day of 1970-01-01; NaN where it is missing. */
  double close(int day) {
    int place = Arrays.binarySearch(days, day);
    return place < 0 ? Double.NaN : closes[place];
  }

  /** Whether the index' bars reach around a day without holding it: there was no session. */
  boolean skips(int day) {
    return days.length > 0
        && day > days[0]
        && day < days[days.length - 1]
        && Arrays.binarySearch(days, day) < 0;
  }
}
