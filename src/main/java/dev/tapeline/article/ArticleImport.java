package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Brings files of articles in, by the same way as what is pushed: a second time nothing changes. A
 * bad row costs that row, a file that cannot be read that file.
 */
@ApplicationScoped
public class ArticleImport {
  private static final int TOGETHER = 100;

  private final ArticleIntake intake;
  private final PushSources sources;
  private final ObjectMapper json;
  private final ObjectReader reader;

  ArticleImport(ArticleIntake intake, PushSources sources, ObjectMapper json) {
    this.intake = intake;
    this.sources = sources;
    this.json = json;
    // A file of articles often carries more than is asked for here.
    this.reader =
        json.readerFor(ArticleResource.PushedArticle.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** How many articles became what. */
  public record Report(long created, long changed, long unchanged, long refused) {}

  /**
   * Imports files.
   *
   * @param watched sees what is read, for a progress bar
   * @param refused takes each refused row with its place and reason
   */
  public Report run(
      List<Path> files, UnaryOperator<InputStream> watched, Consumer<String> refused) {
    Run run = new Run(refused);
    for (Path file : files) {
      try (InputStream in = watched.apply(Files.newInputStream(file))) {
        new ArticleFile(json, run).read(String.valueOf(file.getFileName()), in);
      } catch (NoSuchFileException e) {
        run.refused(file.toString(), "there is no such file");
      } catch (IOException e) {
        run.refused(file.toString(), "cannot be read: " + e.getMessage());
      }
      run.record();
    }
    return run.report();
  }

  private record Row(String place, String source, ArticleResource.PushedArticle article) {}

  private final class Run implements ArticleFile.Visitor {
    private final Consumer<String> objections;
    private final List<Row> rows = new ArrayList<>();
    private long created;
    private long changed;
    private long unchanged;
    private long refused;

    Run(Consumer<String> objections) {
      this.objections = objections;
    }

    @Override
    public void article(String place, String source, JsonNode node) {
      try {
        ArticleResource.PushedArticle article = read(node, source);
        rows.add(new Row(place, PushSources.name(article.source()), article));
      } catch (CheckedArticle.Refused e) {
        refused(place, String.valueOf(e.getMessage()));
      }
      if (rows.size() >= TOGETHER) {
        record();
      }
    }

    @Override
    public void refused(String place, String reason) {
      refused++;
      objections.accept(place + ": " + reason);
    }

    void record() {
      Map<String, UUID> ids = ids(rows.stream().map(Row::source).collect(Collectors.toSet()));
      List<Recorded> recorded =
          intake.recordAll(
              rows.stream()
                  .map(
                      row ->
                          ArticleResource.incoming(
                              row.article(), Objects.requireNonNull(ids.get(row.source()))))
                  .toList());
      for (int i = 0; i < recorded.size(); i++) {
        count(rows.get(i), recorded.get(i));
      }
      rows.clear();
    }

    private void count(Row row, Recorded one) {
      switch (one.status()) {
        case CREATED -> created++;
        case REVISED -> changed++;
        case UNCHANGED -> unchanged++;
        case REFUSED -> refused(row.place(), String.valueOf(one.reason()));
      }
    }

    Report report() {
      return new Report(created, changed, unchanged, refused);
    }
  }

  private Map<String, UUID> ids(Set<String> names) {
    return names.isEmpty() ? Map.of() : sources.ids(names);
  }

  private ArticleResource.PushedArticle read(JsonNode node, String source)
      throws CheckedArticle.Refused {
    if (!(node instanceof ObjectNode object)) {
      throw new CheckedArticle.Refused("it is not an object");
    }
    ObjectNode whole = object.deepCopy();
    if (whole.path("source").asText("").isBlank()) {
      whole.put("source", source);
    }
    if (whole.path("id").asText("").isBlank() && !whole.path("url").asText("").isBlank()) {
      whole.set("id", whole.get("url"));
    }
    try {
      return ArticleResource.known(reader.readValue(whole));
    } catch (JsonMappingException e) {
      throw new CheckedArticle.Refused(ArticleResource.objection(e));
    } catch (JsonProcessingException e) {
      throw new CheckedArticle.Refused("it cannot be read");
    } catch (IOException e) {
      throw new CheckedArticle.Refused("it cannot be read: " + e.getMessage());
    }
  }
}
