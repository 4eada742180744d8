package dev.tapeline.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pull.
 *
 * @param status how it ended
 * @param found items in the feed
 * @param created of them, those that were not known (in JSON: {@code new})
 * @param revised of them, those whose content had changed
 * @param unchanged of them, those that were known as they are
 * @param refused of them, those that could not be recorded
 * @param error why it failed; null where it did not
 */
record PullResult(
    Status status,
    int found,
    @JsonProperty("new") int created,
    int revised,
    int unchanged,
    List<Refused> refused,
    @Nullable String error) {

  PullResult {
    refused = List.copyOf(refused);
  }

  /** How a pull ended. */
  @Schema(name = "PullStatus")
  enum Status {
    OK,
    /** The server says that nothing has changed since. */
    NOT_MODIFIED,
    FAILED
  }

  /** An item that was not recorded, and why. */
  record Refused(@Nullable String id, String reason) {}

  static PullResult notModified() {
    return new PullResult(Status.NOT_MODIFIED, 0, 0, 0, 0, List.of(), null);
  }

  static PullResult failed(String error) {
    return new PullResult(Status.FAILED, 0, 0, 0, 0, List.of(), error);
  }
}
