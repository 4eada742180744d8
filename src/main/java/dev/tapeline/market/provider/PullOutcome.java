package dev.tapeline.market.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of pulling a listing's bars.
 *
 * @param status how it ended
 * @param provider who answered, or null
 * @param expected the session whose bar should be there by now
 * @param session the latest that it brought, or null
 * @param created sessions that had no bar of this provider before (in JSON: {@code new})
 * @param revised sessions whose bar has changed
 * @param unchanged sessions whose bar was there already
 * @param refused what was not taken, with the reasons
 * @param flagged what was taken with doubts
 * @param error why it did not end well, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PullOutcome(
    Status status,
    @Nullable String provider,
    LocalDate expected,
    @Nullable LocalDate session,
    @JsonProperty("new") int created,
    int revised,
    int unchanged,
    List<String> refused,
    List<String> flagged,
    @Nullable String error) {

  PullOutcome {
    refused = List.copyOf(refused);
    flagged = List.copyOf(flagged);
  }

  /** How a pull ended. */
  @Schema(name = "PricePullStatus")
  enum Status {
    OK,
    /** The expected session's bar is not there yet. */
    WAITING,
    FAILED,
    /** No provider that is configured knows the listing. */
    UNKNOWN,
    /** Nobody may be asked at the moment; no failure. */
    LIMITED
  }

  static PullOutcome without(Status status, LocalDate expected, String error) {
    return new PullOutcome(status, null, expected, null, 0, 0, 0, List.of(), List.of(), error);
  }
}
