package dev.tapeline.alert;

import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.RecordedExtreme;
import dev.tapeline.timeline.RecordedMove;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When a rule sends: what matches any of these. Within one, every field that is given must hold.
 *
 * @param move a recorded daily move
 * @param reportedMove a daily move that news tells of
 * @param event an event
 * @param claim a claim that was checked
 */
@Schema(name = "AlertConditions")
public record Conditions(
    @Nullable MoveCondition move,
    @Nullable ReportedMoveCondition reportedMove,
    @Nullable EventCondition event,
    @Nullable ClaimCondition claim) {

  /** Whether there is none at all. */
  boolean none() {
    return move == null && reportedMove == null && event == null && claim == null;
  }

  private static boolean reaches(@Nullable BigDecimal value, @Nullable BigDecimal least) {
    return least == null || (value != null && value.abs().compareTo(least) >= 0);
  }

  /**
   * Of a recorded move. A value that is not known holds for nothing.
   *
   * @param minAbsChange percent, up or down
   * @param minAbsZScore standard deviations, up or down
   * @param minAbsAbnormal percent beyond what the model expected, up or down
   * @param direction {@code UP}, {@code DOWN} or {@code FLAT}
   * @param extreme that it is one
   * @param minStreak sessions in a row that closed in the move's direction
   * @param unexplained true: no news explains it, although news was pulled well; false: news does
   */
  @Schema(name = "MoveCondition")
  public record MoveCondition(
      @Nullable BigDecimal minAbsChange,
      @Nullable BigDecimal minAbsZScore,
      @Nullable BigDecimal minAbsAbnormal,
      @Nullable Direction direction,
      @Nullable ExtremeCondition extreme,
      @Nullable Integer minStreak,
      @Nullable Boolean unexplained) {

    boolean matches(RecordedMove move) {
      return matchesButCause(move)
          && (unexplained == null || Objects.equals(move.explained(), !unexplained));
    }

    /** Whether it matches, or would if its cause, not looked for yet, were the right one. */
    boolean matchesButCause(RecordedMove move) {
      return reaches(move.changePercent(), minAbsChange)
          && reaches(move.zScore(), minAbsZScore)
          && reaches(move.abnormalPercent(), minAbsAbnormal)
          && (direction == null || direction == direction(move))
          && (extreme == null
              || move.extremes().stream().anyMatch(e -> extreme.matches(e, move.session())))
          && (minStreak == null || streak(move) >= minStreak);
    }

    static Direction direction(RecordedMove move) {
      int sign = move.changePercent().signum();
      return sign > 0 ? Direction.UP : sign < 0 ? Direction.DOWN : Direction.FLAT;
    }

    private static int streak(RecordedMove move) {
      return move.streak() == null ? 0 : move.streak().sessions();
    }
  }

  /**
   * That a move is the largest, or its close the highest or lowest, for some time: {@code {"kind":
   * "LARGEST_LOSS", "minDays": 365}}, or in short {@code "LARGEST_LOSS"}.
   *
   * @param kind of extreme
   * @param minDays how many days must lie between it and the last one as large; null for any
   */
  @Schema(name = "ExtremeCondition")
  public record ExtremeCondition(Extreme.Kind kind, @Nullable Integer minDays) {

    boolean matches(RecordedExtreme found, LocalDate session) {
      if (found.kind() != kind) {
        return false;
      }
      LocalDate since = found.since() == null ? found.historyFrom() : found.since();
      return minDays == null || (since != null && !since.isAfter(session.minusDays(minDays)));
    }
  }

  /**
   * Of a move that news tells: those of a session, not those over a week or a year.
   *
   * @param minAbsChange percent, up or down; null for any, also those told without a number
   */
  @Schema(name = "ReportedMoveCondition")
  public record ReportedMoveCondition(@Nullable BigDecimal minAbsChange) {

    boolean matches(News.Told told) {
      return !told.overPeriod() && reaches(told.changePercent(), minAbsChange);
    }
  }

  /**
   * Of an event.
   *
   * @param types {@code group/type} or whole groups; empty for any
   * @param factLevels any of them; empty for any
   * @param minRelevance 0 to 100
   * @param minNovelty 0 to 100; 100 is the first report of a story
   * @param polarity for the company
   */
  @Schema(name = "EventCondition")
  public record EventCondition(
      List<String> types,
      List<FactLevel> factLevels,
      @Nullable Integer minRelevance,
      @Nullable Integer minNovelty,
      @Nullable Polarity polarity) {

    public EventCondition {
      types = List.copyOf(types);
      factLevels = List.copyOf(factLevels);
    }

    boolean matches(News news) {
      return (types.isEmpty() || types.contains(news.type()) || types.contains(news.group()))
          && (factLevels.isEmpty() || factLevels.contains(news.factLevel()))
          && news.relevance() >= orZero(minRelevance)
          && news.novelty() >= orZero(minNovelty)
          && (polarity == null || polarity == news.polarity());
    }

    private static int orZero(@Nullable Integer value) {
      return value == null ? 0 : value;
    }
  }

  /**
   * Of a checked claim.
   *
   * @param verdict that any claim of the entry was given
   */
  @Schema(name = "ClaimCondition")
  public record ClaimCondition(Verdict verdict) {

    boolean matches(News.Claim claim) {
      return claim.verdict() == verdict;
    }
  }
}
