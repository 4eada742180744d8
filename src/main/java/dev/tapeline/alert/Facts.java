package dev.tapeline.alert;

import dev.tapeline.timeline.RecordedExtreme;
import dev.tapeline.timeline.RecordedMove;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What templates write a message of: everything is a text already, in the form of the message's
 * language. Absent is null or empty.
 *
 * @param trigger name of the {@link Trigger} whose message it is
 * @param test whether it is sent to see that it arrives
 * @param direction {@code UP}, {@code DOWN} or {@code FLAT}; empty where nothing moved
 * @param change absolute, without its sign and its percent: {@code 5.39}
 * @param price with its currency
 * @param session of the move
 * @param streak sessions in a row, or empty
 * @param cause the likeliest explanation of a recorded move
 * @param explained {@code YES}, {@code NO}, {@code NOT_PULLED}, {@code IN_PART} or {@code UNKNOWN}
 * @param sources how many were checked
 * @param pulled how long ago the last good pull was; null for never
 * @param verdict the gravest of the claims' verdicts
 * @param link leads to the company's timeline
 */
@TemplateData
public record Facts(
    String trigger,
    boolean test,
    boolean sample,
    String rule,
    String company,
    String ticker,
    String direction,
    String change,
    String price,
    String session,
    List<RecordedExtreme> extremes,
    String streak,
    @Nullable Cause cause,
    String explained,
    long sources,
    @Nullable Ago pulled,
    String title,
    String source,
    String url,
    String type,
    String factLevel,
    String polarity,
    List<ClaimFact> claims,
    String verdict,
    String link) {

  public Facts {
    extremes = List.copyOf(extremes);
    claims = List.copyOf(claims);
  }

  /** What likely caused a move. */
  @TemplateData
  public record Cause(String title, String type, String url) {}

  /** How long ago: {@code 40} and {@code s}, {@code min}, {@code h} or {@code d}. */
  @TemplateData
  public record Ago(long count, String unit) {}

  /** A claim and its check. */
  @TemplateData
  public record ClaimFact(String what, String claimed, String measured, String verdict) {}

  /** Whether news explains a move, as a word that templates ask for. */
  static String explained(RecordedMove move) {
    if (move.explained() != null) {
      return move.explained() ? "YES" : "NO";
    }
    return move.unexplainedReason() == null
        ? "UNKNOWN"
        : move.unexplainedReason() == RecordedMove.UnexplainedReason.NO_NEWS_PULLED
            ? "NOT_PULLED"
            : "IN_PART";
  }
}
