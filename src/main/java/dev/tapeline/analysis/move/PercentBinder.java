package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ties each percentage to the nearest word for up or down of its clause that nothing else parts
 * from it.
 */
final class PercentBinder {
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final List<Quantity> percents;
  private final Places places;
  private final Gaps gaps;
  private final PredicateRoles predicateRoles;

  PercentBinder(SentenceReading reading) {
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.percents = reading.percents;
    this.places = reading.places;
    this.gaps = reading.gaps;
    this.predicateRoles = reading.predicateRoles;
  }

  private record Pair(Predicate predicate, Quantity percent, int distance) {}

  void bindPercents() {
    List<Pair> pairs = new ArrayList<>();
    for (Predicate predicate : marks.predicates) {
      for (Quantity percent : percents) {
        boolean behind = percent.start() >= predicate.end;
        int distance = distanceTo(predicate, percent, behind);
        if (distance <= Gaps.REACH && canTake(predicate, percent, behind)) {
          pairs.add(new Pair(predicate, percent, 2 * distance + (behind ? 0 : 1)));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::distance));
    List<Quantity> taken = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.predicate().percent == null && !taken.contains(pair.percent())) {
        pair.predicate().percent = pair.percent();
        taken.add(pair.percent());
      }
    }
    percents.removeAll(taken);
    marks.predicates.forEach(Predicate::settle);
    marks.predicates.forEach(this::takeRange);
    marks.predicates.forEach(this::takeFurther);
  }

  /** Behind a verb that is followed by what moves, the way counts from there. */
  private int distanceTo(Predicate predicate, Quantity percent, boolean behind) {
    Theme theme = predicate.theme;
    if (behind
        && theme != null
        && !marks.verbLast
        && theme.start() >= predicate.end
        && theme.end() <= percent.start()
        && !isMeasuredBefore(predicate, theme)) {
      return percent.start() - theme.end();
    }
    int distance = predicate.distance(percent.start(), percent.end());
    // "einem Anstieg um bis zu 4 Prozent ins Minus": the noun owns what a preposition adds
    return behind
            && predicate.form == Predicate.Form.NOUN
            && predicateRoles.isOwnedBy(predicate, percent)
        ? Math.min(distance, 1)
        : distance;
  }

  /** {@code Dopo uno scivolone del 9,4% il titolo ha chiuso a -5,9%}: the noun has its own. */
  private boolean isMeasuredBefore(Predicate noun, Theme theme) {
    return noun.form == Predicate.Form.NOUN
        && percents.stream().anyMatch(p -> p.start() >= noun.end && p.end() <= theme.start());
  }

  /** {@code fell for a fifth day, this time by 2.4%}: a clause that only says how far. */
  private boolean addsToIt(Predicate predicate, Quantity percent) {
    int clause = marks.clauses.at(percent.start());
    int start = marks.clauses.start(clause);
    return clause == predicate.clause + 1
        && !marks.clauses.isBracketed(clause)
        && percent.sign() == 0
        && predicate.form == Predicate.Form.VERB
        && !marks.clauses.areApart(clause, predicate.clause)
        && gaps.words(start, percent.start()) > 0
        && gaps.onlyFillers(start, percent.start())
        && marks.predicates.stream().noneMatch(p -> p.clause == clause)
        && themes.stream().noneMatch(t -> marks.clauses.at(t.start()) == clause);
  }

  /**
   * {@code anjlok lebih dalam, 14,1%, dalam periode yang sama}: a clause that is the size alone.
   */
  private boolean isSizeBehindComma(Predicate predicate, Quantity percent) {
    int clause = marks.clauses.at(percent.start());
    int start = marks.clauses.start(clause);
    int end = percent.end();
    return clause > predicate.clause
        && !marks.clauses.isBracketed(clause)
        && predicate.form == Predicate.Form.VERB
        && marks.text.charAt(start - 1) == ','
        && marks.clauses.at(start - 2) == predicate.clause
        && gaps.words(start, percent.start()) == 0
        && (end >= marks.sentence.end() || ",.".indexOf(marks.text.charAt(end)) >= 0)
        && gaps.onlyFillers(predicate.end, start);
  }

  /** {@code PayPal soared — 8.9% by midday —}: what opens an aside right behind the word. */
  private boolean isAsideBehind(Predicate predicate, Quantity percent) {
    int clause = marks.clauses.at(percent.start());
    int start = marks.clauses.start(clause);
    return marks.clauses.isBracketed(clause)
        && percent.sign() == 0
        && start - predicate.end <= 3
        && gaps.words(start, percent.start()) == 0
        && themes.stream().noneMatch(t -> marks.clauses.at(t.start()) == clause);
  }

  /** {@code dispararam, respectivamente, 7,4% e 5,9%}: nothing but the word for each. */
  private boolean isEachBehind(Predicate predicate, Quantity percent) {
    return !marks.respectives.isEmpty()
        && (gaps.words(predicate.end, percent.start()) <= 2
            || gaps.onlyFillers(predicate.end, percent.start()))
        && marks.hasCue(marks.respectives, "x", predicate.end, percent.start());
  }

  /** {@code 3820円(5.7%)安}, {@code 1,200원(2.3%) 오른}: in brackets of its own, right before. */
  private boolean isBracketBefore(Quantity percent, Predicate predicate) {
    int open = percent.start() - 1;
    int close = percent.end();
    return marks.verbLast
        && gaps.isAloneInBrackets(percent)
        && close < predicate.start
        && (gaps.words(close, predicate.start) == 0
            || marks.between(close, predicate.start).startsWith(")까지 "))
        && marks.clauses.at(open) == predicate.clause;
  }

  /** {@code BGRIM -3.4%}: a sign says all of the name before it. */
  private boolean isOfName(Quantity percent) {
    return percent.sign() != 0
        && themes.stream()
            .anyMatch(
                t ->
                    t.is(Theme.Type.COMPANY)
                        && t.end() <= percent.start()
                        && percent.start() - t.end() <= 2);
  }

  private boolean canTake(Predicate predicate, Quantity percent, boolean behind) {
    if (marks.clauses.at(percent.start()) != predicate.clause
        && !(behind && gaps.isComma(predicate.end, percent.start()))
        && !(behind && addsToIt(predicate, percent))
        && !(behind && isSizeBehindComma(predicate, percent))
        && !(behind && isAsideBehind(predicate, percent))
        && !(behind && isEachBehind(predicate, percent))
        && !(!behind && isBracketBefore(percent, predicate))) {
      return false;
    }
    if (predicate.form == Predicate.Form.CAUSE && (!behind || isOfName(percent))) {
      return false;
    }
    int from = behind ? predicate.end : percent.end();
    int to = behind ? percent.start() : predicate.start;
    if (marks.predicateWithin(from, to) != null) {
      return false;
    }
    if (!behind && isOfNameBefore(predicate, percent)) {
      return false;
    }
    for (Theme theme : themes) {
      boolean between = theme.start() >= from && theme.end() <= to;
      if (between
          && theme != predicate.theme
          && !isRepeated(theme, predicate.theme)
          && !isExplanation(theme, from)
          && !ThemeRoles.isNamedTogether(theme, predicate.theme)) {
        return false;
      }
    }
    return true;
  }

  /** {@code CaixaBank un 0,9% y Sabadell apenas se movió}: a list ends before the verb's name. */
  private boolean isOfNameBefore(Predicate predicate, Quantity percent) {
    Theme own = predicate.theme;
    if (marks.verbLast
        || own == null
        || own.start() < percent.end()
        || own.end() > predicate.start) {
      return false;
    }
    return themes.stream()
        .anyMatch(
            t ->
                !t.companies().isEmpty()
                    && t.end() <= percent.start()
                    && !t.companies().equals(own.companies())
                    && gaps.words(t.end(), percent.start()) <= 1);
  }

  /** {@code ارتفع سهم "أبوظبي الوطنية للطاقة" (طاقة) 1.6%}: another name of the same company. */
  private static boolean isRepeated(Theme theme, @Nullable Theme named) {
    return named != null
        && theme.is(Theme.Type.COMPANY)
        && theme.start() >= named.end()
        && theme.companies().equals(named.companies());
  }

  /** {@code kletterten nach Zahlen um 2 Prozent}: a cause between a word and its percentage. */
  private boolean isExplanation(Theme theme, int from) {
    if (theme.is(Theme.Type.COMPANY)) {
      return isAgent(theme, from);
    }
    return theme.is(Theme.Type.OTHER)
        && (marks.hasCue(marks.links, "on", from, theme.start()) || places.isPlaceName(theme));
  }

  /** {@code brachen nach einer Abstufung durch JPMorgan um 7,5 Prozent ein}: who caused it. */
  private boolean isAgent(Theme theme, int from) {
    int start = theme.start() - 1;
    int word = start > from ? Words.startOf(marks.text, start - 1) : start;
    return word > from
        && marks.language.particles(Particle.AGENT).contains(marks.between(word, start))
        && marks.hasCue(marks.links, "on", from, theme.start());
  }

  /** {@code rose between 1.5% and 3.1%}: how far each went is not told. */
  private void takeRange(Predicate predicate) {
    Quantity first = predicate.percent;
    if (first == null) {
      return;
    }
    for (Cue cue : marks.ranges) {
      boolean before = cue.end() <= first.start() && gaps.words(cue.end(), first.start()) <= 1;
      for (Quantity second : List.copyOf(percents)) {
        boolean joined =
            before
                && second.start() > first.end()
                && gaps.words(first.end(), second.start()) <= 2
                && marks.hasCue(marks.links, "and", first.end(), second.start());
        if (joined) {
          predicate.ranged = true;
          percents.remove(second);
        }
      }
    }
  }

  /** {@code Xiaomi and BYD rose 5% and 3%}. */
  private void takeFurther(Predicate predicate) {
    Theme theme = predicate.theme;
    Quantity last = predicate.percent;
    if (theme == null || last == null || predicate.ranged || theme.companies().size() < 2) {
      return;
    }
    // "2.6%上げた": the word for up holds the sign
    if (last.start() < predicate.start) {
      takeBefore(predicate, last, theme.companies().size());
      return;
    }
    for (Quantity percent : List.copyOf(percents)) {
      boolean next =
          percent.start() >= last.end()
              && percent.start() - last.end() <= 20
              && (gaps.words(last.end(), percent.start()) <= 2
                  || marks.hasCue(marks.links, "and", last.end(), percent.start()))
              && marks.predicateWithin(last.end(), percent.start()) == null;
      if (next && predicate.furtherPercents.size() + 1 < theme.companies().size()) {
        predicate.furtherPercents.add(percent);
        percents.remove(percent);
        last = percent;
      }
    }
  }

  /** {@code M&S and Ocado were 0.2% and 3.9% higher}: the one bound first is the last one told. */
  private void takeBefore(Predicate predicate, Quantity bound, int companies) {
    List<Quantity> told = new ArrayList<>(List.of(bound));
    for (int i = percents.size() - 1; i >= 0; i--) {
      Quantity percent = percents.get(i);
      int to = told.get(0).start();
      boolean listed =
          percent.end() <= to
              && to - percent.end() <= 12
              && told.size() < companies
              && marks.predicateWithin(percent.end(), to) == null
              && gaps.words(percent.end(), to) <= 2
              && themes.stream().noneMatch(t -> t.start() >= percent.end() && t.end() <= to);
      if (listed) {
        told.add(0, percent);
      }
    }
    if (told.size() == companies) {
      percents.removeAll(told);
      predicate.percent = told.get(0);
      predicate.furtherPercents.addAll(told.subList(1, told.size()));
    }
  }
}
