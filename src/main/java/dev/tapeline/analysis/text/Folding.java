package dev.tapeline.analysis.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Folds characters that mean the same to one form, so that a word is found however it is written.
 *
 * <p>NFKC (full width to half width, ligatures, compatibility forms), lower case without regard to
 * any locale ({@code İ}, {@code I} and {@code ı} all become {@code i}), Traditional Chinese to
 * Simplified, typographic quotes and hyphens to {@code "}, {@code '} and {@code -}, every kind of
 * space to a blank, Arabic letters to their plain forms. Invisible characters and Arabic vowel
 * signs vanish. Line ends become {@code \n}. A dash that parts a sentence stays {@code —}, and the
 * wide comma stays {@code ，} except between digits: they part, and never belong to a number.
 */
final class Folding {
  /** Marks a character in a page that does not fold to exactly one character. */
  private static final char SLOW = '\uFFFF';

  private static final int PAGE = 256;
  private static final AtomicReferenceArray<char @Nullable []> PAGES =
      new AtomicReferenceArray<>(65536 / PAGE);

  private static final char[] ASCII = Arrays.copyOf(page(0), 128);

  private Folding() {}

  /** The one character that an ASCII character but {@code \r} folds to. */
  static char ascii(char c) {
    return ASCII[c];
  }

  /** Folds a phrase of a data file or a name the way that texts are folded. */
  static String fold(String text) {
    return FieldText.of(Field.TEXT, text).normalized();
  }

  /** The one character that {@code c} folds to, or {@link #SLOW}. */
  static char one(char c) {
    char[] page = PAGES.get(c >>> 8);
    if (page == null) {
      page = page(c >>> 8);
      PAGES.set(c >>> 8, page);
    }
    return page[c & 0xFF];
  }

  static boolean isSlow(char folded) {
    return folded == SLOW;
  }

  private static char[] page(int index) {
    char[] page = new char[PAGE];
    for (int i = 0; i < PAGE; i++) {
      char c = (char) (index * PAGE + i);
      page[i] = compute(c);
    }
    return page;
  }

  private static char compute(char c) {
    if (Character.isSurrogate(c) || c == '\r' || c == SLOW || composesBackwards(c)) {
      return SLOW;
    }
    String folded = foldCodePoint(c);
    return folded.length() == 1 ? folded.charAt(0) : SLOW;
  }

  /** Whether {@code c} may melt into the character before it: combining marks, Hangul vowels. */
  static boolean composesBackwards(char c) {
    return c >= 0x300
        && (Character.getType(c) == Character.NON_SPACING_MARK
            || (c >= 0x1161 && c <= 0x11FF)
            || c == 0xFF9E
            || c == 0xFF9F);
  }

  /** What a code point alone folds to; empty where it vanishes. */
  static String foldCodePoint(int cp) {
    String known = special(cp);
    if (known != null) {
      return known;
    }
    int type = Character.getType(cp);
    if (type == Character.FORMAT) {
      return "";
    }
    if (type == Character.SPACE_SEPARATOR) {
      return " ";
    }
    if (type == Character.CONTROL) {
      return " ";
    }
    String text = Character.toString(cp);
    String nfkc =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder(nfkc.length());
    nfkc.codePoints().forEach(c -> appendFolded(out, c));
    return out.toString();
  }

  private static void appendFolded(StringBuilder out, int cp) {
    String known = special(cp);
    if (known != null) {
      out.append(known);
    } else {
      out.appendCodePoint(HanScript.simplified(Character.toLowerCase(cp)));
    }
  }

  private static @Nullable String special(int cp) {
    return switch (cp) {
      case '\n', 0x85, 0x2028, 0x2029 -> "\n";
      case '\t' -> " ";
      case 0x130, 0x131 -> "i";
      // Superscripts are footnotes far more often than digits of the number before them.
      case 0xB2, 0xB3, 0xB9 -> Character.toString(cp);
      case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC, 0xB4, 0x60, 0xFF07 -> "'";
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0xAB, 0xBB, 0x301D, 0x301E, 0xFF02 -> "\"";
      case 0x300C, 0x300D, 0x300E, 0x300F -> "\"";
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xFE63, 0xFF0D -> "-";
      case 0x2014, 0x2015 -> "\u2014";
      case 0x301C, 0xFF5E -> "~";
      case 0xFF0C -> "\uFF0C";
      case 0xFF61, 0xFF0E -> cp == 0xFF61 ? "\u3002" : ".";
      // Thai and Lao AM would be torn in two by NFKC.
      case 0xE33, 0xEB3 -> Character.toString(cp);
      case 0x622, 0x623, 0x625, 0x671 -> "\u0627";
      case 0x649 -> "\u064A";
      case 0x640 -> "";
      case 0x66A -> "%";
      case 0x66B -> ".";
      case 0x66C -> ",";
      default -> digitOrVowelSign(cp);
    };
  }

  private static @Nullable String digitOrVowelSign(int cp) {
    if ((cp >= 0x64B && cp <= 0x65F) || cp == 0x670) {
      return "";
    }
    // Arabic, Devanagari, Thai and other decimal digits become 0 to 9.
    return Character.getType(cp) == Character.DECIMAL_DIGIT_NUMBER
        ? Character.toString('0' + Character.digit(cp, 10))
        : null;
  }
}
