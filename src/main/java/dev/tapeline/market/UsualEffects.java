package dev.tapeline.market;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much events usually move shares: the mean absolute abnormal return, in percent, of the first
 * session that could react.
 *
 * <p>Where few events of a type were followed by a recorded move, their mean says little. It is
 * therefore drawn towards that of the type's group, and this towards a prior from {@code
 * usual-effects.csv}, each as if the prior were {@value #PRIOR_WEIGHT} events:
 *
 * <pre>
 *   group = (n(group) · mean(group) + 20 · prior(group)) / (n(group) + 20)
 *   type  = (n(type)  · mean(type)  + 20 · group)        / (n(type)  + 20)
 * </pre>
 *
 * <p>This is the posterior mean of a normal model with known variances, the simplest shrinkage
 * estimate. With no own moves, {@code earnings/beat} is the prior of {@code earnings}, 4.0; with 20
 * of them that moved shares by 6.0 on average, and no others of the group, it is 5.5.
 *
 * <p>Immutable.
 */
final class UsualEffects {

  /** How many events a prior counts for. */
  static final int PRIOR_WEIGHT = 20;

  /** The type of news in which no event was read. */
  static final String UNTYPED = "";

  private static final Map<String, Double> PRIORS = priors();

  private final Map<String, Measured> types;
  private final Map<String, Measured> groups = new HashMap<>();

  /**
   * What own moves show of a type.
   *
   * @param events how many
   * @param mean of their absolute abnormal returns in percent
   */
  record Measured(int events, double mean) {
    Measured and(Measured other) {
      int together = events + other.events;
      return new Measured(together, (events * mean + other.events * other.mean) / together);
    }

    double drawnTo(double prior) {
      return (events * mean + PRIOR_WEIGHT * prior) / (events + PRIOR_WEIGHT);
    }
  }

  private UsualEffects(Map<String, Measured> types) {
    this.types = types;
    types.forEach((type, measured) -> groups.merge(group(type), measured, Measured::and));
  }

  /**
   * The effects that own moves show.
   *
   * @param types by {@code group/type}, each with at least one event; {@link #UNTYPED} for news
   *     without a type
   */
  static UsualEffects of(Map<String, Measured> types) {
    return new UsualEffects(Map.copyOf(types));
  }

  /** The usual effect of a type in percent; null is news without a type. */
  double percent(@Nullable String type) {
    String known = type == null ? UNTYPED : type;
    String group = group(known);
    double prior = PRIORS.getOrDefault(group, PRIORS.getOrDefault(UNTYPED, 0.0));
    Measured ofGroup = groups.get(group);
    double usual = ofGroup == null ? prior : ofGroup.drawnTo(prior);
    Measured ofType = types.get(known);
    return ofType == null ? usual : ofType.drawnTo(usual);
  }

  private static String group(String type) {
    int slash = type.indexOf('/');
    return slash < 0 ? type : type.substring(0, slash);
  }

  private static Map<String, Double> priors() {
    try (InputStream in = UsualEffects.class.getResourceAsStream("usual-effects.csv")) {
      if (in == null) {
        throw new IOException("usual-effects.csv was not packaged");
      }
      Map<String, Double> priors = new HashMap<>();
      try (CsvReader<NamedCsvRecord> rows =
          CsvReader.builder()
              .commentStrategy(CommentStrategy.SKIP)
              .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (NamedCsvRecord row : rows) {
          priors.put(row.getField("group"), Double.parseDouble(row.getField("percent")));
        }
      }
      return Map.copyOf(priors);
    } catch (IOException e) {
      throw new UncheckedIOException("the priors of usual effects cannot be read", e);
    }
  }
}
