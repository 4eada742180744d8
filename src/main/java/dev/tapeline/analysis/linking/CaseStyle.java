package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Words;

/** How a sentence uses capital letters, which says how much a capital tells. */
enum CaseStyle {
  /** Capitals for names and at the beginning: a capital tells a name. */
  NORMAL,
  /** A capital for every word, as in many headlines: it tells little. */
  TITLE,
  /** Capitals alone. */
  UPPER,
  /** No capital at all. */
  LOWER,
  /** A script that has none. */
  NONE;

  private static final int LONG_WORD = 4;

  static CaseStyle of(FieldText field, int start, int end) {
    String text = field.normalized();
    int words = 0;
    int capitals = 0;
    int upper = 0;
    int cased = 0;
    int anyCapital = 0;
    int i = start;
    while (i < end) {
      if (!Words.isWord(text.charAt(i)) || Words.isUnspaced(text.charAt(i))) {
        i++;
        continue;
      }
      int stop = Math.max(i + 1, Math.min(end, Words.endOf(text, i + 1)));
      anyCapital += field.isUpperCaseAt(i) || field.isUpperCaseAt(i + 1) ? 1 : 0;
      if (isCased(field, i)) {
        cased++;
        if (stop - i >= LONG_WORD) {
          words++;
          boolean capital = field.isUpperCaseAt(i);
          capitals += capital ? 1 : 0;
          upper += capital && field.isUpperCaseAt(i + 1) ? 1 : 0;
        }
      }
      i = stop;
    }
    if (cased == 0) {
      return NONE;
    }
    if (words >= 3 && upper * 5 >= words * 4) {
      return UPPER;
    }
    if (words >= 3 && capitals * 4 >= words * 3) {
      return TITLE;
    }
    return anyCapital == 0 && words >= 3 ? LOWER : NORMAL;
  }

  private static boolean isCased(FieldText field, int offset) {
    int at = field.toOriginalStart(offset);
    char c = field.original().charAt(at);
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    int cp = field.original().codePointAt(at);
    return Character.isUpperCase(cp) || Character.isLowerCase(cp);
  }
}
