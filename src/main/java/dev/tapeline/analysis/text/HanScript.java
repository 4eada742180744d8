package dev.tapeline.analysis.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Traditional characters and the Simplified ones that stand for them.
 *
 * <p>Read from {@code language/hant-hans.txt}: a pair of characters a line, Traditional first. For
 * matching alone: 乾 and 干 become one, although a careful writer tells them apart.
 */
final class HanScript {
  private static final int FIRST = 0x3400;
  private static final int LAST = 0x9FFF;
  private static final char[] SIMPLIFIED = load();

  private HanScript() {}

  /** The Simplified form, or the code point itself. */
  static int simplified(int cp) {
    if (cp < FIRST || cp > LAST) {
      return cp;
    }
    char found = SIMPLIFIED[cp - FIRST];
    return found == 0 ? cp : found;
  }

  /** Whether a careful writer of Simplified Chinese would never write {@code c}. */
  static boolean isTraditionalOnly(char c) {
    return c >= FIRST && c <= LAST && SIMPLIFIED[c - FIRST] != 0;
  }

  private static char[] load() {
    char[] table = new char[LAST - FIRST + 1];
    try (InputStream in =
        HanScript.class.getResourceAsStream("/dev/tapeline/analysis/language/hant-hans.txt")) {
      if (in == null) {
        throw new IllegalStateException("hant-hans.txt is missing from the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == 2) {
          table[line.charAt(0) - FIRST] = line.charAt(1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
