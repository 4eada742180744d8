package dev.tapeline.market.study;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study says of one window.
 *
 * @param window the sessions looked at
 * @param n events used
 * @param leftOut the others, by reason
 * @param overlapping how many of those used share a session with an earlier one of the same listing
 * @param caar cumulative average abnormal return over the window in percent; null without events
 * @param tests of {@code caar}
 * @param clustering how far events share days
 * @param days each day of the window; none without events
 */
public record WindowFigures(
    EventWindow window,
    int n,
    List<Reason> leftOut,
    int overlapping,
    @Nullable BigDecimal caar,
    @Nullable StudyTests tests,
    Clustering clustering,
    List<DayFigures> days) {

  public WindowFigures {
    leftOut = List.copyOf(leftOut);
    days = List.copyOf(days);
  }

  /**
   * How many events are left out for a reason.
   *
   * @param reason why
   * @param events how many
   * @param meaning the reason in words
   */
  public record Reason(LeftOut reason, int events, String meaning) {}
}
