package dev.tapeline.analysis.corpus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.NewsItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text and what a careful analyst reads in it.
 *
 * @param file the corpus file's name without its ending, such as {@code zh-hans}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CorpusItem(
    @Nullable String file,
    String id,
    @Nullable String title,
    @Nullable String text,
    @Nullable String url,
    @Nullable String publishedAt,
    Gold gold) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The gold answers. */
  record Gold(
      @Nullable String language, List<Company> companies, List<Move> moves, List<Event> events) {

    Gold {
      companies = companies == null ? List.of() : List.copyOf(companies);
      moves = moves == null ? List.of() : List.copyOf(moves);
      events = events == null ? List.of() : List.copyOf(events);
    }
  }

  /** A company and its role; an optional one may be answered or not. */
  record Company(String ticker, String role, boolean optional) {}

  /** A move; what the text does not tell is null. */
  record Move(
      String ticker,
      String direction,
      @Nullable BigDecimal changePercent,
      @Nullable BigDecimal price,
      @Nullable String currency,
      @Nullable String session,
      @Nullable String basis,
      @Nullable Map<String, String> period,
      @Nullable List<Map<String, Object>> extremes,
      @Nullable Map<String, Object> streak) {}

  /** An event by its group; of no listed company where the ticker is null. */
  record Event(
      String group, @Nullable String ticker, @Nullable String factLevel, boolean background) {}

  /** What the analysis is given: no language, it has to tell that itself. */
  NewsItem newsItem() {
    return new NewsItem(
        id,
        title,
        text,
        url,
        null,
        publishedAt == null ? null : OffsetDateTime.parse(publishedAt).toInstant());
  }

  /** All items of all files of a folder, in the files' order. */
  static List<CorpusItem> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .sorted()
          .flatMap(CorpusItem::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<CorpusItem> read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".jsonl", "");
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(
              line -> {
                try {
                  CorpusItem item = JSON.readValue(line, CorpusItem.class);
                  return new CorpusItem(
                      name,
                      item.id(),
                      item.title(),
                      item.text(),
                      item.url(),
                      item.publishedAt(),
                      item.gold());
                } catch (IOException e) {
                  throw new UncheckedIOException(name + ": " + line, e);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
