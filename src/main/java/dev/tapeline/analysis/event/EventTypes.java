package dev.tapeline.analysis.event;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The taxonomy: every type of event that an analysis can tell, from {@code taxonomy.csv}.
 *
 * <pre>{@code
 * EventTypes.builtIn().definition(EventType.parse("incidents/recall")).label(); // Recall
 * }</pre>
 */
public final class EventTypes {
  private static final EventTypes BUILT_IN = read("taxonomy.csv");

  private final Map<EventType, Definition> definitions;
  private final Set<String> groups;
  private final Map<EventType, Integer> ranks = new HashMap<>();

  private EventTypes(Map<EventType, Definition> definitions) {
    this.definitions = definitions;
    this.groups = new LinkedHashSet<>();
    for (EventType type : definitions.keySet()) {
      groups.add(type.group());
      ranks.put(type, ranks.size());
    }
  }

  /**
   * What a type means.
   *
   * @param type {@code group/type}
   * @param label a short English name: {@code Profit warning}
   * @param polarity for the company, where a text does not tell otherwise
   * @param description what belongs to it
   */
  public record Definition(EventType type, String label, Polarity polarity, String description) {}

  /** The taxonomy of the jar. */
  public static EventTypes builtIn() {
    return BUILT_IN;
  }

  /** All types, group by group. */
  public List<Definition> all() {
    return List.copyOf(definitions.values());
  }

  /** All groups, in the order of the taxonomy. */
  public Set<String> groups() {
    return Set.copyOf(groups);
  }

  /** What a type means, or null for one that is not in the taxonomy. */
  public @Nullable Definition definition(EventType type) {
    return definitions.get(type);
  }

  /** A type's place in the taxonomy, in which the more telling types of a group come first. */
  int rank(EventType type) {
    return ranks.getOrDefault(type, Integer.MAX_VALUE);
  }

  /** The type that a text writes as {@code group/type}. */
  EventType require(String text) {
    EventType type = EventType.parse(text);
    if (!definitions.containsKey(type)) {
      throw new IllegalArgumentException("not in the taxonomy: " + text);
    }
    return type;
  }

  private static EventTypes read(String resource) {
    Map<EventType, Definition> definitions = new LinkedHashMap<>();
    for (NamedCsvRecord row : rows(resource)) {
      EventType type = EventType.parse(row.getField("type"));
      Polarity polarity = Polarity.valueOf(row.getField("polarity"));
      definitions.put(
          type, new Definition(type, row.getField("label"), polarity, row.getField("description")));
    }
    return new EventTypes(definitions);
  }

  /** The rows of a file of this package; lines that begin with {@code #} are comments. */
  static List<NamedCsvRecord> rows(String resource) {
    try (InputStream in =
            Objects.requireNonNull(EventTypes.class.getResourceAsStream(resource), resource);
        CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return rows.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
