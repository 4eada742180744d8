package dev.tapeline.alert;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rule as answers show it.
 *
 * @param companies by ticker
 * @param markets by MIC
 * @param indices by ticker, {@code INDEX:HSI}: for the listings that are measured against them
 * @param target without what lets others send there
 * @param cooldown for how long a company is not told of again, or null
 * @param language {@code en}, {@code id} or {@code zh}
 * @param health how its receiver does
 * @param secret of a webhook, shown when it was just made and never again
 */
@Schema(name = "AlertRule")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertRule(
    UUID id,
    String name,
    boolean enabled,
    List<String> companies,
    @Nullable UUID watchListId,
    List<String> markets,
    List<String> indices,
    Conditions when,
    Target target,
    Delivery delivery,
    @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable Duration cooldown,
    @Nullable QuietHours quietHours,
    String language,
    Health health,
    Instant createdAt,
    @Nullable Instant revisedAt,
    @Nullable String secret) {

  public AlertRule {
    companies = List.copyOf(companies);
    markets = List.copyOf(markets);
    indices = List.copyOf(indices);
  }

  /** How a receiver does. */
  public enum Status {
    OK,
    /** Its last attempts failed; they are repeated. */
    FAILING,
    /** It failed for so long that nothing is sent until the rule is enabled again. */
    PAUSED
  }

  /**
   * How a rule's receiver does.
   *
   * @param failures attempts in a row that failed
   * @param failingSince when the first of them did, or null
   * @param lastError of the last one, or null
   */
  @Schema(name = "AlertHealth")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Health(
      Status status,
      int failures,
      @Nullable Instant failingSince,
      @Nullable Instant pausedAt,
      @Nullable String lastError) {}
}
