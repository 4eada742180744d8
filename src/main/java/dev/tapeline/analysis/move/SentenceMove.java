package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move with the place that it was read from.
 *
 * @param predicate the word that told it, or null for a name with a percentage
 */
record SentenceMove(
    List<Company> companies,
    Direction direction,
    List<Quantity> percents,
    @Nullable Predicate predicate,
    Theme theme,
    int start,
    int end,
    int clause,
    boolean faint) {

  /** The way that a percentage written with a sign tells, or null where it has none. */
  static @Nullable Direction signed(Quantity percent) {
    if (percent.sign() == 0) {
      return null;
    }
    return percent.sign() > 0 ? Direction.UP : Direction.DOWN;
  }
}
