package dev.tapeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.timeline.RecordedMove;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that rules may match: a news entry of a company's timeline, or a recorded move.
 *
 * @param subject the entry's id, or the move's
 * @param company whose
 * @param mic of the listing that moved, or of the company's home; null where it is not known
 * @param index that the listing is measured against, {@code INDEX:HSI}; null where there is none
 * @param at when it happened; a move at its session's close
 * @param sample whether it comes from the built-in sample
 * @param entry as timelines show it; null for a move that does not stand in one
 * @param move null for news
 * @param currency of the move's closes, ISO 4217; null where it is not known
 * @param news null for a move
 */
record Happening(
    UUID subject,
    AlertCompany company,
    @Nullable String mic,
    @Nullable String index,
    Instant at,
    boolean sample,
    @Nullable JsonNode entry,
    @Nullable RecordedMove move,
    @Nullable String currency,
    @Nullable News news) {

  /** The exchange of a listing written {@code MIC:code}, or null. */
  static @Nullable String mic(@Nullable String listing) {
    int colon = listing == null ? -1 : listing.indexOf(':');
    return listing == null || colon < 0 ? null : listing.substring(0, colon);
  }
}
