package dev.tapeline.analysis.text;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The languages that the engine reads, each built from the files of its folder when it is first
 * needed.
 *
 * <p>A folder {@code language/<tag>} holds {@code text.csv} (numbers, dates, currencies, settings),
 * {@code moves.csv}, {@code linking.csv} and {@code events.csv}; what is in {@code language/any}
 * belongs to every language. All have the columns {@code kind,value,phrase}; lines that begin with
 * {@code #} are comments, and a cell may hold several phrases parted by {@code |}:
 *
 * <pre>
 * kind,value,phrase
 * move,up,naik*|melonjak*|menguat*
 * setting,decimal,comma
 * trait,verb-first,x
 * particle,agent,by
 * </pre>
 */
public final class Languages {
  /** All tags that are read, in no particular order. */
  public static final List<String> TAGS =
      List.of(
          "id", "ms", "en", "zh", "ja", "ko", "de", "fr", "es", "pt", "it", "nl", "hi", "th", "vi",
          "tr", "ar");

  private static final String ROOT = "/dev/tapeline/analysis/language/";
  private static final List<String> FILES =
      List.of("text.csv", "moves.csv", "linking.csv", "events.csv");
  private static final Set<String> SETTINGS = Set.of("decimal", "date-order", "zone");
  private static final Languages BUILT_IN = new Languages();

  private final Map<String, Language> languages = new ConcurrentHashMap<>();

  private Languages() {}

  /** The languages of the jar. */
  public static Languages builtIn() {
    return BUILT_IN;
  }

  /**
   * The language of a tag; English, whose words are known most widely, for null and for a language
   * that is not read.
   */
  public Language get(@Nullable String tag) {
    String known = tag != null && TAGS.contains(tag) ? tag : "en";
    return languages.computeIfAbsent(known, Languages::load);
  }

  private static Language load(String tag) {
    Loading loading = new Loading();
    for (String folder : List.of("any", tag)) {
      for (String file : FILES) {
        loading.read(ROOT + folder + "/" + file);
      }
    }
    return loading.language(tag);
  }

  private static final class Loading {
    private final List<LexiconEntry> entries = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Set<String> suffixes = new HashSet<>();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Map<Particle, Set<String>> particles = new EnumMap<>(Particle.class);

    void read(String resource) {
      try (InputStream in = Languages.class.getResourceAsStream(resource)) {
        if (in == null) {
          return;
        }
        try (CsvReader<CsvRecord> rows =
            CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
          for (CsvRecord row : rows) {
            take(resource, row);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void take(String resource, CsvRecord row) {
      if (row.getFieldCount() != 3) {
        throw new IllegalStateException(
            resource + " line " + row.getStartingLineNumber() + ": expected kind,value,phrase");
      }
      String kind = row.getField(0).strip();
      String value = row.getField(1).strip();
      String phrase = row.getField(2);
      switch (kind) {
        case "kind" -> {}
        case "setting" -> {
          if (!SETTINGS.contains(value)) {
            throw new IllegalStateException(
                resource + " line " + row.getStartingLineNumber() + ": no setting " + value);
          }
          settings.put(value, phrase.strip());
        }
        case "affix" -> addFolded(value.equals("prefix") ? prefixes : suffixes, phrase);
        case "trait" -> traits.add(Trait.valueOf(constant(value)));
        case "particle" ->
            addFolded(
                particles.computeIfAbsent(
                    Particle.valueOf(constant(value)), role -> new HashSet<>()),
                phrase);
        default -> entries.addAll(LexiconEntry.read(kind, value, phrase));
      }
    }

    private static void addFolded(Set<String> words, String phrases) {
      for (String phrase : phrases.split("\\|", -1)) {
        words.add(Folding.fold(phrase.strip()));
      }
    }

    private static String constant(String value) {
      return value.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    Language language(String tag) {
      return new Language(
          tag,
          new Lexicon(entries, prefixes, suffixes),
          "comma".equals(settings.get("decimal")),
          "month-day".equals(settings.get("date-order")),
          traits,
          particles,
          ZoneId.of(settings.getOrDefault("zone", "UTC")));
    }
  }
}
