package dev.tapeline.bench.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.text.Field;
import dev.tapeline.analysis.text.FieldText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The articles that are read, and the directory that they are linked with.
 *
 * <p>The articles are those of {@code src/bench/newswire/en.jsonl}, or of the file of JSON lines
 * that the property {@code bench.news} names. The directory is the built-in one, and the listings
 * of the files that {@code bench.listings} names, parted by commas.
 */
@State(Scope.Benchmark)
public class Newswire {
  final List<NewsItem> articles = articles();
  final CompanyDirectory directory = directory();
  final List<String> folded =
      articles.stream()
          .flatMap(article -> Stream.of(article.title(), article.text()))
          .filter(text -> text != null)
          .map(text -> FieldText.of(Field.TEXT, text).normalized())
          .toList();
  final long chars = folded.stream().mapToLong(String::length).sum();

  private static List<NewsItem> articles() {
    Path file = Path.of(System.getProperty("bench.news", "src/bench/newswire/en.jsonl"));
    try {
      ObjectMapper json = new ObjectMapper();
      List<NewsItem> articles = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        JsonNode row = json.readTree(line);
        String published = row.path("publishedAt").asText(null);
        articles.add(
            new NewsItem(
                row.path("id").asText(null),
                row.path("title").asText(null),
                row.path("text").asText(null),
                null,
                row.path("language").asText(null),
                published == null ? null : OffsetDateTime.parse(published).toInstant()));
      }
      return articles;
    } catch (IOException e) {
      throw new IllegalStateException("no articles to read: " + file, e);
    }
  }

  private static CompanyDirectory directory() {
    String listings = System.getProperty("bench.listings", "");
    try {
      return listings.isBlank()
          ? CompanyDirectory.builtIn()
          : CompanyDirectory.of(
              Stream.of(listings.split(",", -1)).map(Path::of).toList(), List.of());
    } catch (IOException e) {
      throw new IllegalStateException("no listings to read: " + listings, e);
    }
  }
}
