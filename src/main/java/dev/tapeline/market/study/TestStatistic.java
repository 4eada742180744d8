package dev.tapeline.market.study;

import java.math.BigDecimal;
import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a test.
 *
 * @param statistic six digits; null where it is not defined, as a standard error of one event
 * @param p how likely a statistic at least as far from zero is where nothing is abnormal,
 *     two-sided, six digits; null where the statistic is
 */
public record TestStatistic(@Nullable BigDecimal statistic, @Nullable BigDecimal p) {

  private static final TestStatistic UNDEFINED = new TestStatistic(null, null);

  /** By Student's distribution. */
  static TestStatistic student(double statistic, int degreesOfFreedom) {
    return degreesOfFreedom < 1 ? UNDEFINED : of(statistic, new TDistribution(degreesOfFreedom));
  }

  /** By the standard normal distribution. */
  static TestStatistic normal(double statistic) {
    return of(statistic, new NormalDistribution());
  }

  private static TestStatistic of(double statistic, RealDistribution distribution) {
    return Double.isFinite(statistic)
        ? new TestStatistic(
            Figures.rounded(statistic),
            Figures.rounded(2 * distribution.cumulativeProbability(-Math.abs(statistic))))
        : UNDEFINED;
  }
}
