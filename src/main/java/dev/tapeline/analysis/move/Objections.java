package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a move: that it has not happened yet, that it is denied, or that business is
 * measured and not the shares.
 */
final class Objections {
  /** From its {@code ge} on a German participle has at least so many letters. */
  private static final int PARTICIPLE = 6;

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final Places places;
  private final Gaps gaps;

  Objections(SentenceReading reading) {
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.places = reading.places;
    this.gaps = reading.gaps;
  }

  /** {@code could fall 5%}, {@code akan naik}: not yet. */
  boolean isHypothetical(Predicate predicate) {
    if (isOfTarget(predicate)) {
      return true;
    }
    for (Cue cue : marks.hypotheticals) {
      boolean before =
          cue.start() <= predicate.start && marks.clauses.at(cue.start()) == predicate.clause;
      boolean wholeClause =
          cue.value().equals("if")
              && gaps.words(marks.clauses.start(marks.clauses.at(cue.start())), cue.start()) <= 1;
      boolean behind =
          cue.value().equals("behind")
              && cue.start() >= predicate.end
              && (marks.clauses.at(cue.start()) == predicate.clause || beginsNext(cue, predicate));
      boolean near = predicate.start - cue.end() <= 40 && !cue.value().equals("if");
      boolean told = (before && (near || wholeClause) && !cue.value().equals("behind")) || behind;
      if (told && !isPassive(cue, predicate) && !isInAttribute(cue, predicate.theme)) {
        return true;
      }
    }
    return false;
  }

  /** {@code cao hơn 20% so với thị giá}: what the words begin is the next clause. */
  private boolean beginsNext(Cue cue, Predicate predicate) {
    int clause = marks.clauses.at(cue.start());
    return clause == predicate.clause + 1 && marks.clauses.start(clause) == cue.start();
  }

  /** {@code 将于下周一染蓝的泡泡玛特逆市升1.3%}: what is to come is told of the name, not by the verb. */
  private boolean isInAttribute(Cue cue, @Nullable Theme theme) {
    if (theme == null || cue.end() > theme.start()) {
      return false;
    }
    String before = marks.between(cue.end(), theme.start());
    return marks.language.particles(Particle.ATTRIBUTE).stream().anyMatch(before::endsWith);
  }

  /**
   * {@code cut the target price of X from 38 to 33 riyals, down 13%}: a clause behind a target that
   * names no shares of its own.
   */
  private boolean isOfTarget(Predicate predicate) {
    Theme theme = predicate.theme;
    int start = marks.clauses.start(predicate.clause);
    return theme != null
        && theme.end() <= start
        && gaps.words(start, predicate.start) <= 1
        && marks.hypotheticals.stream()
            .anyMatch(
                h ->
                    h.value().equals("target")
                        && h.end() <= theme.start()
                        && start - h.end() <= Gaps.REACH
                        && marks.predicateWithin(h.end(), start) == null);
  }

  /** {@code buy at 24.5, target 27 (+10%)}. */
  boolean isOfTarget(Quantity percent) {
    return marks.hypotheticals.stream()
        .anyMatch(
            h ->
                h.value().equals("target")
                    && h.end() <= percent.start()
                    && percent.start() - h.end() <= Gaps.CAUSE_REACH
                    && marks.predicateWithin(h.end(), percent.start()) == null);
  }

  /** {@code werden 2,4 Prozent hinuntergezogen}, but not {@code werden zulegen}. */
  private boolean isPassive(Cue auxiliary, Predicate predicate) {
    String word = marks.between(predicate.start, predicate.end);
    int mark = word.indexOf("ge");
    return marks.isIn("de")
        && mark >= 0
        && word.length() - mark >= PARTICIPLE
        && !word.contains("gewinn")
        && (word.endsWith("en") || word.endsWith("t"))
        && marks.between(auxiliary.start(), auxiliary.end()).matches("wird|werden");
  }

  boolean isCancelled(Predicate predicate) {
    Quantity percent = predicate.percent;
    // "erased an early 2% loss"
    boolean counted =
        predicate.form == Predicate.Form.NOUN
            && percent != null
            && percent.end() <= predicate.start;
    int from = counted && percent != null ? percent.start() : predicate.start;
    for (Cue cue : marks.others) {
      if (cue.is("not-move") && cue.end() <= from && from - cue.end() <= 2 && endsWord(cue.end())) {
        return !isOnly(predicate);
      }
    }
    return false;
  }

  /** {@code ne prenait plus que 0,6 %}: no more than that, and yet that. */
  private boolean isOnly(Predicate predicate) {
    Quantity percent = predicate.percent;
    return marks.isIn("fr")
        && percent != null
        && percent.start() > predicate.end
        && (" " + marks.between(predicate.end, percent.start())).contains(" que ");
  }

  /** {@code 안} is a word of its own, but not in {@code 3% 안팎 밀렸다}. */
  private boolean endsWord(int end) {
    return end >= marks.sentence.end()
        || (Words.isUnspaced(marks.text.charAt(end - 1)) && !marks.isIn("ko"))
        || !Words.isWord(marks.text.charAt(end));
  }

  /** {@code Ryanair gana un 34% más}: earns more than before, and is not worth more. */
  boolean comparesProfit(Predicate predicate) {
    for (Predicate verb : marks.predicates) {
      for (Predicate more : marks.predicates) {
        boolean pair =
            verb.form == Predicate.Form.VERB
                && verb.strength == Predicate.Strength.PLAIN
                && verb.percent == null
                && more.strength == Predicate.Strength.PERCENT
                && more.percent != null
                && saysMore(more)
                && more.clause == verb.clause
                && more.percent.start() >= verb.end
                && more.percent.start() - verb.end <= Gaps.SHORT + 1
                && more.start >= more.percent.end()
                && more.start - more.percent.end() <= 1;
        if (pair && (predicate == verb || predicate == more)) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code gana un 34% más}, but not {@code klimt 6 procent hoger}, where a file lists them. */
  private boolean saysMore(Predicate predicate) {
    Set<String> words = marks.language.particles(Particle.MORE);
    return words.isEmpty() || words.contains(marks.between(predicate.start, predicate.end));
  }

  /** {@code acumulan un retroceso del 20%}: the noun says what the verb is about. */
  boolean leadsToNoun(Predicate verb) {
    if (verb.form != Predicate.Form.VERB) {
      return false;
    }
    for (Predicate noun : marks.predicates) {
      if (noun.form == Predicate.Form.NOUN
          && noun.percent != null
          && noun.start >= verb.end
          && noun.clause == verb.clause
          && gaps.wordsBeside(verb.end, noun.start) <= 2) {
        return true;
      }
    }
    return false;
  }

  /** {@code gained 5% market share}, {@code rose 5% in revenue}. */
  boolean measuresOther(Quantity percent) {
    for (Theme theme : themes) {
      if (theme.is(Theme.Type.OTHER)
          && theme.start() >= percent.end()
          && marks.clauses.same(percent.start(), theme.start())
          && !isTold(percent, theme)
          && !(marks.isIn("th") && marks.text.charAt(percent.end()) == ' ')
          && gaps.words(percent.end(), theme.start()) <= 2
          && !places.standsInPlace(theme)
          && !isTimeOfTrading(theme)
          && !marks.hasCue(marks.links, "on", percent.end(), theme.start())
          && !goesOnBehind(percent)
          && marks.bases.stream()
              .noneMatch(b -> b.start() >= percent.end() && b.end() <= theme.start())
          && !marks.hasCue(marks.links, "than", percent.end(), theme.start())) {
        return true;
      }
    }
    return false;
  }

  /** {@code تهبط 13% قبل افتتاح وول ستريت}: the market is a part of when or where. */
  private boolean isTimeOfTrading(Theme theme) {
    return Stream.concat(marks.bases.stream(), marks.tradings.stream())
        .anyMatch(c -> c.start() <= theme.start() && theme.end() <= c.end());
  }

  /** {@code climbed 3.7% and was the Dow's best}: a word for "and" begins something new. */
  private boolean goesOnBehind(Quantity percent) {
    return marks.links.stream()
        .anyMatch(
            l ->
                l.value().equals("and")
                    && l.start() >= percent.end()
                    && l.start() - percent.end() <= 1);
  }

  /** Whether a word for up or down closes what a percentage tells: {@code 2%高 事業の拡大で}. */
  private boolean isTold(Quantity percent, Theme behind) {
    return marks.predicates.stream()
        .anyMatch(
            p -> p.start >= percent.start() && p.end > percent.end() && p.end <= behind.start());
  }

  /** Year-on-year comparisons are of business, not of shares. */
  boolean isAboutBusiness(Predicate predicate) {
    for (Cue cue : marks.others) {
      if (cue.is("yoy")
          && marks.clauses.at(cue.start()) == predicate.clause
          && marks.predicateWithin(predicate.end, cue.start()) == null) {
        return true;
      }
    }
    return false;
  }
}
