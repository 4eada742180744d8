package dev.tapeline.timeline;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that could have caused a recorded move.
 *
 * @param eventId leads to {@code GET /events/{id}}
 * @param type {@code group/type}, or null
 * @param title the first report's headline, or null
 * @param occurredAt when the first report was published
 * @param score 0 to 100, by which explanations are ranked
 * @param parts what the score is made of, each 0 to 1
 */
public record Explanation(
    UUID eventId,
    @Nullable String type,
    @Nullable String title,
    Instant occurredAt,
    int score,
    Map<String, Double> parts) {

  public Explanation {
    parts = Map.copyOf(parts);
  }
}
