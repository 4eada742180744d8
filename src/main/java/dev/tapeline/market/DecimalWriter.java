package dev.tapeline.market;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Writes prices and percentages as JSON numbers. Nearly all have four decimals at most: their
 * digits are those of one whole number, which takes a fraction of the time that the digits of any
 * binary fraction do.
 */
final class DecimalWriter {
  private static final int DIGITS = 4;
  private static final double SCALE = 1e4;

  /** Below it, decimals of four digits are told apart by their doubles. */
  private static final double EXACT = 1e10;

  private static final double NEAR_HALF = 1e-4;
  private static final int RADIX = 10;
  private static final int LONGEST = 24;

  private final JsonGenerator out;
  private final char[] text = new char[LONGEST];

  DecimalWriter(JsonGenerator out) {
    this.out = out;
  }

  /** Writes the fewest digits that tell the number apart, one decimal at least: 22.5, 27.0. */
  void write(double value) throws IOException {
    double scaled = value * SCALE;
    long whole = Math.round(scaled);
    if (Math.abs(scaled) < EXACT && whole / SCALE == value) {
      digits(whole, true);
    } else {
      out.writeNumber(value);
    }
  }

  /** Writes a number {@link #rounded}: 5.3864, 1.5000. */
  void writeRounded(double value) throws IOException {
    double scaled = value * SCALE;
    if (isClear(scaled)) {
      digits(Math.round(scaled), false);
    } else {
      out.writeNumber(rounded(value));
    }
  }

  /** Four decimals, rounded half up. */
  static BigDecimal rounded(double value) {
    double scaled = value * SCALE;
    return isClear(scaled)
        ? BigDecimal.valueOf(Math.round(scaled), DIGITS)
        : BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
  }

  /**
   * Whether it rounds as its decimal digits do: a binary fraction can be on a half's other side.
   */
  private static boolean isClear(double scaled) {
    return Math.abs(scaled) < EXACT
        && Math.abs(Math.abs(scaled - Math.round(scaled)) - 0.5) > NEAR_HALF;
  }

  private void digits(long tenThousandths, boolean isShort) throws IOException {
    int end = LONGEST;
    long left = Math.abs(tenThousandths);
    int start = end;
    for (int digit = 1; digit <= DIGITS || left > 0 || text[start] == '.'; digit++) {
      text[--start] = (char) ('0' + left % RADIX);
      left /= RADIX;
      if (digit == DIGITS) {
        text[--start] = '.';
      }
    }
    if (tenThousandths < 0) {
      text[--start] = '-';
    }
    while (isShort && text[end - 1] == '0' && text[end - 2] != '.') {
      end--;
    }
    out.writeNumber(text, start, end - start);
  }
}
