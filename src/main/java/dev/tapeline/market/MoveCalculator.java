package dev.tapeline.market;

import dev.tapeline.analysis.move.Extreme.Kind;
import dev.tapeline.analysis.move.Extreme.Measure;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.timeline.RecordedExtreme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Computes the moves of a series in one pass over its bars. A move belongs to every bar but the
 * first.
 *
 * <ul>
 *   <li>A <b>change</b> is between closes adjusted for splits; a <b>total return</b> between closes
 *       adjusted for both, of one provider.
 *   <li>A <b>z-score</b> is the change over the sample standard deviation of exactly the 60 changes
 *       before it.
 *   <li>An <b>extreme</b> looks back over all earlier bars; the nearest that is as large is found
 *       by a stack that holds only those that no later one has reached, so a pass takes linear
 *       time. Changes are compared after rounding to 1e-9 percent, so that rounding errors do not
 *       tell equal moves apart.
 *   <li>A <b>streak</b> counts closes in one direction; an unchanged close ends it.
 * </ul>
 *
 * <p>What a flagged bar says is shown, but enters no window that others are measured by.
 */
final class MoveCalculator {

  /** An extreme is told from this many sessions of look-back on. */
  static final int LOOK_BACK = 20;

  /** So many changes make a standard deviation. */
  static final int VOLATILITY = 60;

  private static final double COMPARED = 1e9;

  private final List<RecordedBar> bars;
  private final Optional<Exchange> exchange;
  private final ExpectedReturns expected;
  private final DescriptiveStatistics volatility = new DescriptiveStatistics(VOLATILITY);
  private final LatestAtLeast gains;
  private final LatestAtLeast losses;
  private final LatestAtLeast highs;
  private final LatestAtLeast lows;
  private int streak;

  private MoveCalculator(List<RecordedBar> bars, Benchmark benchmark, Optional<Exchange> exchange) {
    this.bars = bars;
    this.exchange = exchange;
    this.expected = new ExpectedReturns(benchmark);
    this.gains = new LatestAtLeast(bars.size());
    this.losses = new LatestAtLeast(bars.size());
    this.highs = new LatestAtLeast(bars.size());
    this.lows = new LatestAtLeast(bars.size());
  }

  /**
   * The moves of a series, oldest first.
   *
   * @param bars oldest first, one a session
   * @param benchmark the index that the series is measured against, or {@link Benchmark#NONE}
   * @param exchange whose sessions may be missed, where it is known
   */
  static List<ComputedMove> moves(
      List<RecordedBar> bars, Benchmark benchmark, Optional<Exchange> exchange) {
    return new MoveCalculator(bars, benchmark, exchange).moves();
  }

  private List<ComputedMove> moves() {
    List<ComputedMove> moves = new ArrayList<>(bars.size());
    for (int i = 0; i < bars.size(); i++) {
      double close = bars.get(i).bar().close();
      int higher = highs.push(close);
      int lower = lows.push(-close);
      if (i > 0) {
        moves.add(move(i, higher, lower));
      }
    }
    return moves;
  }

  private ComputedMove move(int i, int higher, int lower) {
    RecordedBar before = bars.get(i - 1);
    RecordedBar bar = bars.get(i);
    double change = percent(before.bar().close(), bar.bar().close());
    double compared = compared(change);
    streak = streak(streak, compared);
    Double total = totalReturn(before, bar);
    LocalDate previous = before.bar().session();
    LocalDate session = bar.bar().session();
    return new ComputedMove(
        session,
        previous,
        exchange.map(e -> missed(e, previous, session)).orElse(null),
        before.bar().close(),
        bar.bar().close(),
        change,
        total,
        expected.next(previous, session, bar.flagged() ? null : total),
        zScore(change, bar.flagged()),
        extremes(i, compared, higher, lower),
        streak,
        bar.provider(),
        bar.sample() || before.sample(),
        bar.flagged() || before.flagged());
  }

  /** A change as it is compared with others: to 1e-9 percent. */
  static double compared(double change) {
    return Math.rint(change * COMPARED) / COMPARED;
  }

  private static int streak(int before, double change) {
    if (change == 0) {
      return 0;
    }
    int step = change > 0 ? 1 : -1;
    return Integer.signum(before) == step ? before + step : step;
  }

  private static @Nullable Double totalReturn(RecordedBar before, RecordedBar bar) {
    Double from = before.bar().adjustedClose();
    Double to = bar.bar().adjustedClose();
    // Each provider adjusts to a day of its own.
    if (from == null || to == null || !before.provider().equals(bar.provider())) {
      return null;
    }
    return percent(from, to);
  }

  /** From one price to another in percent. */
  static double percent(double from, double to) {
    return 100 * (to / from - 1);
  }

  private static int missed(Exchange exchange, LocalDate previous, LocalDate session) {
    int missed = 0;
    for (LocalDate day = previous.plusDays(1); day.isBefore(session); day = day.plusDays(1)) {
      if (exchange.isSession(day)) {
        missed++;
      }
    }
    return missed;
  }

  private @Nullable Double zScore(double change, boolean flagged) {
    Double score = null;
    if (volatility.getN() == VOLATILITY) {
      double deviation = volatility.getStandardDeviation();
      score = deviation > 1 / COMPARED ? change / deviation : null;
    }
    if (!flagged) {
      volatility.addValue(change);
    }
    return score;
  }

  private List<RecordedExtreme> extremes(int i, double change, int higher, int lower) {
    // The first bar has no change: the first change stands at place 0 of its stacks.
    int gain = gains.push(change);
    int loss = losses.push(-change);
    List<RecordedExtreme> extremes = new ArrayList<>(0);
    if (change > 0) {
      add(extremes, Kind.LARGEST_GAIN, Measure.PERCENT, i, gain, 1);
    }
    if (change < 0) {
      add(extremes, Kind.LARGEST_LOSS, Measure.PERCENT, i, loss, 1);
    }
    add(extremes, Kind.HIGHEST_PRICE, Measure.PRICE, i, higher, 0);
    add(extremes, Kind.LOWEST_PRICE, Measure.PRICE, i, lower, 0);
    return extremes;
  }

  /**
   * Adds an extreme where its look-back is long enough.
   *
   * @param place of the bar
   * @param asLarge place of the latest earlier one in its stack, -1 for none
   * @param first place of the bar that the stack begins with
   */
  private void add(
      List<RecordedExtreme> extremes,
      Kind kind,
      Measure measure,
      int place,
      int asLarge,
      int first) {
    int lookBack = asLarge < 0 ? place - first : place - (asLarge + first);
    if (lookBack >= LOOK_BACK) {
      extremes.add(
          new RecordedExtreme(
              kind,
              measure,
              asLarge < 0 ? null : session(asLarge + first),
              asLarge < 0 ? session(first) : null));
    }
  }

  private LocalDate session(int place) {
    return bars.get(place).bar().session();
  }

  /**
   * For each value of a row, the place of the latest earlier one that is at least as large. The
   * values that are kept fall from the bottom to the top: a smaller one before a larger one can
   * never be asked for again.
   */
  static final class LatestAtLeast {
    private final double[] values;
    private final int[] places;
    private int kept;
    private int next;

    LatestAtLeast(int size) {
      values = new double[size];
      places = new int[size];
    }

    /** Takes the next value; the place of the latest earlier one as large, -1 for none. */
    int push(double value) {
      while (kept > 0 && values[kept - 1] < value) {
        kept--;
      }
      int found = kept == 0 ? -1 : places[kept - 1];
      values[kept] = value;
      places[kept] = next;
      kept++;
      next++;
      return found;
    }
  }
}
