package dev.tapeline.analysis.text;

import java.math.BigDecimal;

/**
 * A number as it stands in a text, before it is known what it measures.
 *
 * @param value as told
 * @param form how it is written
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 */
record NumberToken(BigDecimal value, Form form, int start, int end) {

  /** How a number is written. */
  enum Form {
    /** {@code 5.4}, {@code 9.250} */
    DIGITS,
    /** {@code three}, {@code dua puluh} */
    WORDS,
    /** {@code 五点四}, {@code 十二} */
    HAN,
    /** {@code third}, {@code 3rd}, {@code ke-3}, {@code 第三} */
    ORDINAL
  }

  boolean isOrdinal() {
    return form == Form.ORDINAL;
  }

  /** Its value as an int, or -1 where it is none. */
  int asInt() {
    boolean small = value.scale() <= 0 && value.precision() - value.scale() <= 9;
    return small ? value.intValue() : -1;
  }
}
