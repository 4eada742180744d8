package dev.tapeline.market.provider;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A listing or an index whose bars are pulled.
 *
 * @param ticker in Yahoo's form
 * @param reason why it is followed
 * @param provider who gave its last bars, or null
 * @param currency in which the provider says that they are, or null
 * @param lastSession the latest that a pull brought, or null
 * @param misses how often in a row the expected bar could not be had
 * @param bars how many sessions pulls have brought or revised
 */
record BarFeed(
    UUID id,
    String ticker,
    Reason reason,
    boolean enabled,
    Status status,
    @Nullable String provider,
    @Nullable String currency,
    @Nullable LocalDate lastSession,
    @Nullable Instant lastPullAt,
    @Nullable Instant lastGoodPullAt,
    @Nullable Instant nextPullAt,
    @Nullable String lastError,
    int misses,
    long bars) {

  /** Why bars are pulled. */
  enum Reason {
    /** {@code tapeline.prices.listings} names it. */
    CONFIGURED,
    /** The folder has a file of it. */
    FOLDER,
    /** Somebody added it, or has its company on a watch list. */
    ADDED,
    /** Its company is in the news. */
    NEWS,
    /** A listing that is followed is measured against it. */
    BENCHMARK
  }

  /** How it does, in one word. */
  enum Status {
    /** Not asked yet. */
    NEW,
    /** All bars that should be there are. */
    OK,
    /** The last session's bar is not there yet. */
    WAITING,
    /** The last pull failed; the next one comes by itself. */
    FAILING,
    /** No provider that is configured knows it. */
    UNKNOWN
  }
}
