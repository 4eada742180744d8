package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.util.List;
import java.util.Set;

/**
 * How a word for up or down is built into its sentence: as a verb or an adverb, with its percentage
 * or alone.
 */
final class PredicateRoles {
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final Gaps gaps;
  private final Places places;

  PredicateRoles(SentenceMarks marks, List<Theme> themes, Gaps gaps, Places places) {
    this.marks = marks;
    this.themes = themes;
    this.gaps = gaps;
    this.places = places;
  }

  /** {@code with a profit of 3 billion, up 5%}: what only adds to the words before its comma. */
  boolean trails(Predicate predicate) {
    return predicate.form != Predicate.Form.VERB
        || gaps.words(marks.clauses.start(predicate.clause), predicate.start) == 0;
  }

  /** {@code ricavi in crescita}: what is built with a preposition goes with the noun before it. */
  boolean isAdverbial(Predicate predicate) {
    String word = marks.between(predicate.start, predicate.end);
    return marks.language.particles(Particle.ADVERB).stream()
        .anyMatch(preposition -> word.startsWith(preposition + " "));
  }

  boolean isOwnedBy(Predicate noun, Quantity percent) {
    String gap = marks.between(noun.end, percent.start()).strip();
    int blank = gap.indexOf(' ');
    String first = blank < 0 ? gap : gap.substring(0, blank);
    return marks.language.particles(Particle.MEASURE).contains(first)
        && gaps.words(noun.end, percent.start()) <= Gaps.SHORT
        && gaps.onlyFillers(noun.end + 1 + first.length(), percent.start());
  }

  /** {@code lideran las subidas}: a verb and its object, which say by themselves what is told. */
  boolean leads(Predicate predicate) {
    return predicate.strength == Predicate.Strength.STRONG
        && gaps.words(predicate.start, predicate.end) > 2;
  }

  /** {@code RWE and Eon fell, Verbund rose.}: nothing at all follows the verb. */
  boolean isLastOfClause(Predicate predicate) {
    return predicate.end >= marks.sentence.end()
        || ".,，;!。।،؛".indexOf(marks.text.charAt(predicate.end)) >= 0;
  }

  /** {@code Tesla slides after …}: no object follows the verb. */
  boolean standsAlone(Predicate predicate) {
    int at = predicate.end;
    while (at < marks.sentence.end() && " .!।".indexOf(marks.text.charAt(at)) >= 0) {
      at++;
    }
    return at >= marks.sentence.end()
        || ",，;。،؛".indexOf(marks.text.charAt(at)) >= 0
        || marks.clauses.at(at) != predicate.clause;
  }

  /** Whether nothing stands before a word that could be what it speaks of. */
  boolean opensSentence(Predicate predicate) {
    int start = marks.sentence.start();
    if (gaps.onlyFillers(start, predicate.start)) {
      return true;
    }
    int clause = marks.clauses.start(predicate.clause);
    return clause > start
        && gaps.onlyFillers(clause, predicate.start)
        && !marks.isIn("de")
        && gaps.namesNobody(start, clause);
  }

  /** {@code 大幅続落。}: below a line that names the shares. */
  boolean isAllOfTheSentence(Predicate predicate) {
    return marks.verbLast
        && predicate.strength == Predicate.Strength.STRONG
        && gaps.onlyFillers(marks.sentence.start(), predicate.start)
        && gaps.words(predicate.end, marks.sentence.end()) == 0;
  }

  /** {@code Con un avance del 4%, Inditex fue la estrella}: what moved follows. */
  boolean opensWithNoun(Predicate noun, Theme theme) {
    Quantity percent = noun.percent;
    return percent != null
        && noun.strength != Predicate.Strength.WEAK
        && (percent.start() >= noun.end
            ? (gaps.words(marks.sentence.start(), noun.start) <= 3 || opensLaterClause(noun))
                    && isNextNamed(percent, theme)
                    && marks.predicateWithin(percent.end(), theme.start()) == null
                || isBeforeInversion(noun, percent, theme)
            : isRecalled(noun, percent, theme))
        && !marks.clauses.areApart(marks.clauses.at(theme.start()), noun.clause)
        && themes.stream()
            .noneMatch(
                t -> t.is(Theme.Type.OTHER) && t.end() <= theme.start() && !places.isPlaceName(t));
  }

  /** {@code with a 3.4% gain}: whether a word for "with" stands behind an offset, near the noun. */
  boolean isReachedByWith(int from, Predicate noun) {
    Set<String> with = marks.language.particles(Particle.WITH);
    int at = from;
    while (at < noun.start && !Words.isWord(marks.text.charAt(at))) {
      at++;
    }
    int end = at < noun.start ? Words.endOf(marks.text, at + 1) : at;
    return end < noun.start
        && with.contains(marks.between(at, end))
        && gaps.words(end, noun.start) <= Gaps.SHORT + 1;
  }

  /** {@code Nach einem Plus von 3 Prozent am Montag fielen Hochtief um 1 Prozent}. */
  private boolean isBeforeInversion(Predicate noun, Quantity percent, Theme theme) {
    Predicate verb = marks.predicateWithin(percent.end(), theme.start());
    return verb != null
        && verb.theme == theme
        && gaps.words(marks.sentence.start(), noun.start) <= 3
        && gaps.onlyFillers(percent.end(), verb.start)
        && gaps.onlyFillers(verb.end, theme.start());
  }

  /** {@code After a 5% jump on Monday, Alphabet shares eased}. */
  private boolean isRecalled(Predicate noun, Quantity percent, Theme theme) {
    return noun.start - percent.end() <= 1
        && gaps.words(marks.sentence.start(), percent.start()) <= 2
        && gaps.onlyFillers(noun.end, theme.start())
        && marks.between(noun.end, theme.start()).indexOf(',') >= 0;
  }

  private boolean isNextNamed(Quantity percent, Theme theme) {
    int words = gaps.words(percent.end(), theme.start());
    return words <= 1
        || isMeant(percent.end(), theme)
        || (words <= 3
            && marks.text.charAt(percent.end()) == ','
            && gaps.namesNobody(percent.end(), theme.start()));
  }

  /** {@code Fotografata a 17 euro, con una flessione dello 0,7%, Unipol …}: nobody is named yet. */
  private boolean opensLaterClause(Predicate noun) {
    int start = marks.clauses.start(noun.clause);
    return gaps.words(start, noun.start) <= 2
        && gaps.namesNobody(marks.sentence.start(), start)
        && themes.stream().noneMatch(t -> t.start() < noun.start);
  }

  /** {@code Een daling van 2,2 procent was er voor DSM}: nothing but a verb and "for". */
  private boolean isMeant(int from, Theme theme) {
    int start = theme.start() - 1;
    int word = start > from ? Words.startOf(marks.text, start - 1) : start;
    return word > from
        && marks.language.particles(Particle.BENEFIT).contains(marks.between(word, start))
        && gaps.words(from, theme.start()) <= Gaps.SHORT;
  }

  /**
   * {@code yüzde 9,9 sıçrayan savunma şirketi SDT Uzay}: a participle before what it is told of, in
   * languages whose verbs stand last and whose words are parted by blanks.
   */
  boolean isParticipleOf(Predicate predicate, Theme behind) {
    return predicate.form == Predicate.Form.VERB
        && !behind.is(Theme.Type.OTHER)
        && behind.start() >= predicate.end
        && marks.language.particles(Particle.PARTICIPLE).stream()
            .anyMatch(marks.between(predicate.start, predicate.end)::endsWith)
        && gaps.words(predicate.end, behind.start()) <= Gaps.SHORT
        && marks.between(predicate.end, behind.start()).chars().noneMatch(c -> c == ',' || c == ';')
        && marks.predicateWithin(predicate.end, behind.start()) == null;
  }

  /** Whether a verb without a percentage stands right behind a name and says which way. */
  boolean isSaidOf(Predicate verb, Theme theme, Direction way) {
    return verb.percent == null
        && verb.form == Predicate.Form.VERB
        && verb.direction == way
        && verb.theme == theme
        && (verb.strength == Predicate.Strength.STRONG || verb.strength == Predicate.Strength.PLAIN)
        && gaps.onlyFillers(theme.end(), verb.start);
  }

  static boolean tellsChange(Predicate predicate) {
    Theme theme = predicate.theme;
    return predicate.percent != null && theme != null && !theme.is(Theme.Type.OTHER);
  }
}
