package dev.tapeline.market.provider;

import java.util.List;
import java.util.Optional;

/** Tells by sessions that were told twice whether prices have been adjusted in between. */
final class Readjustment {
  /** One session may be a correction. */
  private static final int ENOUGH = 2;

  private static final double NOTICEABLE = 0.005;
  private static final double ALIKE = 0.002;

  private Readjustment() {}

  /**
   * The factor by which earlier prices are smaller now: 4 after a split of four for one.
   *
   * @param ratios of what was told before to what is told now, session by session, oldest first
   * @return empty where they do not agree on one, or on 1
   */
  static Optional<Double> of(List<Double> ratios) {
    // After the day of the split both are alike: what counts is how the oldest begin.
    List<Double> changed =
        ratios.stream().takeWhile(ratio -> Math.abs(ratio - 1) > NOTICEABLE).toList();
    if (changed.size() < ENOUGH) {
      return Optional.empty();
    }
    double factor = changed.get(0);
    return changed.stream().allMatch(ratio -> Math.abs(ratio / factor - 1) < ALIKE)
        ? Optional.of(factor)
        : Optional.empty();
  }
}
