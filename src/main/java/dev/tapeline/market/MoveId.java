package dev.tapeline.market;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of a recorded move: a version 8 UUID (RFC 9562, section 5.8) that holds its series and its
 * session, so that it is the same however often the move is computed anew.
 *
 * @param series of the price series
 * @param session the move's own
 */
record MoveId(int series, LocalDate session) {
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int SERIES_SHIFT = 32;
  private static final long DAYS = 0xFFFF_FFFFL;

  /** The id as it is written. */
  UUID uuid() {
    return new UUID(
        (long) series << SERIES_SHIFT | VERSION_8, VARIANT | (session.toEpochDay() & DAYS));
  }

  /** Reads what {@link #uuid} writes; null for the id of something else. */
  static @Nullable MoveId of(UUID id) {
    int series = (int) (id.getMostSignificantBits() >> SERIES_SHIFT);
    MoveId read = new MoveId(series, LocalDate.ofEpochDay((int) id.getLeastSignificantBits()));
    return read.uuid().equals(id) ? read : null;
  }
}
