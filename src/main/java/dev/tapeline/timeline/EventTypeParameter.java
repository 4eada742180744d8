package dev.tapeline.timeline;

import dev.tapeline.analysis.event.EventType;
import dev.tapeline.analysis.event.EventTypes;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code type}: groups and types of the taxonomy, parted by commas. */
public final class EventTypeParameter {

  private EventTypeParameter() {}

  /**
   * The groups and types that are named, each once.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for one that the taxonomy has not
   */
  public static List<String> words(@Nullable List<String> values) {
    List<String> words = Parameters.words(values).stream().distinct().toList();
    words.forEach(EventTypeParameter::check);
    return words;
  }

  /** The types of a group, in the taxonomy's order. */
  public static List<EventType> ofGroup(String group) {
    return EventTypes.builtIn().all().stream()
        .map(EventTypes.Definition::type)
        .filter(found -> found.group().equals(group))
        .toList();
  }

  private static void check(String word) {
    EventTypes taxonomy = EventTypes.builtIn();
    int slash = word.indexOf('/');
    String group = slash < 0 ? word : word.substring(0, slash);
    if (!taxonomy.groups().contains(group)) {
      throw Refusal.badParameter(
          "type",
          word,
          "group or group/type; groups are " + String.join(", ", new TreeSet<>(taxonomy.groups())));
    }
    List<String> ofGroup = ofGroup(group).stream().map(EventType::toString).toList();
    if (slash >= 0 && !ofGroup.contains(word)) {
      throw Refusal.badParameter(
          "type", word, "one of " + group + ", " + String.join(", ", ofGroup));
    }
  }
}
