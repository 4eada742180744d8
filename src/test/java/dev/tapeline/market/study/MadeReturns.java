package dev.tapeline.market.study;

import java.util.Arrays;
import java.util.Random;

/** Returns for tests: seeded noise on a seeded market, a bar a day from day 10,000 on. */
final class MadeReturns {
  static final int FIRST_DAY = 10_000;

  private MadeReturns() {}

  /** A listing of so many bars without anything abnormal. */
  static ListingReturns calm(long seed, int bars) {
    Random random = new Random(seed);
    double[] own = new double[bars];
    double[] market = new double[bars];
    double beta = 0.5 + random.nextDouble();
    for (int i = 0; i < bars; i++) {
      market[i] = random.nextGaussian();
      own[i] = 0.02 + beta * market[i] + random.nextGaussian() * (1 + seed % 3);
    }
    own[0] = Double.NaN;
    market[0] = Double.NaN;
    return of(own, market);
  }

  static ListingReturns of(double[] own, double[] market) {
    int[] days = new int[own.length];
    Arrays.setAll(days, i -> FIRST_DAY + i);
    return new ListingReturns(days, own, market, (after, before) -> false);
  }

  /** The same with one return of the listing changed. */
  static ListingReturns with(ListingReturns returns, int place, double own) {
    double[] changed = returns.own().clone();
    changed[place] = own;
    return new ListingReturns(returns.days(), changed, returns.market(), returns.missed());
  }

  /** The same with all returns multiplied. */
  static ListingReturns times(ListingReturns returns, double factor) {
    return new ListingReturns(
        returns.days(),
        Arrays.stream(returns.own()).map(value -> value * factor).toArray(),
        Arrays.stream(returns.market()).map(value -> value * factor).toArray(),
        returns.missed());
  }

  /** What a listing returns whose closes, and whose index, are given. */
  static ListingReturns ofCloses(double[] closes, double[] index) {
    return of(returns(closes), returns(index));
  }

  private static double[] returns(double[] closes) {
    double[] returns = new double[closes.length];
    returns[0] = Double.NaN;
    for (int i = 1; i < closes.length; i++) {
      returns[i] = 100 * (closes[i] / closes[i - 1] - 1);
    }
    return returns;
  }
}
