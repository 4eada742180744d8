package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence while its moves are read: what it holds, which percentages are still open and which
 * moves were found.
 */
final class SentenceReading {
  final SentenceMarks marks;
  final List<Theme> themes;
  final MoveContext context;
  final Prices prices;
  final Places places;
  final Gaps gaps;
  final ThemeRoles themeRoles;
  final PredicateRoles predicateRoles;

  /** Percentages that no word and no name has taken yet. */
  final List<Quantity> percents;

  /** The moves that were found, in the order in which they were. */
  final List<SentenceMove> told = new ArrayList<>();

  SentenceReading(SentenceMarks marks, List<Theme> themes, MoveContext context) {
    this.marks = marks;
    this.themes = themes;
    this.context = context;
    this.percents = new ArrayList<>(marks.percents);
    this.prices = new Prices(marks, themes);
    this.places = new Places(marks);
    this.gaps = new Gaps(marks, themes, prices, places);
    this.themeRoles = new ThemeRoles(marks, themes, gaps);
    this.predicateRoles = new PredicateRoles(marks, themes, gaps, places);
  }

  void add(Theme theme, Direction direction, List<Quantity> measured, int start, int end) {
    percents.removeAll(measured);
    told.add(
        new SentenceMove(
            theme.companies(),
            direction,
            measured,
            null,
            theme,
            start,
            end,
            marks.clauses.at(start),
            false));
  }

  @Nullable SentenceMove lastBefore(int offset) {
    SentenceMove last = null;
    for (SentenceMove move : told) {
      if (move.start() < offset && (last == null || move.start() > last.start())) {
        last = move;
      }
    }
    return last;
  }

  /** The last move before that was told with a percentage, where nobody else's stands between. */
  @Nullable SentenceMove lastTold(int offset) {
    SentenceMove last = lastBefore(offset);
    if (last == null || !last.percents().isEmpty()) {
      return last;
    }
    for (SentenceMove move : told) {
      boolean same = move.companies().equals(last.companies());
      if (same && !move.percents().isEmpty() && move.start() < offset) {
        return move;
      }
    }
    return last;
  }

  boolean movedBefore(Predicate predicate, Theme theme) {
    return told.stream()
        .anyMatch(
            move ->
                move.theme() == theme
                    && move.predicate() != null
                    && move.start() < predicate.start);
  }
}
