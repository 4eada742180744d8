package dev.tapeline.market;

import dev.tapeline.market.study.EstimationWindow;
import dev.tapeline.timeline.RecordedMove.Model;
import java.time.LocalDate;
import java.util.ArrayDeque;
import org.hipparchus.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/**
 * What a session's return was expected to be, by an estimation window of the 250 sessions that end
 * 20 sessions before it, so that the news at hand does not shape what it is measured by.
 *
 * <ol>
 *   <li>{@code MARKET_MODEL}: regression on the benchmark's returns, where the window is whole and
 *       holds at least 120 returns of both;
 *   <li>{@code MARKET_ADJUSTED}: the benchmark's return, where the window holds less;
 *   <li>{@code MEAN_ADJUSTED}: the mean of the window, where the benchmark has no bars for the
 *       session; it takes at least 60 returns.
 * </ol>
 */
final class ExpectedReturns {

  /** Sessions of the estimation window. */
  static final int WINDOW = EstimationWindow.SESSIONS;

  /** How many sessions before the move the window ends: the last is the 20th before. */
  static final int GAP = EstimationWindow.GAP;

  private static final int FEWEST_PAIRS = EstimationWindow.FEWEST_RETURNS;
  private static final int FEWEST_FOR_A_MEAN = 60;
  private static final double LEAST_VARIANCE = EstimationWindow.LEAST_VARIANCE;

  private final Benchmark benchmark;
  private final SimpleRegression regression = new SimpleRegression();

  /** The sessions of the gap, those of the window, oldest first. */
  private final ArrayDeque<Pair> gap = new ArrayDeque<>();

  private final ArrayDeque<Pair> window = new ArrayDeque<>();
  private double sum;
  private int count;

  /** A session's returns, NaN where one is not known. */
  private record Pair(double own, double market) {
    boolean whole() {
      return !Double.isNaN(own) && !Double.isNaN(market);
    }
  }

  ExpectedReturns(Benchmark benchmark) {
    this.benchmark = benchmark;
  }

  /**
   * Takes the next session.
   *
   * @param totalReturn its return in percent, or null
   * @return what was abnormal of it; null where nothing can be expected
   */
  ComputedMove.@Nullable Abnormal next(
      LocalDate previous, LocalDate session, @Nullable Double totalReturn) {
    double market = benchmark.returnPercent(previous, session).orElse(Double.NaN);
    ComputedMove.Abnormal abnormal = totalReturn == null ? null : abnormal(totalReturn, market);
    gap.addLast(new Pair(totalReturn == null ? Double.NaN : totalReturn, market));
    // The next session's gap are the 19 sessions before it.
    if (gap.size() == GAP) {
      enter(gap.removeFirst());
    }
    return abnormal;
  }

  private ComputedMove.@Nullable Abnormal abnormal(double own, double market) {
    if (!Double.isNaN(market)) {
      boolean estimated =
          window.size() == WINDOW
              && regression.getN() >= FEWEST_PAIRS
              && regression.getXSumSquares() > LEAST_VARIANCE;
      return estimated
          ? new ComputedMove.Abnormal(own - regression.predict(market), Model.MARKET_MODEL)
          : new ComputedMove.Abnormal(own - market, Model.MARKET_ADJUSTED);
    }
    return count < FEWEST_FOR_A_MEAN
        ? null
        : new ComputedMove.Abnormal(own - sum / count, Model.MEAN_ADJUSTED);
  }

  private void enter(Pair pair) {
    window.addLast(pair);
    add(pair);
    if (window.size() > WINDOW) {
      remove(window.removeFirst());
    }
  }

  private void add(Pair pair) {
    if (pair.whole()) {
      regression.addData(pair.market(), pair.own());
    }
    if (!Double.isNaN(pair.own())) {
      sum += pair.own();
      count++;
    }
  }

  private void remove(Pair pair) {
    if (pair.whole()) {
      regression.removeData(pair.market(), pair.own());
    }
    if (!Double.isNaN(pair.own())) {
      sum -= pair.own();
      count--;
    }
  }
}
