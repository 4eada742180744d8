package dev.tapeline.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.timeline.RecordedMove;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is sent.
 *
 * @param type {@code alert.move}, {@code alert.reported-move}, {@code alert.event}, {@code
 *     alert.claim} or {@code alert.test}
 * @param timestamp when the rule matched
 */
@Schema(name = "AlertPayload")
@JsonPropertyOrder({"type", "timestamp", "data"})
public record Payload(String type, Instant timestamp, Data data) {

  /** Which rule. */
  @Schema(name = "AlertRuleRef")
  @JsonPropertyOrder({"id", "name"})
  public record Rule(UUID id, String name) {}

  /**
   * What is told.
   *
   * @param company null in a test that nothing has matched yet
   * @param text the message that a person reads
   * @param url leads to the company's timeline
   * @param entry of the timeline, where there is one
   * @param move recorded, where there is one
   */
  @Schema(name = "AlertData")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"rule", "company", "text", "url", "entry", "move"})
  public record Data(
      Rule rule,
      @Nullable AlertCompany company,
      String text,
      String url,
      @Schema(type = SchemaType.OBJECT) @Nullable JsonNode entry,
      @Nullable RecordedMove move) {}
}
