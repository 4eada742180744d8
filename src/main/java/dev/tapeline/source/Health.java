package dev.tapeline.source;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a source does.
 *
 * @param status in one word
 * @param lastPullAt when it was last asked
 * @param lastGoodPullAt when it last answered well, also with nothing new
 * @param nextPullAt when it will be asked next; null for never
 * @param lastError why the last pull failed; null where it did not
 * @param items how many articles it has brought
 */
record Health(
    Status status,
    @Nullable Instant lastPullAt,
    @Nullable Instant lastGoodPullAt,
    @Nullable Instant nextPullAt,
    @Nullable String lastError,
    long items) {

  /** In one word. */
  @Schema(name = "SourceStatus")
  enum Status {
    /** Not asked yet. */
    NEW,
    OK,
    /** The last pull failed; the next one comes by itself. */
    FAILING,
    /** The publisher says that the feed is gone for good; pulled only when asked to. */
    GONE,
    /** Switched off; pulled only when asked to. */
    PAUSED
  }
}
