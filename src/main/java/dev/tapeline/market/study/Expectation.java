package dev.tapeline.market.study;

import dev.tapeline.timeline.RecordedMove.Model;
import org.hipparchus.stat.descriptive.moment.Variance;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * What a model expects of a listing around one event, learnt from the estimation window: the return
 * {@code alpha + beta · market}, and how far returns strayed from that.
 *
 * @param alpha in percent
 * @param beta on the benchmark's return; 0 where the benchmark plays no part
 * @param variance of the abnormal returns in the estimation window, unbiased
 * @param used returns of the estimation window that were known
 * @param estimated how many of alpha and beta were estimated
 * @param marketMean mean of the benchmark's returns in the window
 * @param marketSpread sum of their squared distances from it; 0 where beta was not estimated
 */
record Expectation(
    double alpha,
    double beta,
    double variance,
    int used,
    int estimated,
    double marketMean,
    double marketSpread) {

  /** Whether a model looks at the benchmark. */
  static boolean needsMarket(Model model) {
    return model != Model.MEAN_ADJUSTED;
  }

  /**
   * Learns from the returns at some places. Where too few are known or they do not vary, {@link
   * #used} or {@link #variance} tell so.
   *
   * @param from first place
   * @param to last place
   */
  static Expectation learn(Model model, ListingReturns returns, int from, int to) {
    return switch (model) {
      case MARKET_MODEL -> regression(returns, from, to);
      case MARKET_ADJUSTED -> marketAdjusted(returns, from, to);
      case MEAN_ADJUSTED -> meanAdjusted(returns, from, to);
    };
  }

  private static Expectation regression(ListingReturns returns, int from, int to) {
    SimpleRegression regression = new SimpleRegression();
    double sum = 0;
    for (int place = from; place <= to; place++) {
      double market = returns.market()[place];
      if (!Double.isNaN(market) && !Double.isNaN(returns.own()[place])) {
        regression.addData(market, returns.own()[place]);
        sum += market;
      }
    }
    int used = (int) regression.getN();
    double spread = regression.getXSumSquares();
    boolean determined = used > 2 && spread > EstimationWindow.LEAST_VARIANCE;
    return new Expectation(
        determined ? regression.getIntercept() : 0,
        determined ? regression.getSlope() : 0,
        determined ? regression.getMeanSquareError() : 0,
        used,
        2,
        sum / Math.max(used, 1),
        spread);
  }

  private static Expectation marketAdjusted(ListingReturns returns, int from, int to) {
    Variance variance = new Variance();
    for (int place = from; place <= to; place++) {
      double abnormal = returns.own()[place] - returns.market()[place];
      if (!Double.isNaN(abnormal)) {
        variance.increment(abnormal);
      }
    }
    int used = (int) variance.getN();
    return new Expectation(0, 1, used > 1 ? variance.getResult() : 0, used, 0, 0, 0);
  }

  private static Expectation meanAdjusted(ListingReturns returns, int from, int to) {
    Variance variance = new Variance();
    double sum = 0;
    for (int place = from; place <= to; place++) {
      double own = returns.own()[place];
      if (!Double.isNaN(own)) {
        variance.increment(own);
        sum += own;
      }
    }
    int used = (int) variance.getN();
    return new Expectation(
        sum / Math.max(used, 1), 0, used > 1 ? variance.getResult() : 0, used, 1, 0, 0);
  }

  /** Whether returns vary enough for anything to be abnormal. */
  boolean varies() {
    return variance > EstimationWindow.LEAST_VARIANCE;
  }

  /** Of {@link #variance}: one less than returns, two less where beta was estimated. */
  int degreesOfFreedom() {
    return used - Math.max(estimated, 1);
  }

  /** The abnormal return at a place in percent; NaN where it is not known. */
  double abnormal(ListingReturns returns, int place) {
    double own = returns.own()[place] - alpha;
    return usesMarket() ? own - beta * returns.market()[place] : own;
  }

  private boolean usesMarket() {
    return estimated != 1;
  }

  /** The standard deviation of what will be abnormal at a place outside the estimation window. */
  double forecastDeviation(ListingReturns returns, int place) {
    double factor = 1;
    if (estimated > 0) {
      factor += 1.0 / used;
    }
    if (estimated == 2) {
      double distance = returns.market()[place] - marketMean;
      factor += distance * distance / marketSpread;
    }
    return Math.sqrt(variance * factor);
  }
}
