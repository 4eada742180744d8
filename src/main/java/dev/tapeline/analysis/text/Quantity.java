package dev.tapeline.analysis.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number in a text with what it measures.
 *
 * @param kind what it measures
 * @param value the size, never negative, with the digits that were told ({@code 5.40} keeps its
 *     zero) and its scale word applied ({@code 10 miliar} is 10000000000)
 * @param upTo the other end of a range ({@code 3%-5%}), or null
 * @param sign 1 or -1 where the text writes {@code +} or {@code -} before it, else 0
 * @param currency ISO 4217 for money, null otherwise
 * @param currencyLoose whether several currencies share the sign or word that was read ({@code $},
 *     {@code 元}, {@code kr}), so that {@link #currency} is only the likeliest
 * @param unit what a count counts as the language's files name it ({@code share}, {@code vehicle}),
 *     or null
 * @param start normalised offset of its first character, sign and currency included
 * @param end normalised offset behind its last character, unit and currency included
 */
public record Quantity(
    Kind kind,
    BigDecimal value,
    @Nullable BigDecimal upTo,
    int sign,
    @Nullable String currency,
    boolean currencyLoose,
    @Nullable String unit,
    int start,
    int end) {

  /** What a quantity measures. */
  public enum Kind {
    PERCENT,
    /** Index points, percentage points, basis points. */
    POINTS,
    MONEY,
    /** A number of things, or a number that tells nothing else. */
    COUNT,
    /** {@code 2.5 times}, {@code 3x}. */
    MULTIPLE,
    /** {@code third}, {@code 3rd}, {@code 第三}. */
    ORDINAL
  }

  /** The value with its sign, as far as the text writes one. */
  public BigDecimal signed() {
    return sign < 0 ? value.negate() : value;
  }
}
