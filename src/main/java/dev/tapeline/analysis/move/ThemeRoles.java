package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a theme is built into its sentence: as its topic, as an object, as the owner of something, or
 * behind a preposition.
 */
final class ThemeRoles {
  /** Between a noun and the case of what it owns stand at most so many characters. */
  private static final int CASE_REACH = 10;

  private static final Set<String> GOVERNING = Set.of("of", "on", "place");

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final Gaps gaps;

  ThemeRoles(SentenceMarks marks, List<Theme> themes, Gaps gaps) {
    this.marks = marks;
    this.themes = themes;
    this.gaps = gaps;
  }

  /** The clause of a theme; what fills brackets alone belongs to the clause around them. */
  int clauseOf(Theme theme) {
    int clause = marks.clauses.at(theme.start());
    if (marks.clauses.isBracketed(clause)
        && theme.end() < marks.sentence.end()
        && ")]".indexOf(marks.text.charAt(theme.end())) >= 0
        && marks.clauses.start(clause) == theme.start()) {
      return marks.clauses.at(theme.end() + 1);
    }
    return clause;
  }

  boolean endsClause(Theme theme, int clause) {
    // what fills brackets belongs to the clause around them
    int end = theme.end() + (marks.clauses.at(theme.start()) == clause ? 0 : 1);
    int from = end;
    boolean alone = true;
    while (end < marks.sentence.end() && isOf(clause, end)) {
      alone &= marks.clauses.at(end) != clause || !Words.isWord(marks.text.charAt(end));
      end++;
    }
    return alone || (marks.language.has(Trait.TOPIC_CHAINS) && gaps.onlyFillers(from, end));
  }

  /** Whether a place belongs to a clause, or to brackets in it. */
  private boolean isOf(int clause, int at) {
    int here = marks.clauses.at(at);
    return here == clause || (here > clause && marks.clauses.isBracketed(here));
  }

  /** Where what a theme opens begins: its clause, or what a word for "and" adds to it. */
  int openingOf(int clause, Theme theme) {
    int start = marks.clauses.start(clause);
    for (Cue link : marks.links) {
      boolean adds = link.value().equals("and") && link.end() <= theme.start();
      start = adds ? Math.max(start, link.end()) : start;
    }
    return start;
  }

  /** Where the names begin that are told with a theme: {@code Acciona and Iberdrola}. */
  int startOfGroup(Theme theme) {
    int start = theme.start();
    for (Theme other : themes) {
      boolean together =
          other.companies().size() > 1
              && other.companies().equals(theme.companies())
              && marks.clauses.same(other.start(), theme.start());
      start = together ? Math.min(start, other.start()) : start;
    }
    return start;
  }

  /** {@code Xiaomi's}: what follows is something of the company. */
  boolean isOwner(Theme theme) {
    int end = theme.end();
    for (Cue link : marks.links) {
      if (link.value().equals("owner")
          && link.start() >= end
          && link.start() - end <= 1
          && marks
              .language
              .particles(Particle.OWNER_BEFORE)
              .contains(marks.between(link.start(), link.end()))) {
        return true;
      }
    }
    return marks.text.startsWith("'s", end) || marks.text.startsWith("' ", end);
  }

  /** {@code GM과의 계약 연장 소식에}: somebody that something is done with. */
  boolean isPartner(Theme theme) {
    return theme.is(Theme.Type.COMPANY)
        && marks.language.particles(Particle.PARTNER).stream()
            .anyMatch(with -> marks.text.startsWith(with, theme.end()));
  }

  /** {@code in sales}, {@code por ventas}: a preposition makes it an adjunct. */
  boolean isGoverned(Theme theme) {
    if (!theme.is(Theme.Type.OTHER) && !marks.language.particles(Particle.OBJECT).isEmpty()) {
      // A language that marks objects by endings has no prepositions
      return false;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      boolean governs = GOVERNING.contains(link.value()) && !isCaseOfAnother(link);
      if (governs
          && gap >= 0
          && gap <= 5
          && gaps.words(link.end(), theme.start()) <= 1
          && marks.between(link.end(), theme.start()).indexOf(',') < 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code Turkcell'de net kâr}: an ending belongs to the word before it. */
  private boolean isCaseOfAnother(Cue link) {
    return marks.verbLast && marks.text.charAt(link.start()) == '\'';
  }

  boolean isGovernedOther(Theme theme) {
    return theme.is(Theme.Type.OTHER) && (isGoverned(theme) || isOwner(theme));
  }

  /**
   * {@code 楽天は公募増資の発表を…}, {@code 카카오는 실적을 …}: a case says that something else is done with it, so
   * that it is not what moves.
   */
  boolean isObject(Theme theme) {
    Set<String> cases = marks.language.particles(Particle.OBJECT);
    if (cases.isEmpty()) {
      return false;
    }
    boolean blanks = marks.isIn("ko");
    int last = Math.min(marks.sentence.end(), theme.end() + CASE_REACH);
    for (int at = theme.end(); at < last; at++) {
      char c = marks.text.charAt(at);
      boolean ends =
          !blanks
              || at + 1 >= last
              || !Words.isWord(marks.text.charAt(at + 1))
              || marks.text.startsWith("에도 ", at);
      if (cases.contains(String.valueOf(c)) && ends) {
        return true;
      }
      boolean stops = ends && (endsTopic(at) || endsSubject(at));
      if (stops || Words.isDigit(c) || (!Words.isWord(c) && !(blanks && c == ' '))) {
        return false;
      }
    }
    return false;
  }

  /** Whether a character is the ending of what a sentence speaks of. */
  boolean endsTopic(int at) {
    return marks.language.particles(Particle.TOPIC).contains(marks.between(at, at + 1));
  }

  private boolean endsSubject(int at) {
    return marks.language.particles(Particle.SUBJECT).contains(marks.between(at, at + 1));
  }

  /** {@code 에코프로는}: an ending says that the sentence speaks of it. */
  boolean isTopic(Theme theme) {
    return marks.verbLast && theme.end() < marks.sentence.end() && endsTopic(theme.end());
  }

  /** {@code 이마트가}: an ending says that it does what the verb tells. */
  boolean isSubject(Theme theme) {
    return marks.verbLast && theme.end() < marks.sentence.end() && endsSubject(theme.end());
  }

  /** {@code 넷마블, 어닝쇼크에 급락}: a name before a comma, and the verb as the last word. */
  boolean isHeading(Theme theme, Predicate predicate) {
    int end = theme.end();
    boolean comma = end < marks.sentence.end() && ",、，".indexOf(marks.text.charAt(end)) >= 0;
    return comma
        && marks.verbLast
        && gaps.words(marks.sentence.start(), theme.start()) == 0
        && closesHeading(predicate.end);
  }

  private boolean closesHeading(int at) {
    boolean blank =
        marks.isIn("ja")
            && at < marks.sentence.end()
            && marks.text.charAt(at) == ' '
            && marks.sentence.zone() == Zone.HEADLINE;
    return blank
        || gaps.words(at, marks.sentence.end()) == 0
        || marks.text.startsWith("...", at)
        || marks.text.startsWith("…", at);
  }

  /** {@code 실적 쇼크 탓에 급락했다}, {@code 在大盘走弱之际走高}: a word for a cause closes what a theme opens. */
  boolean isCause(Theme theme, int before) {
    int reach = marks.language.has(Trait.LONG_CAUSES) ? Gaps.REACH : Gaps.CAUSE_REACH;
    return theme.is(Theme.Type.OTHER)
        && marks.links.stream()
            .anyMatch(
                link ->
                    (link.value().equals("cause") || (marks.verbLast && link.value().equals("on")))
                        && link.end() > theme.end()
                        && link.start() - theme.end() <= reach
                        && link.end() <= before);
  }

  /** {@code Visa获美银调升评等}: somebody who does something to what is spoken of. */
  boolean isAgent(Theme theme) {
    if (!theme.is(Theme.Type.COMPANY)) {
      return false;
    }
    String before =
        marks.between(Math.max(marks.sentence.start(), theme.start() - 6), theme.start());
    return Words.isUnspaced(marks.text.charAt(theme.start()))
        && marks.language.particles(Particle.AGENT).stream().anyMatch(before::endsWith);
  }

  /**
   * {@code 露露乐蒙下调全年指引，跌逾14%}: a verb stands between a name and what it does something with, and no
   * amount behind that. {@code 小米营收731亿元，升5%} speaks of revenue.
   */
  boolean isDoneWith(Theme name, Theme other) {
    int clause = clauseOf(other);
    int end = clause + 1 < marks.clauses.count() ? marks.clauses.start(clause + 1) : other.end();
    String owner = marks.between(Math.max(0, other.start() - 1), other.start());
    return marks.language.has(Trait.TOPIC_CHAINS)
        && name.is(Theme.Type.COMPANY)
        && other.is(Theme.Type.OTHER)
        && !isOwner(name)
        && !marks.language.particles(Particle.OWNER_BEFORE).contains(owner)
        && gaps.words(name.end(), other.start()) > 0
        && !gaps.onlyFillers(name.end(), other.start())
        && marks.quantities.stream().noneMatch(q -> q.start() >= name.end() && q.end() <= end)
        && marks.predicateWithin(other.end(), end) == null;
  }

  /** {@code HD현대일렉트릭은 수주 기대감에 6.7% 뛴}: what is followed by a word for a cause explains. */
  boolean isCauseBehind(Theme earlier, Theme later) {
    if (!marks.verbLast || earlier.is(Theme.Type.OTHER) || !later.is(Theme.Type.OTHER)) {
      return false;
    }
    return marks.links.stream()
        .anyMatch(
            link ->
                link.value().equals("on")
                    && link.start() >= later.end()
                    && link.start() - later.end() <= Gaps.CAUSE_REACH);
  }

  /** {@code (Reuters) - A low for Nexi, which fell}: a relative clause follows directly. */
  boolean isExplained(Theme theme) {
    for (int clause = clauseOf(theme) + 1; clause < marks.clauses.count(); clause++) {
      int gap = marks.clauses.start(clause) - theme.end();
      if (gap > Gaps.SHORT) {
        return false;
      }
      if (gap >= 0 && marks.clauses.isRelative(clause)) {
        return true;
      }
    }
    return false;
  }

  /** {@code gold producer Northern Star}: the noun tells what the company is. */
  boolean describes(Theme other, Theme company) {
    if (marks.ownerBehind || gaps.words(other.end(), company.start()) == 0) {
      return false;
    }
    for (Cue link : marks.links) {
      if (link.start() >= other.end() && link.end() <= company.start()) {
        return false;
      }
    }
    return marks.clauses.same(other.start(), company.start());
  }

  /** {@code صعدت أسهم سابك وأرامكو 0.6%}: all that a list names moved. */
  static boolean isNamedTogether(Theme theme, @Nullable Theme other) {
    return other != null
        && other.companies().size() > 1
        && theme.companies().equals(other.companies());
  }
}
