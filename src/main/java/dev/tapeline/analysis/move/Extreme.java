package dev.tapeline.analysis.move;

import org.jspecify.annotations.Nullable;

/**
 * A claim that a move or a price is the largest, highest or lowest for some time.
 *
 * @param kind what is the extreme
 * @param measure {@code PERCENT} for gains and losses told by percentage, {@code PRICE} for prices;
 *     null where the text does not say
 * @param since a date ({@code 2021-05-12}), a month ({@code 2021-05}), a year ({@code 2021}) or
 *     {@code EVER} where the text says so; null where it tells no bound that can be dated
 */
public record Extreme(Kind kind, @Nullable Measure measure, @Nullable String since) {

  /** What is the extreme. */
  public enum Kind {
    LARGEST_GAIN,
    LARGEST_LOSS,
    HIGHEST_PRICE,
    LOWEST_PRICE
  }

  /** In what it is measured. */
  public enum Measure {
    PERCENT,
    PRICE
  }
}
