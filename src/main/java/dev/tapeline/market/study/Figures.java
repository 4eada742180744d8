package dev.tapeline.market.study;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as a study tells them. */
final class Figures {
  private static final int DIGITS = 6;

  private Figures() {}

  /** With six digits, which rounding errors do not reach; null where it is not a number. */
  static @Nullable BigDecimal rounded(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN)
        : null;
  }
}
