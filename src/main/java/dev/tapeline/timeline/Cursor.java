package dev.tapeline.timeline;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in one query's answer. Opaque to callers: Base64 of a version byte, the direction, the
 * hash of the query that it belongs to, and the entry that it stands beside.
 *
 * @param older whether the page holds what is older than the place; newer otherwise
 * @param query the query's hash
 * @param occurredAt of the entry at the place
 * @param id of the entry at the place
 */
record Cursor(boolean older, int query, Instant occurredAt, UUID id) {
  private static final byte VERSION = 1;
  private static final int LENGTH = 2 + Integer.BYTES + 3 * Long.BYTES;

  @Override
  public String toString() {
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH)
            .put(VERSION)
            .put((byte) (older ? 1 : 0))
            .putInt(query)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Cursor parse(String text) {
    byte[] decoded = Base64.getUrlDecoder().decode(text);
    if (decoded.length != LENGTH || decoded[0] != VERSION || (decoded[1] | 1) != 1) {
      throw new IllegalArgumentException("not a cursor");
    }
    ByteBuffer bytes = ByteBuffer.wrap(decoded, 1, LENGTH - 1);
    boolean older = bytes.get() == 1;
    int query = bytes.getInt();
    Instant occurredAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    return new Cursor(older, query, occurredAt, new UUID(bytes.getLong(), bytes.getLong()));
  }
}
