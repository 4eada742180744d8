package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tapeline.analysis.move.Streak;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a listing's bars say that its shares did in one session, against the bar before. Percentages
 * are percent: 5.3864 means 5.3864 %.
 *
 * @param id stays the same however often the move is computed anew
 * @param ticker in Yahoo's form: {@code 1810.HK}
 * @param listing {@code MIC:code}, or null where the venue is not known
 * @param session the trading day
 * @param previousSession that of the bar before
 * @param sessionsMissed how many sessions of the exchange lie between the two without a bar: a
 *     suspension, or a gap in the data; null where the exchange's calendar is not known
 * @param previousClose adjusted for splits
 * @param close adjusted for splits
 * @param changePercent on these closes: what newspapers tell
 * @param totalReturnPercent on closes that are adjusted for dividends too, or null
 * @param abnormalPercent the total return less what the model expected of it, or null
 * @param model by which it was expected, or null
 * @param benchmark the index that the model used, or null
 * @param zScore the change over the standard deviation of the 60 changes before it, or null
 * @param extremes where the look-back is at least 20 sessions
 * @param streak how many sessions in a row closed in the same direction, this one the last; null
 *     where the close is unchanged
 * @param explained whether news could have caused it; false only where news was pulled well all the
 *     time from the previous session's close to this one's; null where it was not, or where that
 *     was not looked for, as only large moves are
 * @param unexplainedReason why {@code explained} is null for a large move, else null
 * @param explanations the events that could have, best first
 * @param provider who gave the bar
 * @param sample whether the prices are made up, as those of the built-in sample are
 */
@JsonPropertyOrder({
  "id",
  "ticker",
  "listing",
  "session",
  "previousSession",
  "sessionsMissed",
  "previousClose",
  "close",
  "changePercent",
  "totalReturnPercent",
  "abnormalPercent",
  "model",
  "benchmark",
  "zScore",
  "extremes",
  "streak",
  "explained",
  "unexplainedReason",
  "explanations",
  "provider",
  "sample"
})
public record RecordedMove(
    UUID id,
    String ticker,
    @Nullable String listing,
    LocalDate session,
    LocalDate previousSession,
    @Nullable Integer sessionsMissed,
    BigDecimal previousClose,
    BigDecimal close,
    BigDecimal changePercent,
    @Nullable BigDecimal totalReturnPercent,
    @Nullable BigDecimal abnormalPercent,
    @Nullable Model model,
    @Nullable String benchmark,
    @Nullable BigDecimal zScore,
    List<RecordedExtreme> extremes,
    @Nullable Streak streak,
    @Nullable Boolean explained,
    @Nullable UnexplainedReason unexplainedReason,
    List<Explanation> explanations,
    String provider,
    boolean sample) {

  public RecordedMove {
    extremes = List.copyOf(extremes);
    explanations = List.copyOf(explanations);
  }

  /** Whether what could have caused it was looked for, as it is for large moves on store. */
  public boolean causesSought() {
    return explained != null || unexplainedReason != null;
  }

  /**
   * This move with what is known of its causes.
   *
   * @param known whether news could have caused it, or null
   * @param reason why that is not known, or null
   * @param events those that could have, best first
   */
  public RecordedMove explainedBy(
      @Nullable Boolean known, @Nullable UnexplainedReason reason, List<Explanation> events) {
    return new RecordedMove(
        id,
        ticker,
        listing,
        session,
        previousSession,
        sessionsMissed,
        previousClose,
        close,
        changePercent,
        totalReturnPercent,
        abnormalPercent,
        model,
        benchmark,
        zScore,
        extremes,
        streak,
        known,
        reason,
        events,
        provider,
        sample);
  }

  /** Why it is not known whether news explains a move that no event was found for. */
  public enum UnexplainedReason {
    /** No source was pulled well in the time in which news could have caused it. */
    NO_NEWS_PULLED,
    /** Sources were pulled well in a part of that time only. */
    NEWS_PULLED_IN_PART
  }

  /** How a return is expected. */
  public enum Model {
    /** By regression on the benchmark's returns. */
    MARKET_MODEL,
    /** As the benchmark's own. */
    MARKET_ADJUSTED,
    /** As the listing's own mean. */
    MEAN_ADJUSTED
  }
}
