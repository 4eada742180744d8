package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which percentages of a sentence can tell a change: not {@code a 5% stake} nor {@code 5% of the
 * shares}, but also numbers whose sign for percent a list leaves out.
 */
final class ChangePercents {
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final List<Quantity> percents;
  private final Gaps gaps;
  private final PercentOwners percentOwners;

  ChangePercents(SentenceReading reading, PercentOwners percentOwners) {
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.percents = reading.percents;
    this.gaps = reading.gaps;
    this.percentOwners = percentOwners;
  }

  /** {@code Garanti BBVA 3,1, Akbank 2,8 düştü}: Turkish leaves the word for percent out. */
  void takeBareNumbers() {
    if (!marks.isIn("tr")) {
      return;
    }
    for (int i = marks.loose.size() - 1; i >= 0; i--) {
      Quantity number = marks.loose.get(i);
      int end = number.end();
      boolean blank = end < marks.sentence.end() && marks.text.charAt(end) == ' ';
      boolean told =
          blank
              && marks.predicates.stream()
                  .anyMatch(
                      p ->
                          p.form == Predicate.Form.VERB
                              && p.start > end
                              && p.start - end <= Gaps.CAUSE_REACH
                              && gaps.onlyFillers(end, p.start));
      boolean listed =
          percentOwners.directlyBefore(number) != null
              && percents.stream().anyMatch(p -> p.start() > end)
              && end < marks.sentence.end()
              && ",'".indexOf(marks.text.charAt(end)) >= 0;
      if (told || listed) {
        percents.add(number);
        percents.sort(Comparator.comparingInt(Quantity::start));
      }
    }
  }

  /** {@code Allianz gewannen 0,8, Munich Re 1,1 und RWE 0,5 Prozent}: one sign closes a list. */
  void takeSharedSign() {
    for (int i = marks.loose.size() - 1; i >= 0; i--) {
      Quantity number = marks.loose.get(i);
      Quantity next = null;
      for (Quantity percent : percents) {
        next = next == null && percent.start() > number.end() ? percent : next;
      }
      if (next == null || number.sign() != 0 || next.sign() != 0 || percents.contains(number)) {
        continue;
      }
      if (isSharedByGroup(number, next)) {
        percents.add(number);
        percents.sort(Comparator.comparingInt(Quantity::start));
        continue;
      }
      Theme name = null;
      int names = 0;
      for (Theme theme : themes) {
        boolean between = theme.start() >= number.end() && theme.end() <= next.start();
        name = between ? theme : name;
        names += between ? 1 : 0;
      }
      boolean listed =
          names == 1
              && name != null
              && !name.companies().isEmpty()
              && gaps.isListMark(number.end(), name.start())
              && gaps.words(name.end(), next.start()) <= 1
              && marks.predicateWithin(number.end(), next.start()) == null;
      if (listed) {
        percents.add(number);
        percents.sort(Comparator.comparingInt(Quantity::start));
      }
    }
  }

  /** {@code Commerzbank und Deutsche Bank verloren 1,2 beziehungsweise 0,8 Prozent}. */
  private boolean isSharedByGroup(Quantity number, Quantity next) {
    boolean several =
        themes.stream().anyMatch(t -> t.end() <= number.start() && t.companies().size() > 1);
    return several
        && (gaps.isListMark(number.end(), next.start())
            || (gaps.words(number.end(), next.start()) <= 3
                && marks.hasCue(marks.respectives, "x", number.end(), next.start()))
            || (gaps.words(number.end(), next.start()) <= 2
                && marks.hasCue(marks.links, "and", number.end(), next.start())));
  }

  /** {@code a 5% stake}, {@code 5% of Xiaomi's shares}, {@code 5% saham}, {@code 5%股权}. */
  boolean isShareOfSomething(Quantity percent) {
    if (percent.sign() != 0) {
      return false;
    }
    if (isPartOfOwn(percent)) {
      return true;
    }
    for (Cue link : marks.others) {
      boolean ofCompany =
          link.is("stake-link")
              && gaps.touches(percent.end(), link.start(), 1)
              && themes.stream()
                  .anyMatch(
                      t -> t.is(Theme.Type.COMPANY) && gaps.touches(link.end(), t.start(), 1));
      if (ofCompany && !marks.verbFirst && !measuresNoun(percent)) {
        return true;
      }
    }
    for (Predicate predicate : marks.predicates) {
      boolean directlyBefore =
          predicate.end <= percent.start()
              && (percent.start() - predicate.end <= 3
                  || (percent.start() - predicate.end <= 16
                      && gaps.onlyFillers(predicate.end, percent.start())));
      if (directlyBefore && predicate.form != Predicate.Form.NOUN) {
        return false;
      }
    }
    for (Cue other : marks.others) {
      if (other.is("stake-link")
          && gaps.touches(percent.end(), other.start(), 1)
          && !measuresNoun(percent)) {
        return other.length() > Gaps.SHORT || somethingFollows(other);
      }
    }
    for (Cue share : marks.shares) {
      if (gaps.touches(percent.end(), share.start(), 1)
          && !marks.addsBy(share.start())
          && !isMeasureOf(percent)) {
        return true;
      }
    }
    for (Cue stake : marks.notShares) {
      if (stake.value().equals("stake")
          && gaps.touches(percent.end(), stake.start(), 14)
          && marks.predicateWithin(percent.end(), stake.start()) == null) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code Mps sale al 62,3% di Mediobanca}: where verbs lead to, and not how far they went; what
   * {@code brings to 24% its loss} tells is told of the loss.
   */
  void dropLevels() {
    for (Quantity percent : List.copyOf(percents)) {
      Predicate verb = percent.sign() == 0 ? leadingTo(percent) : null;
      if (verb != null) {
        marks.predicates.remove(verb);
      }
      if (verb != null && verb.form == Predicate.Form.VERB) {
        percents.remove(percent);
      }
    }
  }

  private @Nullable Predicate leadingTo(Quantity percent) {
    for (String word : marks.language.particles(Particle.LEVEL)) {
      int end = percent.start() - (word.endsWith("'") ? 0 : 1);
      int start = end - word.length();
      boolean before =
          start > marks.sentence.start()
              && marks.text.startsWith(word, start)
              && marks.text.charAt(start - 1) == ' ';
      if (before) {
        return marks.predicates.stream()
            .filter(p -> p.form != Predicate.Form.NOUN && p.end < start)
            .filter(p -> gaps.words(p.end, start) == 0 && gaps.words(p.start, p.end) <= 2)
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }

  /** {@code Emeis cède 60% de ses murs}, but not {@code a perdu 60% de sa valeur}. */
  private boolean isPartOfOwn(Quantity percent) {
    return marks.others.stream()
        .anyMatch(c -> c.is("stake-link", "own") && gaps.touches(percent.end(), c.start(), 1));
  }

  /** {@code la caída del 0,7% de Merlin}: the percentage says how far. */
  private boolean measuresNoun(Quantity percent) {
    return marks.predicates.stream()
        .anyMatch(
            p ->
                p.form == Predicate.Form.NOUN
                    && p.end <= percent.start()
                    && percent.start() - p.end <= Gaps.SHORT + 1);
  }

  /**
   * {@code Dopo uno scivolone iniziale del 9,4% il titolo …}: a preposition leads to the measure.
   */
  private boolean isMeasureOf(Quantity percent) {
    int end =
        percent.start() - (marks.text.charAt(Math.max(0, percent.start() - 1)) == ' ' ? 1 : 0);
    int start = Math.max(0, end - 4);
    String before = marks.text.substring(start, end);
    boolean led =
        marks.language.particles(Particle.MEASURE).stream().anyMatch(of -> before.endsWith(of));
    return led
        && marks.predicates.stream()
            .anyMatch(
                p ->
                    p.form == Predicate.Form.NOUN
                        && p.end <= percent.start()
                        && gaps.words(p.end, percent.start()) <= 2);
  }

  /** {@code 5% de Telefónica}, but not {@code 20% en Fráncfort}. */
  private boolean somethingFollows(Cue preposition) {
    return themes.stream()
        .anyMatch(
            theme ->
                gaps.touches(preposition.end(), theme.start(), 24)
                    && gaps.words(preposition.end(), theme.start()) <= 2);
  }
}
