package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words for up or down that stand as an attribute before the name they are told of, in languages
 * that build sentences so: {@code 急騰した任天堂}, {@code 9.4% 뛰었던 SK하이닉스}, {@code 大涨5%的英伟达}, and what a
 * sentence puts forward: {@code 売られたのはディスコ}, {@code 领涨的是赛力斯}.
 */
final class Attributes {
  /** The rest of a verb and its endings are at most so long. */
  private static final int ENDING = 9;

  /** Two words of one predicate stand so near. */
  private static final int SHORT = 3;

  private final SentenceMarks marks;
  private final List<Theme> themes;

  Attributes(SentenceMarks marks, List<Theme> themes) {
    this.marks = marks;
    this.themes = themes;
  }

  /**
   * The name that a word is an attribute of, or null.
   *
   * @param left what the word would be told of else
   */
  @Nullable Theme modified(Predicate predicate, @Nullable Theme left) {
    if (marks.language.particles(Particle.ATTRIBUTE).isEmpty()
        || predicate.form == Predicate.Form.CAUSE
        || predicate.strength == Predicate.Strength.WEAK
        || (left != null && !left.is(Theme.Type.OTHER) && left.end() <= predicate.start)) {
      return null;
    }
    for (Predicate next : marks.predicates) {
      int gap = next.start - predicate.end;
      if (gap >= 0 && gap <= SHORT && next.form == Predicate.Form.VERB) {
        // "4%高まで買われた任天堂"
        return modified(next, left);
      }
    }
    for (Theme theme : themes) {
      if (theme.start() >= predicate.end) {
        return !theme.is(Theme.Type.OTHER) && leads(predicate, theme.start()) ? theme : null;
      }
    }
    return null;
  }

  private boolean leads(Predicate predicate, int name) {
    int from = predicate.end;
    for (Quantity percent : marks.percents) {
      boolean between = percent.start() >= from && percent.end() <= name;
      from = between ? percent.end() : from;
    }
    if (name - from > ENDING) {
      return false;
    }
    String gap = marks.between(from, name).stripTrailing();
    if (ends(gap, Particle.FOREGROUND)) {
      return true;
    }
    if (!marks.verbLast) {
      return marks.language.particles(Particle.ATTRIBUTE).contains(gap);
    }
    return gap.chars().allMatch(c -> Words.isWord((char) c) && !Words.isHan((char) c))
        && ends(marks.between(predicate.start, from) + gap, Particle.ATTRIBUTE);
  }

  private boolean ends(String text, Particle role) {
    return marks.language.particles(role).stream().anyMatch(text::endsWith);
  }
}
