package dev.tapeline.analysis.event;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Zone;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how sure a sentence is of an event, from the words around it: plan words near the act,
 * hearsay, denials and opinions anywhere before it.
 */
final class FactReader {
  private static final double NEAR = 50;

  /** Acts that are over when they are told. */
  private static final Set<String> DONE = Set.of("complete", "finish", "close", "register");

  private final boolean verbLast;
  private final PeriodReader periods;

  FactReader(boolean verbLast, PeriodReader periods) {
    this.verbLast = verbLast;
    this.periods = periods;
  }

  /**
   * What was read.
   *
   * @param level the fact level
   * @param told whether words say so, or it is only what is usual
   */
  record Fact(FactLevel level, boolean told) {}

  /** How sure it is; null where the words say that nothing happens ("has not said whether"). */
  @Nullable Fact read(Trigger trigger, List<Cue> cues) {
    boolean rumour = false;
    boolean confirmed = false;
    boolean planned = false;
    boolean denied = false;
    boolean opinion = false;
    boolean negated = false;
    boolean maybe = false;
    for (Cue cue : cues) {
      if (!cue.is("fact")) {
        continue;
      }
      switch (cue.value()) {
        case "rumour" -> rumour = true;
        case "confirm" -> confirmed = true;
        case "deny" -> denied |= reaches(cue, trigger, 4 * NEAR);
        case "opinion" -> opinion |= cue.start() < trigger.actStart();
        case "opinion-said" -> opinion = true;
        case "maybe" -> maybe |= cue.start() < trigger.actStart() && !isName(cue, trigger);
        case "plan" -> planned |= isPlan(cue, trigger);
        case "plan-before" -> planned |= isBeforeAct(cue, trigger, cues);
        case "not" -> negated |= isDirectlyBefore(cue, trigger);
        case "void" -> {
          if (cue.start() < trigger.actStart() && distance(cue, trigger) <= 2 * NEAR) {
            return null;
          }
        }
        default -> {}
      }
    }
    if (denied) {
      return new Fact(FactLevel.DENIED, true);
    }
    if (negated) {
      return planned ? new Fact(FactLevel.DENIED, true) : null;
    }
    if (trigger.type().group().equals("analyst-ratings")) {
      return new Fact(FactLevel.OPINION, true);
    }
    if (opinion && trigger.type().group().equals("guidance")) {
      // What others expect is no outlook that the company gives
      return null;
    }
    if (opinion && !isFirm(trigger.type())) {
      return new Fact(FactLevel.OPINION, true);
    }
    if (rumour && !confirmed) {
      return new Fact(FactLevel.RUMOURED, true);
    }
    if (maybe && !planned && !isFirm(trigger.type())) {
      return new Fact(FactLevel.OPINION, true);
    }
    boolean ahead = planned || isAhead(trigger);
    if (ahead && !isSaid(trigger.type()) && !isSettled(trigger)) {
      return new Fact(FactLevel.PLANNED, true);
    }
    return new Fact(FactLevel.CONFIRMED, confirmed);
  }

  /** A plan goes on behind an "and", but what a result says is no plan for being near one. */
  private static double planReach(Trigger trigger) {
    return PeriodReader.isResult(trigger.type()) ? NEAR / 2 : 2 * NEAR;
  }

  /** A headline's "to" directly before a verb: that verb and those behind it are still ahead. */
  private static boolean isBeforeAct(Cue to, Trigger trigger, List<Cue> cues) {
    if (trigger.sentence().zone() != Zone.HEADLINE || to.end() > trigger.actStart()) {
      return false;
    }
    for (Cue cue : cues) {
      if ((cue.is("act") || cue.is("event"))
          && cue.start() >= to.start()
          && cue.start() <= to.end() + 1
          && cue.end() > to.end()) {
        return true;
      }
    }
    return false;
  }

  /** A capital inside a sentence: the month of May is no doubt. */
  private static boolean isName(Cue cue, Trigger trigger) {
    return cue.start() > trigger.sentence().start()
        && trigger.sentence().zone() == Zone.BODY
        && trigger.sentence().field().isUpperCaseAt(cue.start());
  }

  private static boolean reaches(Cue cue, Trigger trigger, double far) {
    return distance(cue, trigger) <= far;
  }

  /** A plan word stands before its act, or behind it where the language puts the verb last. */
  private boolean isPlan(Cue cue, Trigger trigger) {
    boolean behind = cue.start() >= trigger.actEnd();
    if (isInAnotherClause(cue, trigger)) {
      return false;
    }
    return overlaps(cue, trigger)
        || (behind
            ? verbLast && reaches(cue, trigger, NEAR / 2)
            : reaches(cue, trigger, planReach(trigger)));
  }

  /**
   * "Would invest 10 billion, and it completed the registration in August": a clause that tells
   * something done, or a time gone by, has nothing of the plan before it.
   */
  private boolean isInAnotherClause(Cue cue, Trigger trigger) {
    if (cue.end() > trigger.start()) {
      return false;
    }
    String text = trigger.sentence().field().normalized();
    int border = lastBorder(text, cue.end(), trigger.start());
    if (border < 0) {
      return false;
    }
    return isBreak(text.charAt(border))
        || DONE.contains(String.valueOf(trigger.act()))
        || periods.tellsPast(trigger, border);
  }

  /** The last mark between two offsets that parts clauses, a semicolon before a comma, or -1. */
  private static int lastBorder(String text, int from, int to) {
    int comma = -1;
    for (int i = to - 1; i >= from; i--) {
      char c = text.charAt(i);
      if (isBreak(c)) {
        return i;
      }
      if (comma < 0 && (c == ',' || c == '，' || c == '،') && !isInNumber(text, i)) {
        comma = i;
      }
    }
    return comma;
  }

  private static boolean isInNumber(String text, int i) {
    return i > 0
        && i + 1 < text.length()
        && isDigit(text.charAt(i - 1))
        && isDigit(text.charAt(i + 1));
  }

  private static boolean isBreak(char c) {
    return c == ';' || c == '；' || c == '؛';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean overlaps(Cue cue, Trigger trigger) {
    return cue.start() < trigger.actEnd() && trigger.actStart() < cue.end();
  }

  private static boolean isDirectlyBefore(Cue cue, Trigger trigger) {
    return cue.end() <= trigger.actStart() && distance(cue, trigger) <= 14;
  }

  private static double distance(Cue cue, Trigger trigger) {
    String text = trigger.sentence().field().normalized();
    return cue.end() <= trigger.actStart()
        ? Gap.between(text, cue.end(), trigger.actStart())
        : Gap.between(text, trigger.actEnd(), Math.max(trigger.actEnd(), cue.start()));
  }

  /** Acts that are plans by themselves. */
  private static boolean isAhead(Trigger trigger) {
    String act = trigger.act();
    return act != null
        && (act.equals("plan")
            || act.equals("seek")
            || act.equals("threaten")
            || act.equals("prepare"));
  }

  /** "Agreed to buy" is an agreement that stands, though the purchase is ahead. */
  private static boolean isSettled(Trigger trigger) {
    String act = trigger.act();
    return act != null
        && (act.equals("agree")
            || act.equals("agree-acquire")
            || act.equals("sign")
            || act.equals("declare"));
  }

  /** What is done by saying it: an outlook given is given, whatever it speaks of. */
  private static boolean isSaid(EventType type) {
    return type.group().equals("guidance") || type.group().equals("credit-ratings");
  }

  /** An agency's rating is a fact of its own, not an opinion on another event. */
  private static boolean isFirm(EventType type) {
    return type.group().equals("credit-ratings");
  }
}
