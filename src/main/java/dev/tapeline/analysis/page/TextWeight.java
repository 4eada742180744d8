package dev.tapeline.analysis.page;

/**
 * How much a text says, in Latin characters: a Han or kana character counts three, a Hangul
 * syllable two, spaces nothing. It makes "long enough to be a paragraph" mean the same in every
 * script.
 */
final class TextWeight {
  private TextWeight() {}

  static int of(CharSequence text) {
    int weight = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0xAC00 && c <= 0xD7A3) {
        weight += 2;
      } else if (isDense(c)) {
        weight += 3;
      } else if (c > ' ' && c != '\u00A0') {
        weight++;
      }
    }
    return weight;
  }

  /** Han, kana and Hangul: scripts whose characters carry a syllable or a word each. */
  static boolean isDense(char c) {
    return (c >= 0x3040 && c <= 0x30FF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF);
  }
}
