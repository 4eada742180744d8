package dev.tapeline.source;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is kept.
 *
 * @param url of the feed; null for what is no feed
 * @param language BCP 47, where whoever added it told; it overrules what the feed says
 * @param fetchPages whether articles' pages are fetched where the feed carries a summary only
 * @param enabled whether it is pulled without being asked
 * @param etag of its last good answer
 * @param lastModified of its last good answer
 * @param nextPullAt when it is due; null for never
 * @param gap half of its items came closer together than this; null where that is not known
 * @param state as {@link Health} tells it, but for pauses
 * @param failures pulls that failed since the last good one
 * @param items how many it has brought
 */
record Source(
    UUID id,
    String name,
    SourceKind kind,
    boolean sample,
    @Nullable URI url,
    @Nullable String language,
    boolean fetchPages,
    boolean enabled,
    Instant createdAt,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable Instant nextPullAt,
    @Nullable Duration gap,
    Health.Status state,
    @Nullable Instant lastPullAt,
    @Nullable Instant lastGoodPullAt,
    @Nullable String lastError,
    int failures,
    long items) {

  Health health() {
    return new Health(
        status(), lastPullAt, lastGoodPullAt, enabled ? nextPullAt : null, lastError, items);
  }

  private Health.Status status() {
    if (kind == SourceKind.PUSH) {
      return items > 0 ? Health.Status.OK : Health.Status.NEW;
    }
    return enabled ? state : Health.Status.PAUSED;
  }

  /** As logs and people call it: {@code "Harian Pasar" (https://example.com/rss)}. */
  @Override
  public String toString() {
    return url == null
        ? String.format(Locale.ROOT, "\"%s\"", name)
        : String.format(Locale.ROOT, "\"%s\" (%s)", name, url);
  }
}
