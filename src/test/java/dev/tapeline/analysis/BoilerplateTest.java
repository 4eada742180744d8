package dev.tapeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.linking.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What sites put behind every article changes no subject of any text of the corpus. */
class BoilerplateTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Path BOILERPLATE =
      Path.of("src/test/resources/dev/tapeline/analysis/boilerplate.tsv");
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  static Stream<String> files() throws IOException {
    return rows().map(row -> row[0]).distinct();
  }

  @ParameterizedTest
  @MethodSource("files")
  void boilerplateBehindATextChangesNoSubject(String file) throws IOException {
    List<String> boilerplate =
        rows().filter(row -> row[0].equals(file)).map(row -> row[1].replace("\\n", "\n")).toList();
    List<String> changed = new ArrayList<>();
    int compared = 0;
    for (NewsItem item : items(file)) {
      Set<String> subjects = subjects(ANALYZER.analyze(item));
      for (String behind : boilerplate) {
        Analysis longer = ANALYZER.analyze(with(item, behind));
        // The words of a language that a short text is taken for are not those of its boilerplate
        if (longer.language() != null && file.startsWith(longer.language())) {
          compared++;
          if (!subjects(longer).equals(subjects)) {
            changed.add(
                item.id() + ": " + subjects + " became " + subjects(longer) + ", " + behind);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
    assertThat(changed).isEmpty();
  }

  private static Stream<String[]> rows() throws IOException {
    return Files.readAllLines(BOILERPLATE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", 2));
  }

  private static NewsItem with(NewsItem item, String boilerplate) {
    return new NewsItem(
        item.id(),
        item.title(),
        item.text() + "\n\n" + boilerplate,
        null,
        null,
        item.publishedAt());
  }

  private static List<NewsItem> items(String file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<NewsItem> items = new ArrayList<>();
    for (String ending : List.of("", "-2", "-3")) {
      Path path = CORPUS.resolve(file + ending + ".jsonl");
      for (String line : Files.exists(path) ? Files.readAllLines(path) : List.<String>of()) {
        JsonNode row = json.readTree(line);
        @Nullable String text = row.path("text").asText(null);
        @Nullable String published = row.path("publishedAt").asText(null);
        // Nothing stands behind a headline that is sent alone
        if (text != null && !row.path("kind").asText().equals("headline")) {
          items.add(
              new NewsItem(
                  row.path("id").asText(),
                  row.path("title").asText(null),
                  text,
                  null,
                  null,
                  published == null ? null : OffsetDateTime.parse(published).toInstant()));
        }
      }
    }
    return items;
  }

  private static Set<String> subjects(Analysis analysis) {
    Set<String> subjects = new TreeSet<>();
    for (CompanyLink company : analysis.companies()) {
      if (company.role() == Role.SUBJECT) {
        subjects.add(company.ticker());
      }
    }
    return subjects;
  }
}
