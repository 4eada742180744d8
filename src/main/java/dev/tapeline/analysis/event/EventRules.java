package dev.tapeline.analysis.event;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code rules.csv}, the same for every language: what a topic ({@code dividend}) and
 * an act ({@code cut}) tell together.
 */
final class EventRules {
  private static final EventRules BUILT_IN = new EventRules(EventTypes.builtIn());

  private final EventTypes types;
  private final Map<String, Map<String, EventRule>> byTopic = new HashMap<>();
  private final Map<String, EventRule> phrases = new ConcurrentHashMap<>();
  private final Set<String> acts = new HashSet<>();

  private EventRules(EventTypes types) {
    this.types = types;
    for (NamedCsvRecord row : EventTypes.rows("rules.csv")) {
      EventRule rule = rule(row);
      for (String topic : row.getField("topic").split("\\|", -1)) {
        for (String act : row.getField("act").split("\\|", -1)) {
          acts.add(act);
          byTopic.computeIfAbsent(topic, t -> new HashMap<>()).putIfAbsent(act, rule);
        }
      }
    }
  }

  static EventRules builtIn() {
    return BUILT_IN;
  }

  private EventRule rule(NamedCsvRecord row) {
    if (row.getField("type").isEmpty()) {
      return new EventRule(null, null, EventRule.Owner.ANY, 0);
    }
    return new EventRule(
        types.require(row.getField("type")),
        polarity(row.getField("polarity")),
        EventRule.Owner.parse(row.getField("owner")),
        Integer.parseInt(row.getField("strength")));
  }

  private static @Nullable Polarity polarity(String sign) {
    return switch (sign) {
      case "+" -> Polarity.POSITIVE;
      case "-" -> Polarity.NEGATIVE;
      case "0" -> Polarity.NEUTRAL;
      case "" -> null;
      default -> throw new IllegalArgumentException("rules.csv: polarity " + sign);
    };
  }

  /** What a topic tells with each act that there is a rule for. */
  Map<String, EventRule> of(String topic) {
    return byTopic.getOrDefault(topic, Map.of());
  }

  /** What a topic and an act tell; null where there is no rule for them. */
  @Nullable EventRule pair(String topic, String act) {
    return byTopic.getOrDefault(topic, Map.of()).get(act);
  }

  /** What an act tells without a topic, or null. */
  @Nullable EventRule alone(String act) {
    return pair("", act);
  }

  /**
   * What a phrase of a language's file tells by itself: {@code listing/ipo}, {@code
   * earnings/results-} (its polarity), {@code legal/lawsuit@any} (whose event it is, {@code agent}
   * where nothing is said), {@code guidance/cut?} (it usually, but not always, means that).
   */
  EventRule phrase(String value) {
    return phrases.computeIfAbsent(value, this::readPhrase);
  }

  private EventRule readPhrase(String value) {
    String type = value;
    int strength = 3;
    if (type.endsWith("?")) {
      strength = 2;
      type = type.substring(0, type.length() - 1);
    }
    EventRule.Owner owner = EventRule.Owner.AGENT;
    int at = type.indexOf('@');
    if (at > 0) {
      owner = EventRule.Owner.parse(type.substring(at + 1));
      type = type.substring(0, at);
    }
    Polarity polarity = null;
    if (type.endsWith("+") || type.endsWith("-")) {
      polarity = polarity(type.substring(type.length() - 1));
      type = type.substring(0, type.length() - 1);
    }
    return new EventRule(types.require(type), polarity, owner, strength);
  }

  Set<String> topics() {
    return byTopic.keySet();
  }

  Set<String> acts() {
    return acts;
  }
}
