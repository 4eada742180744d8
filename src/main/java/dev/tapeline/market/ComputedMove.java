package dev.tapeline.market;

import dev.tapeline.timeline.RecordedExtreme;
import dev.tapeline.timeline.RecordedMove.Model;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move as it is computed; the fields mean what they mean in {@link
 * dev.tapeline.timeline.RecordedMove}.
 *
 * @param streak sessions in a row: positive upwards, negative downwards, 0 for an unchanged close
 * @param sample whether one of the two bars is made, not real
 * @param flagged whether one of the two bars is not to be trusted
 */
record ComputedMove(
    LocalDate session,
    LocalDate previousSession,
    @Nullable Integer sessionsMissed,
    double previousClose,
    double close,
    double changePercent,
    @Nullable Double totalReturnPercent,
    @Nullable Abnormal abnormal,
    @Nullable Double zScore,
    List<RecordedExtreme> extremes,
    int streak,
    String provider,
    boolean sample,
    boolean flagged) {

  /** The move with extremes that were looked for further back. */
  ComputedMove withExtremes(List<RecordedExtreme> found) {
    return new ComputedMove(
        session,
        previousSession,
        sessionsMissed,
        previousClose,
        close,
        changePercent,
        totalReturnPercent,
        abnormal,
        zScore,
        found,
        streak,
        provider,
        sample,
        flagged);
  }

  /**
   * A return beside what was expected.
   *
   * @param percent the total return less the expected one
   * @param model by which it was expected
   */
  record Abnormal(double percent, Model model) {}
}
