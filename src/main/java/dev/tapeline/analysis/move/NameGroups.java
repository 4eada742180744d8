package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.ArrayList;
import java.util.List;

/** Names that a sentence tells something of together: {@code Xiaomi and BYD rose}. */
final class NameGroups {
  /** The verb of a headline that begins with a list stands at most so many blanks behind it. */
  private static final int SOON = 2;

  private final SentenceMarks marks;
  private final List<Owner> owners;

  /**
   * Groups among names.
   *
   * @param owners the names in order; who made them may still add to them
   */
  NameGroups(SentenceMarks marks, List<Owner> owners) {
    this.marks = marks;
    this.owners = owners;
  }

  /** The companies that are told with this one, as in {@code Xiaomi and BYD}, in order. */
  List<Company> of(Owner last, int from) {
    List<Company> group = new ArrayList<>();
    group.add(last.company());
    int start = Math.min(last.start(), from);
    for (int i = owners.size() - 1; i >= 0; i--) {
      Owner owner = owners.get(i);
      if (owner.end() <= start
          && owner.company().equals(group.get(0))
          && marks.between(owner.end(), start).strip().equals("(")) {
        // "AIA (01299) and HSBC (00005)": the code only repeats the name
        start = owner.start();
      } else if (owner.end() <= start
          && !owner.aside()
          && coordinated(owner.end(), start, group.size() > 1)) {
        if (!group.contains(owner.company())) {
          group.add(0, owner.company());
        }
        start = owner.start();
      }
    }
    int end = last.end();
    for (Owner owner : owners) {
      if (owner.start() >= end
          && !owner.aside()
          && coordinated(end, owner.start(), group.size() > 1)) {
        if (!group.contains(owner.company())) {
          group.add(owner.company());
        }
        end = owner.end();
      }
    }
    return group;
  }

  /** {@code CaixaBank (+3.1%) and Unicaja (+2.4%)}: each has its own. */
  private boolean holdsPercent(int from, int to) {
    return marks.percents.stream().anyMatch(p -> p.start() >= from && p.end() <= to);
  }

  /** {@code GAS, PLX cùng tăng}: a word behind the last name says that a comma stands for "and". */
  private boolean isToldTogether(int lastName) {
    int end = lastName;
    for (Owner owner : owners) {
      end = owner.start() == lastName ? owner.end() : end;
    }
    int behind = end;
    return marks.togethers.stream().anyMatch(c -> c.start() >= behind && c.start() <= behind + 1);
  }

  /** {@code 삼성전자, SK하이닉스 급등}, but not {@code 한미반도체, SK하이닉스 장비 수주에 급등}. */
  private boolean isSoonTold(int lastName) {
    for (Predicate predicate : marks.predicates) {
      if (predicate.start > lastName) {
        String rest = marks.between(lastName, predicate.start);
        return rest.chars().filter(c -> c == ' ').count() <= SOON && rest.indexOf(',') < 0;
      }
    }
    return true;
  }

  /** {@code 复星医药A股、迈瑞医疗}: what the first name owns stands before the comma. */
  private int behindShares(int end, int to) {
    for (Cue word : marks.shares) {
      if (word.start() == end && word.end() < to && Words.isUnspaced(marks.text.charAt(end - 1))) {
        return word.end();
      }
    }
    return end;
  }

  /** {@code Umicore piekt door deal met BMW, Bekaert laat veren}: no list begins with "with". */
  private boolean isReachedByWith(int end) {
    for (Owner owner : owners) {
      int before = owner.start() - 1;
      if (owner.end() == end && before > marks.sentence.start()) {
        String word = marks.between(Words.startOf(marks.text, before - 1), before);
        return marks.language.particles(Particle.WITH).contains(word);
      }
    }
    return false;
  }

  /**
   * Nothing but commas, brackets and a word for "and" stands between; a comma alone is enough in a
   * list that has shown itself to be one.
   */
  private boolean coordinated(int end, int to, boolean list) {
    int from = behindShares(end, to);
    boolean headline = marks.sentence.zone() == Zone.HEADLINE;
    if (headline && marks.between(from, to).equals(", ") && !isReachedByWith(from)) {
      return !marks.verbLast || isSoonTold(to);
    }
    if (to - from > 24 || holdsPercent(from, to)) {
      return false;
    }
    StringBuilder rest = new StringBuilder();
    int depth = 0;
    for (int i = from; i < to; i++) {
      char c = marks.text.charAt(i);
      depth += c == '(' ? 1 : 0;
      if (depth == 0) {
        rest.append("\"«»".indexOf(c) < 0 ? c : ' ');
      }
      depth -= c == ')' ? 1 : 0;
    }
    String gap = rest.toString().strip();
    gap = gap.startsWith(".") ? gap.substring(1).strip() : gap;
    if (gap.isEmpty()) {
      return false;
    }
    if (gap.equals("、") || gap.equals("&") || (gap.equals("و") && marks.isIn("ar"))) {
      return true;
    }
    if (gap.startsWith(",") || gap.startsWith("，")) {
      gap = gap.substring(1).strip();
      if (gap.isEmpty()) {
        return list || isToldTogether(to);
      }
    }
    for (Cue link : marks.links) {
      if (link.value().equals("and") && link.start() >= from && link.end() <= to) {
        String word = marks.between(link.start(), link.end());
        int next = link.end() + 1;
        boolean article =
            gap.startsWith(word + " ")
                && marks.text.charAt(to - 1) == ' '
                && marks.isDeterminer(next, to - 1);
        if (article || gap.equals(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
