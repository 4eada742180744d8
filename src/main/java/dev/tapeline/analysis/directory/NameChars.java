package dev.tapeline.analysis.directory;

import java.text.Normalizer;

/** What each character of a folded text is to a name, and the letter that stands for it in keys. */
final class NameChars {
  /** Ends a name. */
  static final byte OTHER = 0;

  static final byte SPACE = 1;

  /** Letters, digits and marks of scripts that part words by blanks. */
  static final byte ALPHA = 2;

  /** Scripts without blanks: Chinese, Japanese, Thai. */
  static final byte WIDE = 3;

  /** Korean, which has blanks and glues particles to names. */
  static final byte HANGUL = 4;

  static final byte DOT = 5;
  static final byte APOSTROPHE = 6;
  static final byte HYPHEN = 7;
  static final byte AMPERSAND = 8;
  static final byte PLUS = 9;

  /** The dot inside foreign names of Japanese and Chinese: it counts for nothing. */
  static final byte MIDDLE_DOT = 10;

  private static final byte[] CLASS = new byte[65536];
  private static final char[] FOLD = new char[65536];

  static {
    for (int i = 0; i < 65536; i++) {
      CLASS[i] = classOf((char) i);
      FOLD[i] = foldOf((char) i);
    }
  }

  private NameChars() {}

  static byte of(char c) {
    return CLASS[c];
  }

  /**
   * The letter without accents: {@code é} is {@code e}; letters that become two stay themselves.
   */
  static char fold(char c) {
    return FOLD[c];
  }

  static boolean isUnit(byte kind) {
    return kind == ALPHA || kind == WIDE || kind == HANGUL;
  }

  private static byte classOf(char c) {
    return switch (c) {
      case ' ', '\n' -> SPACE;
      case '.' -> DOT;
      case '\'' -> APOSTROPHE;
      case '-' -> HYPHEN;
      case '&' -> AMPERSAND;
      case '+' -> PLUS;
      case '\u30FB', '\u00B7', '\uFF65' -> MIDDLE_DOT;
      default -> letterClass(c);
    };
  }

  private static byte letterClass(char c) {
    if (c >= 0xAC00 && c <= 0xD7AF) {
      return HANGUL;
    }
    if ((c >= 0x0E00 && c <= 0x0EFF)
        || (c >= 0x1000 && c <= 0x109F)
        || (c >= 0x1780 && c <= 0x17FF)
        || c == '\u3005'
        || c == '\u3007'
        || (c >= 0x3040 && c <= 0x30FF)
        || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xD840 && c <= 0xD88F)) {
      return Character.isLetterOrDigit(c) || isMark(c) || Character.isSurrogate(c) ? WIDE : OTHER;
    }
    return Character.isLetterOrDigit(c) || isMark(c) ? ALPHA : OTHER;
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static char foldOf(char c) {
    switch (c) {
      case '\u00F8':
        return 'o';
      case '\u0142':
        return 'l';
      case '\u0111':
        return 'd';
      case '\u0629':
        return '\u0647';
      case '\u06CC':
        return '\u064A';
      case '\u06A9':
        return '\u0643';
      default:
        break;
    }
    if (c < 0xC0 || (c >= 0x250 && !(c >= 0x1E00 && c < 0x1F00) && !(c >= 0x370 && c < 0x500))) {
      return c;
    }
    String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    return parts.length() > 1 ? parts.charAt(0) : c;
  }
}
