package dev.tapeline.market;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Writes prices as JSON numbers in the fewest digits that tell them apart, one decimal at least:
 * 22.5, 27.0. Nearly all have four decimals at most: their digits are those of one whole number,
 * which takes a fraction of the time that the digits of any binary fraction do.
 */
final class PriceWriter {
  private static final int DIGITS = 4;
  private static final double SCALE = 1e4;

  /** Below it, decimals of four digits are told apart by their doubles. */
  private static final double EXACT = 1e11;

  private static final int RADIX = 10;
  private static final int LONGEST = 24;

  private final JsonGenerator out;
  private final char[] text = new char[LONGEST];

  PriceWriter(JsonGenerator out) {
    this.out = out;
  }

  /** Writes a number. */
  void write(double value) throws IOException {
    double scaled = value * SCALE;
    long whole = Math.round(scaled);
    if (Math.abs(scaled) < EXACT && whole / SCALE == value) {
      digits(whole);
    } else {
      out.writeNumber(value);
    }
  }

  private void digits(long tenThousandths) throws IOException {
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
    while (text[end - 1] == '0' && text[end - 2] != '.') {
      end--;
    }
    out.writeNumber(text, start, end - start);
  }
}
