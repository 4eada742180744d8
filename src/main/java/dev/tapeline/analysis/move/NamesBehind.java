package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists that put the percentage before the name: {@code en çok kazandıranlar yüzde 5,1 ile
 * Pegasus ve yüzde 3,7 primle THY oldu}. A word such as {@code kazandıranlar} before them, or one
 * of the kind {@code follow} behind, says that they are such a list; the nearest word for up or
 * down says which way.
 */
final class NamesBehind {
  private final SentenceReading reading;
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final Gaps gaps;
  private final Set<String> with;

  NamesBehind(SentenceReading reading) {
    this.reading = reading;
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.gaps = reading.gaps;
    this.with = marks.language.particles(Particle.LED_BY_PERCENT);
  }

  void read() {
    if (with.isEmpty()) {
      return;
    }
    for (Quantity percent : List.copyOf(reading.percents)) {
      Theme name = percent.sign() == 0 ? nameBehind(percent) : null;
      Predicate head = name == null ? null : headOf(percent);
      if (name == null || (head == null && marks.followers.isEmpty())) {
        continue;
      }
      Predicate own = marks.predicateWithin(percent.end(), name.start());
      Direction way =
          own != null ? own.direction : head != null ? head.direction : reading.context.lastWay();
      if (way != null) {
        reading.add(name, way, List.of(percent), percent.start(), name.end());
        marks.predicates.remove(own);
      }
    }
  }

  /** The name that {@code ile}, or a noun with that case, leads to. */
  private @Nullable Theme nameBehind(Quantity percent) {
    for (Theme theme : themes) {
      int gap = theme.start() - percent.end();
      if (gap <= 0) {
        continue;
      }
      String between = marks.between(percent.end(), theme.start());
      boolean led =
          gap <= Gaps.CAUSE_REACH
              && !theme.companies().isEmpty()
              && between.endsWith(" ")
              && between.indexOf(',') < 0
              && gaps.words(percent.end(), theme.start()) <= 2
              && with.stream().anyMatch(between.strip()::endsWith);
      return led ? theme : null;
    }
    return null;
  }

  /** The word before a list that says whom it names: {@code en çok kaybettirenler}. */
  private @Nullable Predicate headOf(Quantity percent) {
    Predicate head = null;
    for (Predicate predicate : marks.predicates) {
      head = predicate.end <= percent.start() ? predicate : head;
    }
    if (head == null) {
      return null;
    }
    String word = marks.between(head.start, head.end);
    boolean names = marks.language.particles(Particle.PARTICIPLE).stream().anyMatch(word::contains);
    return names ? head : null;
  }
}
