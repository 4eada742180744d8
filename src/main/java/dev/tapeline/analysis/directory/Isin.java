package dev.tapeline.analysis.directory;

/** ISO 6166 numbers: {@code US0378331005}. */
final class Isin {
  private static final int LENGTH = 12;

  private Isin() {}

  /** Whether the text has the form of an ISIN and its last digit checks the others. */
  static boolean isValid(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    int sum = 0;
    int position = 0;
    for (int i = LENGTH - 1; i >= 0; i--) {
      char c = text.charAt(i);
      int value = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
      if (value < 0 || (i < 2 && value < 10) || (i == LENGTH - 1 && value > 9)) {
        return false;
      }
      sum += doubled(value % 10, position++);
      if (value > 9) {
        sum += doubled(value / 10, position++);
      }
    }
    return sum % 10 == 0;
  }

  /** From the right, every second digit counts twice, its own digits added. */
  private static int doubled(int digit, int position) {
    if (position % 2 == 0) {
      return digit;
    }
    return 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
  }
}
