package dev.tapeline.market.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * Sums up the observations of one window. What it keeps does not grow with their number, but for
 * one count a day 0.
 */
final class WindowTally {
  private final EventWindow window;
  private final int length;
  private final StreamingStatistics[] abnormal;
  private final StreamingStatistics[] standardised;
  private final StreamingStatistics cumulative = new StreamingStatistics();
  private final StreamingStatistics cumulativeStandardised = new StreamingStatistics();

  /** Sum over the events of the variance of Student's distribution by their degrees of freedom. */
  private double patellVariance;

  private double patellSum;

  /** By the day of the estimation window: sums of abnormal returns, and how many. */
  private final double[] estimationSum = new double[EstimationWindow.SESSIONS];

  private final int[] estimationCount = new int[EstimationWindow.SESSIONS];

  /** By the day of estimation and event window together: sums of scaled ranks, and how many. */
  private final double[] rankSum;

  private final int[] rankCount;
  private final Map<Integer, Integer> eventsByDay = new HashMap<>();
  private final EnumMap<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
  private int overlapping;

  WindowTally(EventWindow window) {
    this.window = window;
    this.length = window.length();
    this.abnormal = statistics(length);
    this.standardised = statistics(length);
    this.rankSum = new double[EstimationWindow.SESSIONS + length];
    this.rankCount = new int[EstimationWindow.SESSIONS + length];
  }

  private static StreamingStatistics[] statistics(int count) {
    StreamingStatistics[] made = new StreamingStatistics[count];
    for (int i = 0; i < count; i++) {
      made[i] = new StreamingStatistics();
    }
    return made;
  }

  EventWindow window() {
    return window;
  }

  void leaveOut(LeftOut reason, int events) {
    leftOut.merge(reason, events, Integer::sum);
  }

  /**
   * Takes an event.
   *
   * @param day its day 0
   * @param overlaps whether it shares a session with an earlier one of the listing
   */
  void add(int day, Observation observation, boolean overlaps) {
    double car = 0;
    double csar = 0;
    for (int i = 0; i < length; i++) {
      abnormal[i].addValue(observation.abnormal()[i]);
      standardised[i].addValue(observation.standardised()[i]);
      car += observation.abnormal()[i];
      csar += observation.standardised()[i];
    }
    cumulative.addValue(car);
    cumulativeStandardised.addValue(csar);
    double freedom = observation.degreesOfFreedom();
    double variance = freedom / (freedom - 2);
    patellVariance += variance;
    patellSum += csar / Math.sqrt(length * variance);
    sum(observation.estimation(), estimationSum, estimationCount);
    sum(observation.scaledRanks(), rankSum, rankCount);
    eventsByDay.merge(day, 1, Integer::sum);
    overlapping += overlaps ? 1 : 0;
  }

  private static void sum(double[] values, double[] sums, int[] counts) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sums[i] += values[i];
        counts[i]++;
      }
    }
  }

  WindowFigures figures() {
    int n = (int) cumulative.getN();
    List<WindowFigures.Reason> reasons = new ArrayList<>();
    leftOut.forEach(
        (reason, events) ->
            reasons.add(new WindowFigures.Reason(reason, events, reason.meaning())));
    return new WindowFigures(
        window,
        n,
        reasons,
        overlapping,
        n == 0 ? null : Figures.rounded(cumulative.getMean()),
        n == 0 ? null : ofWindow(n),
        Clustering.of(eventsByDay),
        n == 0 ? List.of() : days(n));
  }

  private List<DayFigures> days(int n) {
    StreamingStatistics estimated = estimatedAverages();
    double rankDeviation = rankDeviation();
    List<DayFigures> days = new ArrayList<>();
    double caar = 0;
    for (int i = 0; i < length; i++) {
      double aar = abnormal[i].getMean();
      caar += aar;
      StudyTests tests =
          new StudyTests(
              acrossEvents(abnormal[i]),
              TestStatistic.student(aar / estimated.getStandardDeviation(), freedom(estimated)),
              TestStatistic.normal(standardised[i].getSum() / Math.sqrt(patellVariance)),
              acrossEvents(standardised[i]),
              TestStatistic.normal(rank(i, n) / rankDeviation));
      days.add(
          new DayFigures(window.from() + i, Figures.rounded(aar), Figures.rounded(caar), tests));
    }
    return days;
  }

  private StudyTests ofWindow(int n) {
    StreamingStatistics estimated = estimatedAverages();
    double root = Math.sqrt(length);
    double ranks = 0;
    for (int i = 0; i < length; i++) {
      ranks += rank(i, n);
    }
    return new StudyTests(
        acrossEvents(cumulative),
        TestStatistic.student(
            cumulative.getMean() / (root * estimated.getStandardDeviation()), freedom(estimated)),
        TestStatistic.normal(patellSum / Math.sqrt(n)),
        acrossEvents(cumulativeStandardised),
        TestStatistic.normal(ranks / root / rankDeviation()));
  }

  /** The mean over its standard error. */
  private static TestStatistic acrossEvents(StreamingStatistics values) {
    double error = values.getStandardDeviation() / Math.sqrt(values.getN());
    return TestStatistic.student(values.getMean() / error, freedom(values));
  }

  private static int freedom(StreamingStatistics values) {
    return (int) values.getN() - 1;
  }

  /** The average abnormal return of each day of the estimation window. */
  private StreamingStatistics estimatedAverages() {
    StreamingStatistics averages = new StreamingStatistics();
    for (int i = 0; i < estimationSum.length; i++) {
      if (estimationCount[i] > 0) {
        averages.addValue(estimationSum[i] / estimationCount[i]);
      }
    }
    return averages;
  }

  /** A day's summed ranks, scaled by the root of their number: all events have all days. */
  private double rank(int day, int n) {
    return rankSum[EstimationWindow.SESSIONS + day] / Math.sqrt(n);
  }

  /**
   * The root of the mean square of the days' summed ranks, estimation and event window together.
   */
  private double rankDeviation() {
    double squares = 0;
    int days = 0;
    for (int i = 0; i < rankSum.length; i++) {
      if (rankCount[i] > 0) {
        squares += rankSum[i] * rankSum[i] / rankCount[i];
        days++;
      }
    }
    return Math.sqrt(squares / days);
  }
}
