package dev.tapeline.analysis.event;

/**
 * How far two words of a sentence stand from each other, in Latin characters: Han and kana count
 * two and a half, Hangul two; commas and other breaks add to it.
 */
final class Gap {
  private static final double COMMA = 14;
  private static final double BREAK = 30;

  private Gap() {}

  static double between(String text, int from, int to) {
    double gap = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      gap += width(c);
      if (c == ';'
          || c == '；'
          || c == '|'
          || c == '\n'
          || c == '\t'
          || (c == '-' && isDash(text, i))) {
        gap += BREAK;
      } else if ((c == ',' || c == '，' || c == ':' || c == '、') && !isInNumber(text, i)) {
        gap += COMMA;
      } else if (c == '"' || c == '(' || c == ')') {
        gap += 6;
      }
    }
    return gap;
  }

  private static double width(char c) {
    if (c < 0x2E80) {
      return 1;
    }
    return c >= 0xAC00 && c <= 0xD7A3 ? 2 : 2.5;
  }

  private static boolean isDash(String text, int i) {
    return i > 0 && i + 1 < text.length() && text.charAt(i - 1) == ' ' && text.charAt(i + 1) == ' ';
  }

  private static boolean isInNumber(String text, int i) {
    return i > 0
        && i + 1 < text.length()
        && Character.isDigit(text.charAt(i - 1))
        && Character.isDigit(text.charAt(i + 1));
  }
}
