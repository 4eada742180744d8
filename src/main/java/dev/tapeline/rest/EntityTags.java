package dev.tapeline.rest;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Weak entity tags (RFC 9110, section 8.8.3). */
public final class EntityTags {

  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private EntityTags() {}

  /** The header's value for a 64-bit hash, such as {@code W/"00000000000004d2"}. */
  public static String weak(long hash) {
    return "W/\"" + HexFormat.of().toHexDigits(hash) + "\"";
  }

  /**
   * Whether {@code If-None-Match} names the tag, by weak comparison.
   *
   * @param ifNoneMatch the header as it was sent, or null
   * @param tag what {@link #weak} gave
   */
  public static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    String opaque = tag.substring(2);
    return TAG.matcher(ifNoneMatch).results().anyMatch(match -> match.group(1).equals(opaque));
  }
}
