package dev.tapeline.market.study;

import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * One event in one window.
 *
 * @param estimation abnormal returns of the estimation window in percent, NaN where not known
 * @param abnormal those of the event window
 * @param standardised those of the event window over their forecast deviation
 * @param degreesOfFreedom of the estimated variance
 */
record Observation(
    double[] estimation, double[] abnormal, double[] standardised, int degreesOfFreedom) {

  /** Whether all abnormal returns of the event window are known. */
  boolean whole() {
    for (double value : abnormal) {
      if (Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The ranks of estimation and event window together, scaled to -½ … ½ (Corrado and Zivney 1992):
   * rank over one more than the number of known returns, less a half. NaN where not known.
   */
  double[] scaledRanks() {
    double[] all = new double[estimation.length + abnormal.length];
    System.arraycopy(estimation, 0, all, 0, estimation.length);
    System.arraycopy(abnormal, 0, all, estimation.length, abnormal.length);
    double[] ranks = new NaturalRanking(NaNStrategy.FIXED, TiesStrategy.AVERAGE).rank(all);
    int known = 0;
    for (double rank : ranks) {
      known += Double.isNaN(rank) ? 0 : 1;
    }
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = ranks[i] / (1 + known) - 0.5;
    }
    return ranks;
  }
}
