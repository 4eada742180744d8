package dev.tapeline.market.study;

import dev.tapeline.timeline.RecordedMove.Model;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A study that is given its events listing by listing, in any order, and keeps sums alone.
 *
 * <pre>{@code
 * EventStudy study =
 *     new EventStudy(Model.MARKET_MODEL, List.of(new EventWindow(-1, 1)), Overlapping.KEEP);
 * study.add(returns, days); // of each listing
 * study.figures().get(0).caar(); // 1.457538: percent over the three sessions
 * }</pre>
 *
 * <p>Not for use by several threads at a time.
 */
public final class EventStudy {

  private final Model model;
  private final Overlapping overlapping;
  private final List<WindowTally> windows;
  private final Range sessions = new Range();
  private final Range daysZero = new Range();
  private int listings;

  /**
   * A study without events so far.
   *
   * @param windows at least one
   */
  public EventStudy(Model model, List<EventWindow> windows, Overlapping overlapping) {
    this.model = model;
    this.overlapping = overlapping;
    this.windows = windows.stream().distinct().map(WindowTally::new).toList();
  }

  /** The first and the last of some days. */
  private static final class Range {
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;

    void add(int from, int to) {
      first = Math.min(first, from);
      last = Math.max(last, to);
    }

    @Nullable LocalDate first() {
      return first > last ? null : LocalDate.ofEpochDay(first);
    }

    @Nullable LocalDate last() {
      return first > last ? null : LocalDate.ofEpochDay(last);
    }
  }

  /**
   * What the figures rest on.
   *
   * @param listings of which at least one event is used
   * @param firstSession the first of the estimation windows
   * @param lastSession the last of the event windows
   * @param firstDayZero the earliest
   * @param lastDayZero the latest
   */
  public record Coverage(
      int listings,
      @Nullable LocalDate firstSession,
      @Nullable LocalDate lastSession,
      @Nullable LocalDate firstDayZero,
      @Nullable LocalDate lastDayZero) {}

  /** Whether the model looks at the benchmark. */
  public boolean usesBenchmark() {
    return Expectation.needsMarket(model);
  }

  /** Takes note of events that have no returns to look at. */
  public void leaveOut(LeftOut reason, int events) {
    windows.forEach(tally -> tally.leaveOut(reason, events));
  }

  /**
   * Takes all events of a listing.
   *
   * @param reactions the first session that could react to each, as days of 1970-01-01, in any
   *     order
   * @return whether any of them is used
   */
  public boolean add(ListingReturns returns, int[] reactions) {
    TreeMap<Integer, Integer> events = new TreeMap<>();
    for (int reaction : reactions) {
      LeftOut reason = objection(returns, reaction);
      if (reason != null) {
        leaveOut(reason, 1);
      } else if (events.merge(returns.placeOnOrAfter(reaction), 1, Integer::sum) > 1) {
        leaveOut(LeftOut.SAME_DAY, 1);
      }
    }
    int[] lastUsed = new int[windows.size()];
    Arrays.fill(lastUsed, Integer.MIN_VALUE / 2);
    boolean market = returns.hasMarket();
    boolean any = false;
    for (int place : events.keySet()) {
      any |= add(returns, place, market, lastUsed);
    }
    listings += any ? 1 : 0;
    return any;
  }

  private static @Nullable LeftOut objection(ListingReturns returns, int reaction) {
    int place = returns.placeOnOrAfter(reaction);
    if (place == returns.size()) {
      return LeftOut.AFTER_LAST_BAR;
    }
    if (place == 0) {
      return LeftOut.TOO_LITTLE_HISTORY;
    }
    return returns.missed().between(reaction - 1, returns.days()[place])
        ? LeftOut.MISSING_SESSIONS
        : null;
  }

  private boolean add(ListingReturns returns, int zero, boolean market, int[] lastUsed) {
    Learnt learnt = learn(returns, zero, market);
    boolean any = false;
    for (int i = 0; i < lastUsed.length; i++) {
      WindowTally tally = windows.get(i);
      EventWindow window = tally.window();
      boolean overlaps = zero - lastUsed[i] < window.length();
      LeftOut reason = objection(returns, zero, window, learnt, overlaps);
      Observation observation =
          reason != null || learnt.expectation() == null
              ? null
              : observe(returns, zero, window, learnt.expectation(), learnt.abnormal());
      if (observation == null || !observation.whole()) {
        tally.leaveOut(reason == null ? LeftOut.MISSING_RETURNS : reason, 1);
        continue;
      }
      tally.add(returns.days()[zero], observation, overlaps);
      lastUsed[i] = zero;
      any = true;
      sessions.add(
          returns.days()[zero + EstimationWindow.FROM], returns.days()[zero + window.to()]);
      daysZero.add(returns.days()[zero], returns.days()[zero]);
    }
    return any;
  }

  /**
   * What the estimation window tells.
   *
   * @param reason why it tells nothing, or null
   * @param expectation null exactly where there is a reason
   * @param abnormal the window's abnormal returns
   */
  private record Learnt(
      @Nullable LeftOut reason, @Nullable Expectation expectation, double[] abnormal) {

    static Learnt nothing(LeftOut reason) {
      return new Learnt(reason, null, new double[0]);
    }
  }

  private Learnt learn(ListingReturns returns, int zero, boolean market) {
    int from = zero + EstimationWindow.FROM;
    if (from < 1) { // the first bar has no return
      return Learnt.nothing(LeftOut.TOO_LITTLE_HISTORY);
    }
    if (Expectation.needsMarket(model) && !market) {
      return Learnt.nothing(LeftOut.NO_BENCHMARK);
    }
    Expectation expectation = Expectation.learn(model, returns, from, zero + EstimationWindow.TO);
    if (expectation.used() < EstimationWindow.FEWEST_RETURNS) {
      return Learnt.nothing(LeftOut.TOO_LITTLE_HISTORY);
    }
    if (!expectation.varies()) {
      return Learnt.nothing(LeftOut.NO_VARIATION);
    }
    double[] abnormal = new double[EstimationWindow.SESSIONS];
    for (int i = 0; i < abnormal.length; i++) {
      abnormal[i] = expectation.abnormal(returns, from + i);
    }
    return new Learnt(null, expectation, abnormal);
  }

  private @Nullable LeftOut objection(
      ListingReturns returns, int zero, EventWindow window, Learnt learnt, boolean overlaps) {
    if (zero + window.to() >= returns.size()) {
      return LeftOut.AFTER_LAST_BAR;
    }
    if (learnt.reason() != null) {
      return learnt.reason();
    }
    // The first day's return begins at the bar before.
    if (returns.missedBetween(zero + window.from() - 1, zero + window.to())) {
      return LeftOut.MISSING_SESSIONS;
    }
    return overlaps && overlapping == Overlapping.LEAVE_OUT ? LeftOut.OVERLAPPING : null;
  }

  private static Observation observe(
      ListingReturns returns,
      int zero,
      EventWindow window,
      Expectation expectation,
      double[] estimation) {
    double[] abnormal = new double[window.length()];
    double[] standardised = new double[window.length()];
    for (int i = 0; i < abnormal.length; i++) {
      int place = zero + window.from() + i;
      abnormal[i] = expectation.abnormal(returns, place);
      standardised[i] = abnormal[i] / expectation.forecastDeviation(returns, place);
    }
    return new Observation(estimation, abnormal, standardised, expectation.degreesOfFreedom());
  }

  /** What the study says of each window, in the order in which they were asked for. */
  public List<WindowFigures> figures() {
    return windows.stream().map(WindowTally::figures).toList();
  }

  /** What the figures rest on. */
  public Coverage coverage() {
    return new Coverage(
        listings, sessions.first(), sessions.last(), daysZero.first(), daysZero.last());
  }
}
