package dev.tapeline.market;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One session's prices of a listing or an index, in the units that it trades in.
 *
 * @param session the trading day in the exchange's zone
 * @param open the first price, or null
 * @param high the highest price, or null
 * @param low the lowest price, or null
 * @param close the last price, adjusted for splits and not for dividends: 22.5
 * @param adjustedClose adjusted for splits and dividends, or null where the provider does not tell
 * @param volume shares traded, or null
 */
public record Bar(
    LocalDate session,
    @Nullable Double open,
    @Nullable Double high,
    @Nullable Double low,
    double close,
    @Nullable Double adjustedClose,
    @Nullable Long volume) {

  /** Whether the session's range is known. */
  public boolean hasRange() {
    return high != null && low != null;
  }

  /** What the bar cannot be, in words for a person; null where it can be true. */
  public @Nullable String objection() {
    if (!isPrice(close)
        || !isPriceOrAbsent(open)
        || !isPriceOrAbsent(high)
        || !isPriceOrAbsent(low)
        || !isPriceOrAbsent(adjustedClose)) {
      return "a price is not above zero";
    }
    if (volume != null && volume < 0) {
      return "the volume is negative";
    }
    if (high != null && low != null) {
      if (high < low) {
        return "the high " + high + " is below the low " + low;
      }
      if (outside(close, low, high)) {
        return "the close " + close + " is outside the range " + low + " to " + high;
      }
      if (open != null && outside(open, low, high)) {
        return "the open " + open + " is outside the range " + low + " to " + high;
      }
    }
    return null;
  }

  private static boolean isPriceOrAbsent(@Nullable Double price) {
    return price == null || isPrice(price);
  }

  private static boolean isPrice(double price) {
    return price > 0 && Double.isFinite(price);
  }

  /** Adjusting for splits rounds each price by itself, so the last digits may disagree. */
  private static boolean outside(double price, double low, double high) {
    double rounding = 1e-4;
    return price < low * (1 - rounding) || price > high * (1 + rounding);
  }
}
