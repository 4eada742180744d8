package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word that says that something went up, down or nowhere, with what a sentence ties to it. */
final class Predicate {

  /** How much a word says on its own. */
  enum Strength {
    /** {@code !}: only markets speak so; a company's bare name before it is enough. */
    STRONG,
    /** A bare name before it is enough where a percentage goes with it. */
    PLAIN,
    /** {@code ~}: needs a word for shares. */
    WEAK,
    /** {@code ?}: needs a percentage beside it. */
    PERCENT
  }

  /** How a word is built into its sentence. */
  enum Form {
    /** {@code rose}: what moves stands before it, or is known. */
    VERB,
    /** {@code a rise in}: what moves follows it, or stands before it. */
    NOUN,
    /** {@code lifted}: what moves follows it. */
    CAUSE
  }

  final Direction direction;
  Strength strength;
  final Form form;
  final int start;
  final int end;
  final int clause;
  @Nullable Theme theme;
  @Nullable Quantity percent;

  /** {@code ^}: whether it is said only of what stands right before it: {@code エヌビディア安が波及}. */
  final boolean touching;

  /** Whether it stands before the name that it is told of: {@code 急騰した任天堂}, {@code 大涨5%的英伟达}. */
  boolean attributive;

  /** Whether a percentage makes up for the want of a word for shares. */
  boolean either;

  /** Whether the percentage is only one end of what several shares did. */
  boolean ranged;

  final List<Quantity> furtherPercents = new ArrayList<>(0);

  private Predicate(
      Direction direction,
      Strength strength,
      Form form,
      boolean touching,
      int start,
      int end,
      int clause) {
    this.direction = direction;
    this.touching = touching;
    this.strength = strength;
    this.form = form;
    this.start = start;
    this.end = end;
    this.clause = clause;
  }

  /**
   * Reads the kinds {@code move}, {@code move-noun} and {@code move-cause}.
   *
   * @param noun whether a word that can be verb and noun stands as a noun
   */
  static Predicate of(Cue cue, boolean noun, int clause) {
    String value = cue.value();
    char mark = value.charAt(value.length() - 1);
    Strength strength =
        switch (mark) {
          case '!', '^' -> Strength.STRONG;
          case '~' -> Strength.WEAK;
          case '?' -> Strength.PERCENT;
          default -> Strength.PLAIN;
        };
    String kind = noun ? "move-noun" : cue.kind();
    Form form =
        switch (kind) {
          case "move-noun" -> Form.NOUN;
          case "move-cause" -> Form.CAUSE;
          default -> Form.VERB;
        };
    Direction direction =
        value.startsWith("up")
            ? Direction.UP
            : value.startsWith("down") ? Direction.DOWN : Direction.FLAT;
    return new Predicate(direction, strength, form, mark == '^', cue.start(), cue.end(), clause);
  }

  /** Settles what a word needs that may stand with shares or with a percentage. */
  void settle() {
    if (either) {
      strength = percent != null ? Strength.PERCENT : Strength.WEAK;
    }
  }

  /** Characters between this word and a stretch, 0 where they touch. */
  int distance(int from, int to) {
    return from >= end ? from - end : Math.max(0, start - to);
  }
}
