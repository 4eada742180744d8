package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event that could have caused a recorded move.
 *
 * @param eventId leads to {@code GET /events/{id}}
 * @param type {@code group/type}; null for news in which no event of the taxonomy was read
 * @param title the first report's headline, or null
 * @param url where the first report stands, or null
 * @param occurredAt when the first report was published
 * @param score 0 to 100, by which explanations are ranked
 * @param parts what the score is made of
 */
@JsonPropertyOrder({"eventId", "type", "title", "url", "occurredAt", "score", "parts"})
public record Explanation(
    UUID eventId,
    @Nullable String type,
    @Nullable String title,
    @Nullable String url,
    Instant occurredAt,
    int score,
    Parts parts) {

  /**
   * What a score is made of, each part 0 to 1, rounded to three digits.
   *
   * @param relevance how much the reports are about the company
   * @param novelty 1 for what a story's first report tells, less for repeats
   * @param effect how much events of this type usually move shares
   * @param direction 1 where the event is as good or bad as the move, 0.6 where that is not known,
   *     0.2 where it is the other way round
   * @param time how near to the session it was told
   * @param told 1 where a report tells this very move, and prices confirm it; 0 where none tells it
   */
  @Schema(name = "ExplanationParts")
  @JsonPropertyOrder({"relevance", "novelty", "effect", "direction", "time", "told"})
  public record Parts(
      double relevance,
      double novelty,
      double effect,
      double direction,
      double time,
      double told) {}
}
