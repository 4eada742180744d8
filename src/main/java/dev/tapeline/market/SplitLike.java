package dev.tapeline.market;

import org.jspecify.annotations.Nullable;

/**
 * Tells a jump that looks like a split that nobody adjusted for: open and close are both near a
 * usual ratio of the close before, as a crash hardly ever is.
 */
final class SplitLike {
  private static final double[] RATIOS = {
    1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 20, 25, 30, 40, 50, 100
  };

  /** A session's own move beside the split; 3 for 2 is so near a crash that it must fit closer. */
  private static final double NEAR = 0.06;

  private static final double NEARER = 0.02;

  private SplitLike() {}

  /** What a bar is to be flagged with after another, or null. */
  static @Nullable String flag(Bar before, Bar bar) {
    Double open = bar.open();
    double start = open == null ? bar.close() : open;
    for (double ratio : RATIOS) {
      double near = ratio < 2 ? NEARER : NEAR;
      if (near(bar.close(), before.close() / ratio, near)
          && near(start, before.close() / ratio, near)) {
        return "looks like a split of %s for 1 that earlier bars are not adjusted for"
            .formatted(written(ratio));
      }
      if (near(bar.close(), before.close() * ratio, near)
          && near(start, before.close() * ratio, near)) {
        return "looks like a merger of %s shares into 1 that earlier bars are not adjusted for"
            .formatted(written(ratio));
      }
    }
    return null;
  }

  /** Whether a told price is a recorded one before splits, within half of the last digit told. */
  static boolean ratioBetween(double told, double recorded, double tolerance) {
    for (double ratio : RATIOS) {
      if (Math.abs(told - recorded * ratio) <= tolerance
          || Math.abs(told - recorded / ratio) <= tolerance) {
        return true;
      }
    }
    return false;
  }

  private static boolean near(double price, double expected, double share) {
    return Math.abs(price - expected) <= share * expected;
  }

  private static String written(double ratio) {
    return ratio == Math.rint(ratio) ? Integer.toString((int) ratio) : "1.5";
  }
}
