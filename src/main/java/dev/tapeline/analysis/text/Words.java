package dev.tapeline.analysis.text;

/** Where words begin and end, in scripts with blanks and in those without. */
public final class Words {
  private Words() {}

  /** A letter, a digit or a mark that belongs to one. */
  public static boolean isWord(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether {@code c} belongs to a script that writes words without blanks between them. */
  public static boolean isUnspaced(char c) {
    if (c < 0x0E00) {
      return false;
    }
    return c <= 0x0EFF
        || (c >= 0x1000 && c <= 0x109F)
        || (c >= 0x1780 && c <= 0x17FF)
        || (c >= 0x2E80 && c <= 0x9FFF)
        || (c >= 0xAC00 && c <= 0xD7AF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xD840 && c <= 0xD88F);
  }

  /** Whether {@code c} is a sentence mark of the scripts without blanks. */
  static boolean isWide(char c) {
    return "。！？!?".indexOf(c) >= 0;
  }

  /** Whether a word may end at {@code left} and another begin at {@code right}. */
  public static boolean parts(char left, char right) {
    return !isWord(left) || !isWord(right) || isUnspaced(left) || isUnspaced(right);
  }

  /** Start of the word that the character at {@code at} belongs to. */
  public static int startOf(CharSequence text, int at) {
    int start = at;
    while (start > 0 && !parts(text.charAt(start - 1), text.charAt(start))) {
      start--;
    }
    return start;
  }

  /** End of the word that the character before {@code at} belongs to. */
  public static int endOf(CharSequence text, int at) {
    int end = at;
    while (end < text.length() && !parts(text.charAt(end - 1), text.charAt(end))) {
      end++;
    }
    return end;
  }
}
