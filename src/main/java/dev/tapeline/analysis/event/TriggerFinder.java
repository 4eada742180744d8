package dev.tapeline.analysis.event;

import dev.tapeline.analysis.linking.LinkedMention;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Cues;
import dev.tapeline.analysis.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a sentence that tell events: phrases that do so alone, and topics and acts
 * that stand near each other, the nearest joined first. What is joined once is used up, so that in
 * "shares rose after profit fell" the rise stays with the shares.
 */
final class TriggerFinder {
  /** Beyond this distance two words of a sentence have nothing to do with each other. */
  private static final double FAR = 60;

  /** An expectation stands before what is expected, not behind a comma. */
  private static final double AHEAD = 45;

  private final EventRules rules;
  private final boolean verbLast;

  TriggerFinder(EventRules rules, boolean verbLast) {
    this.rules = rules;
    this.verbLast = verbLast;
  }

  /** A topic and an act that have a rule, and how far they stand from each other. */
  private record Pair(Cue topic, Cue act, EventRule rule, double distance) {}

  private static final Comparator<Pair> BY_DISTANCE = Comparator.comparingDouble(Pair::distance);

  /** The triggers of a sentence, in no particular order. */
  List<Trigger> find(Sentence sentence, List<Cue> cues, List<LinkedMention> names) {
    List<Trigger> triggers = new ArrayList<>();
    List<Cue> topics = new ArrayList<>();
    List<Cue> acts = new ArrayList<>();
    List<Cue> phrases = new ArrayList<>();
    List<Cue> masks = masks(cues);
    for (Cue cue : cues) {
      if (isMasked(cue, masks) || isPartOfAName(cue, names)) {
        continue;
      }
      if (cue.is("act")) {
        acts.add(cue);
      } else if (cue.is("topic")) {
        topics.add(cue);
      } else if (cue.is("event")) {
        phrases.add(cue);
      }
    }
    topics.removeIf(topic -> namesAKind(topic, cues));
    for (Cue phrase : phrases) {
      if (add(triggers, sentence, phrase, acts)) {
        // What a telling phrase says is said: its words are not joined to others
        topics.removeIf(topic -> isInside(topic, phrase));
        acts.removeIf(act -> isInside(act, phrase));
      }
    }
    // "Analysts expect": the expectation is theirs
    for (Cue cue : cues) {
      if (cue.is("fact", "opinion")) {
        acts.removeIf(act -> isInside(act, cue));
      }
    }
    if (!acts.isEmpty()) {
      join(sentence, topics, acts, triggers);
    }
    return isOfCredit(cues) ? triggers.stream().map(this::ofCredit).toList() : triggers;
  }

  /** Phrases that mean something else than the words in them: whatever kind these are of. */
  private static List<Cue> masks(List<Cue> cues) {
    List<Cue> masks = new ArrayList<>(0);
    for (Cue cue : cues) {
      if (cue.value().equals("none")) {
        masks.add(cue);
      }
    }
    return masks;
  }

  private static boolean isMasked(Cue cue, List<Cue> masks) {
    for (Cue mask : masks) {
      if (isInside(cue, mask)) {
        return true;
      }
    }
    return false;
  }

  /** "The chip giant", "手机厂商": the product only tells what sort of company it is. */
  private static boolean namesAKind(Cue topic, List<Cue> cues) {
    if (!THINGS.contains(topic.value())) {
      return false;
    }
    for (Cue cue : cues) {
      if (cue.is("attribute", "kind")
          && cue.start() >= topic.end()
          && cue.start() - topic.end() <= 1) {
        return true;
      }
    }
    return false;
  }

  /** "宝钢股份": the word for shares is part of a company's name. */
  private static boolean isPartOfAName(Cue cue, List<LinkedMention> names) {
    // By index: this runs for every word of every sentence
    for (int i = 0; i < names.size(); i++) {
      LinkedMention name = names.get(i);
      if (cue.start() >= name.start()
          && cue.end() <= name.end()
          && !cue.is("topic", "broker")
          && !cue.is("topic", "rating-agency")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a sentence speaks of a rating agency: what it rates is credit, not the shares. */
  private static boolean isOfCredit(List<Cue> cues) {
    for (Cue cue : cues) {
      if (cue.is("topic", "rating-agency") || cue.is("topic", "credit-rating")) {
        return true;
      }
    }
    return false;
  }

  private Trigger ofCredit(Trigger trigger) {
    if (!trigger.type().group().equals("analyst-ratings")) {
      return trigger;
    }
    EventRule rule =
        switch (trigger.type().name()) {
          case "upgrade", "target-raise" -> rules.phrase("credit-ratings/upgrade@patient");
          case "downgrade", "target-cut" -> rules.phrase("credit-ratings/downgrade@patient");
          default -> rules.phrase("credit-ratings/affirmed@patient");
        };
    EventType type = rule.type();
    return type == null
        ? trigger
        : new Trigger(
            rule,
            type,
            trigger.sentence(),
            trigger.start(),
            trigger.end(),
            trigger.act(),
            trigger.actStart(),
            trigger.actEnd());
  }

  private static boolean isInside(Cue cue, Cue phrase) {
    return cue.start() >= phrase.start() && cue.end() <= phrase.end();
  }

  /** "Expects a net loss of 5 million": the loss is ahead. */
  private static boolean isExpected(Sentence sentence, Cue phrase, List<Cue> acts) {
    String text = sentence.field().normalized();
    return acts.stream()
        .anyMatch(
            act ->
                act.value().equals("expect")
                    && act.end() <= phrase.start()
                    && Gap.between(text, act.end(), phrase.start()) <= AHEAD / 2);
  }

  /** Adds what a phrase tells; true where it is so telling that its words are used up. */
  private boolean add(List<Trigger> triggers, Sentence sentence, Cue phrase, List<Cue> acts) {
    EventRule rule = rules.phrase(phrase.value());
    if (rule.type() != null
        && rule.type().group().equals("earnings")
        && isExpected(sentence, phrase, acts)) {
      rule = rules.phrase("guidance/issued");
    }
    EventType type = rule.type();
    if (type != null) {
      triggers.add(
          new Trigger(
              rule,
              type,
              sentence,
              phrase.start(),
              phrase.end(),
              null,
              phrase.start(),
              phrase.end()));
    }
    return rule.strength() >= 3;
  }

  private void join(Sentence sentence, List<Cue> topics, List<Cue> acts, List<Trigger> triggers) {
    String text = sentence.field().normalized();
    List<Pair> pairs = new ArrayList<>();
    for (Cue topic : topics) {
      Map<String, EventRule> ofTopic = rules.of(topic.value());
      if (ofTopic.isEmpty()) {
        continue;
      }
      for (Cue act : acts) {
        EventRule rule = isFar(topic, act) ? null : ofTopic.get(act.value());
        if (rule != null && !isWrongWay(topic, act)) {
          double distance = distance(text, topic, act);
          if (distance <= FAR) {
            pairs.add(new Pair(topic, act, rule, distance));
          }
        }
      }
    }
    if (pairs.size() > 1) {
      pairs.sort(BY_DISTANCE);
    }
    List<Cue> used = new ArrayList<>();
    for (Pair pair : pairs) {
      if (isFree(pair.topic(), used) && isFree(pair.act(), used)) {
        used.add(pair.topic());
        used.add(pair.act());
        Pair told = directed(expected(pair, pairs, used), pairs, used);
        EventType type = told.rule().type();
        if (type != null) {
          triggers.add(trigger(sentence, told, type));
        }
      }
    }
    for (Cue act : acts) {
      EventRule rule = rules.alone(act.value());
      EventType type = rule == null ? null : rule.type();
      if (rule != null && type != null && isFree(act, used) && !isAlsoSaying(act, acts)) {
        used.add(act);
        triggers.add(
            new Trigger(
                rule, type, sentence, act.start(), act.end(), act.value(), act.start(), act.end()));
      }
    }
  }

  /** {@code 発表}: a word that can also mean "announce" tells nothing alone. */
  private static boolean isAlsoSaying(Cue act, List<Cue> acts) {
    for (Cue other : acts) {
      if (other.start() < act.end()
          && act.start() < other.end()
          && (other.value().equals("announce") || other.value().equals("publish"))) {
        return true;
      }
    }
    return false;
  }

  /** "The shipping company buys two ships": who buys is not what is bought. */
  private boolean isWrongWay(Cue topic, Cue act) {
    return !verbLast
        && topic.end() <= act.start()
        && OBJECTS.contains(topic.value())
        && act.value().endsWith("acquire");
  }

  /**
   * "Posted a profit of 5 million, up 10%": the act that joined the topic first tells no direction,
   * one behind it does.
   */
  private static Pair directed(Pair pair, List<Pair> pairs, List<Cue> used) {
    if (pair.rule().polarity() != Polarity.NEUTRAL) {
      return pair;
    }
    for (Pair other : pairs) {
      EventType type = other.rule().type();
      if (other.topic() == pair.topic()
          && type != null
          && type.equals(pair.rule().type())
          && other.rule().polarity() != Polarity.NEUTRAL
          && isFree(other.act(), used)) {
        used.add(other.act());
        return other;
      }
    }
    return pair;
  }

  /** "Expects revenue to rise 5%": the rise is part of what is expected. */
  private Pair expected(Pair pair, List<Pair> pairs, List<Cue> used) {
    EventType type = pair.rule().type();
    if (type == null || type.group().equals("guidance") || !PeriodReader.isResult(type)) {
      return pair;
    }
    for (Pair other : pairs) {
      EventType expected = other.rule().type();
      boolean before = other.act().start() < Math.min(pair.act().start(), pair.topic().start());
      boolean behind = other.act().start() >= Math.max(pair.act().end(), pair.topic().end());
      boolean last = verbLast || other.act().value().equals("expect-last");
      if (other.topic() == pair.topic()
          && expected != null
          && expected.toString().equals("guidance/issued")
          && (verbLast || isFree(other.act(), used))
          && ((before && other.distance() <= AHEAD) || (behind && last))) {
        used.add(other.act());
        return other;
      }
    }
    return pair;
  }

  /** One word can have several values; using one of them uses up the word. */
  private static boolean isFree(Cue cue, List<Cue> used) {
    for (Cue other : used) {
      if (other.kind().equals(cue.kind())
          && other.start() < cue.end()
          && cue.start() < other.end()) {
        return false;
      }
    }
    return true;
  }

  private static Trigger trigger(Sentence sentence, Pair pair, EventType type) {
    Cue topic = pair.topic();
    Cue act = pair.act();
    return new Trigger(
        pair.rule(),
        type,
        sentence,
        Math.min(topic.start(), act.start()),
        Math.max(topic.end(), act.end()),
        act.value(),
        act.start(),
        act.end());
  }

  /** Whether so many characters stand between two words that they need not be measured. */
  private static boolean isFar(Cue a, Cue b) {
    return Math.max(a.start(), b.start()) - Math.min(a.end(), b.end()) > FAR;
  }

  private static double distance(String text, Cue a, Cue b) {
    int from = Math.min(a.end(), b.end());
    int to = Math.max(a.start(), b.start());
    return Gap.between(text, from, to);
  }

  /** Topics that also tell what sort of company somebody is. */
  private static final Set<String> THINGS =
      Set.of("product", "technology", "vehicle", "aircraft", "service", "store", "plant");

  private static final Set<String> OBJECTS = Set.of("firm", "business", "asset", "plant");

  /** Kinds that events are read from. */
  static final CueKinds KINDS = CueKinds.of("event", "topic", "act", "fact", "recall", "attribute");

  /** Kinds without which no event is told. */
  private static final CueKinds TELLING = CueKinds.of("event", "act");

  /** The cues of a sentence that events are read from, or null where no event can be among them. */
  static @Nullable List<Cue> relevant(Cues cues) {
    if (!cues.hasAny(TELLING)) {
      return null;
    }
    List<Cue> relevant = cues.of(KINDS);
    for (Cue cue : relevant) {
      if (TELLING.contains(cue)) {
        return relevant;
      }
    }
    return null;
  }
}
