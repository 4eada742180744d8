package dev.tapeline.exchange;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A market identifier code by ISO 10383: four capital letters or digits, such as {@code XHKG} for
 * Hong Kong or {@code BVMF} for São Paulo.
 *
 * <p>The type holds any well-formed code; whether an exchange is known by it, {@link
 * Exchanges#find(Mic)} tells.
 *
 * @param code the code, for example {@code XTKS}
 */
public record Mic(String code) implements Comparable<Mic> {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9]{4}");

  /** Checks the form. */
  public Mic {
    if (!FORM.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "A MIC has four capital letters or digits, such as XHKG, but this is: " + code);
    }
  }

  /**
   * The MIC with exactly this code.
   *
   * @throws IllegalArgumentException where the code is not four capital letters or digits
   */
  public static Mic of(String code) {
    return new Mic(code);
  }

  /**
   * Reads a MIC as people write it: {@code xhkg} and {@code " XHKG "} are {@code XHKG}.
   *
   * @throws IllegalArgumentException where no MIC is written there
   */
  public static Mic parse(String text) {
    return new Mic(text.strip().toUpperCase(Locale.ROOT));
  }

  /** Whether a text has the form of a MIC, as {@link #parse(String)} reads it. */
  public static boolean isMic(String text) {
    return FORM.matcher(text.strip().toUpperCase(Locale.ROOT)).matches();
  }

  // A record's own methods are linked when first called, which takes 40 ms of a command's start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mic mic && code.equals(mic.code);
  }

  @Override
  public int hashCode() {
    return code.hashCode();
  }

  @Override
  public int compareTo(Mic other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
