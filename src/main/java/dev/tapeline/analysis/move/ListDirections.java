package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which way a percentage without a word of its own goes, by the list that it stands in: {@code The
 * largest falls were those of Galicia, with 3.9%}.
 */
final class ListDirections {
  private final SentenceReading reading;
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final Gaps gaps;

  ListDirections(SentenceReading reading) {
    this.reading = reading;
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.gaps = reading.gaps;
  }

  /** {@code The largest falls were those of Galicia, with 3.9%, and Macro, with 3.2%}. */
  @Nullable Direction directionOfList(Theme theme) {
    Predicate heading = heading(theme);
    return heading == null ? extremeOf(theme) : heading.direction;
  }

  /** {@code A maior queda foi da Magalu, de 7,1%}: words for an extreme right before a name. */
  private @Nullable Direction extremeOf(Theme theme) {
    for (Cue cue : marks.extremes) {
      boolean up = cue.value().startsWith("LARGEST_GAIN");
      boolean told =
          (up || cue.value().startsWith("LARGEST_LOSS"))
              && cue.end() <= theme.start()
              && gaps.words(cue.end(), theme.start()) <= Gaps.SHORT + 2
              && gaps.words(marks.sentence.start(), cue.start()) <= Gaps.SHORT
              && marks.predicateWithin(cue.end(), theme.start()) == null;
      if (told) {
        return up ? Direction.UP : Direction.DOWN;
      }
    }
    return null;
  }

  /** {@code … were Galicia, with 3.9%}, {@code … fueron de Alsea, 4.2%}: a comma parts no list. */
  boolean isListed(Theme theme, Quantity percent) {
    return theme.is(Theme.Type.COMPANY)
        && gaps.words(theme.end(), percent.start()) <= 2
        && (heading(theme) != null || extremeOf(theme) != null);
  }

  /** The word for a change that a list of names begins with. */
  private @Nullable Predicate heading(Theme theme) {
    for (Predicate predicate : marks.predicates) {
      boolean superlative =
          marks.extremes.stream()
              .anyMatch(
                  c ->
                      c.is("superlative")
                          && c.end() <= predicate.start
                          && predicate.start - c.end() <= 2);
      boolean list =
          predicate.form == Predicate.Form.VERB
              && marks.verbLast
              && predicate.strength == Predicate.Strength.STRONG
              && gaps.words(predicate.end, theme.start()) <= 2;
      boolean names =
          predicate.form == Predicate.Form.NOUN && predicate.strength == Predicate.Strength.STRONG;
      boolean heads =
          (predicate.form == Predicate.Form.NOUN || list)
              && predicate.end <= theme.start()
              && predicate.percent == null
              && (superlative || list || names)
              && themes.stream()
                  .noneMatch(
                      t ->
                          t.is(Theme.Type.OTHER)
                              && !isMarket(t)
                              && t.start() >= predicate.end
                              && t.end() <= theme.start());
      if (heads) {
        return predicate;
      }
    }
    return null;
  }

  /** {@code the largest falls of the index}: an index or a market, and nothing of business. */
  private boolean isMarket(Theme theme) {
    return marks.notShares.stream()
        .filter(cue -> cue.start() == theme.start())
        .allMatch(cue -> cue.value().equals("index") || cue.value().equals("market"));
  }

  /**
   * {@code LG화학(1.4%), 삼성SDI(2.8%) 등이 강세를 보였다}, {@code A (2%) and B (3%) rose}: the verb behind the
   * list tells the way of all.
   */
  @Nullable Direction directionOfBrackets(Quantity percent) {
    if (!gaps.isAloneInBrackets(percent)) {
      return null;
    }
    for (Predicate predicate : marks.predicates) {
      if (predicate.start >= percent.end()) {
        boolean free = predicate.percent == null && predicate.form == Predicate.Form.VERB;
        return free
                && predicate.direction != Direction.FLAT
                && predicate.strength != Predicate.Strength.PERCENT
                && !marks.clauses.areApart(marks.clauses.at(percent.start()), predicate.clause)
            ? predicate.direction
            : null;
      }
    }
    return null;
  }

  /** {@code Foo rose 5.4% and Mediobanca 3.1%}: the verb is told of a name that is not known. */
  @Nullable Direction directionOfUnknown(Theme theme) {
    Predicate last = null;
    for (Predicate predicate : marks.predicates) {
      boolean before = predicate.end <= theme.start() && predicate.percent != null;
      last = before && predicate.theme == null ? predicate : last;
    }
    if (last == null || last.form != Predicate.Form.VERB) {
      return null;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      if (link.value().equals("and") && link.start() >= last.end && gap >= 0 && gap <= 1) {
        return last.direction;
      }
    }
    return null;
  }

  /** {@code Its rivals were marked down too: Taylor Wimpey by 4.1 per cent and Barratt by 3.6}. */
  @Nullable Direction directionBeforeColon(Theme theme) {
    int colon = marks.text.lastIndexOf(": ", theme.start());
    if (colon <= marks.sentence.start() || gaps.words(colon, theme.start()) > Gaps.SHORT) {
      return null;
    }
    Predicate last = null;
    for (Predicate predicate : marks.predicates) {
      last = predicate.end <= colon ? predicate : last;
    }
    boolean heads =
        last != null
            && last.form == Predicate.Form.VERB
            && last.percent == null
            && gaps.words(last.end, colon) <= 2
            && themes.stream().noneMatch(t -> t.end() <= colon && !t.companies().isEmpty());
    return heads && last != null ? last.direction : null;
  }

  /** {@code Vakıfbank yüzde 9,9, TAV yüzde 8,2 geriledi}: one verb behind a list of names. */
  @Nullable Direction directionBehind(Quantity percent) {
    for (SentenceMove move : reading.told) {
      Theme theme = move.theme();
      boolean listed =
          theme.start() >= percent.end()
              && theme.start() - percent.end() <= Gaps.CAUSE_REACH
              && !move.percents().isEmpty()
              && (move.predicate() == null
                  || move.percents().get(0).start() < move.predicate().start)
              && gaps.isListMark(percent.end(), theme.start());
      if (listed) {
        return move.direction();
      }
    }
    return null;
  }
}
