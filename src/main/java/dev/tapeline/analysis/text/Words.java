package dev.tapeline.analysis.text;

/** Where words begin and end, in scripts with blanks and in those without. */
public final class Words {
  private static final byte WORD = 1;
  private static final byte UNSPACED = 2;

  /** A character that a word goes on with: of a word, and of a script with blanks. */
  private static final byte JOINS = 4;

  /** The same without the digits. */
  private static final byte LETTER = 8;

  /** What each character is; looked up for every character of every text. */
  private static final byte[] CLASSES = classes();

  private Words() {}

  private static byte[] classes() {
    byte[] classes = new byte[Character.MAX_VALUE + 1];
    for (int i = 0; i < classes.length; i++) {
      char c = (char) i;
      boolean word = isWordCharacter(c);
      boolean unspaced = isOfUnspacedScript(c);
      classes[i] =
          (byte)
              ((word ? WORD : 0)
                  | (unspaced ? UNSPACED : 0)
                  | (word && !unspaced ? JOINS : 0)
                  | (word && !unspaced && !isDigit(c) ? LETTER : 0));
    }
    return classes;
  }

  private static boolean isWordCharacter(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isOfUnspacedScript(char c) {
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

  /** A letter, a digit or a mark that belongs to one. */
  public static boolean isWord(char c) {
    return (CLASSES[c] & WORD) != 0;
  }

  /** Whether a word goes on over {@code c}: it belongs to one, of a script with blanks. */
  static boolean joins(char c) {
    return (CLASSES[c] & JOINS) != 0;
  }

  /** Whether a character is one of the common Chinese ones, which Japanese writes too. */
  public static boolean isHan(char c) {
    return c >= 0x4E00 && c <= 0x9FFF;
  }

  /**
   * Whether {@code c} is of a word of a script with blanks, and no digit of {@code 0} to {@code 9}.
   */
  static boolean isLetter(char c) {
    return (CLASSES[c] & LETTER) != 0;
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether {@code c} belongs to a script that writes words without blanks between them. */
  public static boolean isUnspaced(char c) {
    return (CLASSES[c] & UNSPACED) != 0;
  }

  /** Whether {@code c} is a sentence mark of the scripts without blanks. */
  static boolean isWide(char c) {
    return "。！？!?".indexOf(c) >= 0;
  }

  /** Whether a word may end at {@code left} and another begin at {@code right}. */
  public static boolean parts(char left, char right) {
    return (CLASSES[left] & CLASSES[right] & JOINS) == 0;
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
