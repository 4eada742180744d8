package dev.tapeline.pull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was remarked of a row when it was pulled.
 *
 * @param about the item or provider that is meant; null where it is the row itself
 * @param refused whether something was not taken for it
 */
public record Remark(Instant at, @Nullable String about, String reason, boolean refused) {

  /** Longer ones are cut. */
  private static final int LONGEST_REASON = 500;

  /** As it is kept: bounded, and of characters that the database takes. */
  public static @Nullable String shortened(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String plain = text.replace("\0", "");
    return plain.length() <= LONGEST_REASON ? plain : plain.substring(0, LONGEST_REASON) + "…";
  }
}
