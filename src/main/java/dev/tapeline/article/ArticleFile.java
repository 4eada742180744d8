package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.analysis.page.ExtractedPage;
import dev.tapeline.analysis.page.PageExtractor;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/**
 * Reads a file of articles: JSON lines, JSON, CSV or WARC, told apart by how they begin; gzipped or
 * not, in a tar or not.
 */
final class ArticleFile {
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;
  private static final int LONGEST_PAGE = 10 << 20;
  private static final String WARC = "WARC/";

  private final ObjectMapper json;
  private final Visitor visitor;

  /** Takes articles and what is none, each with where it stands: {@code news.jsonl, line 3}. */
  interface Visitor {

    /**
     * An article.
     *
     * @param source where it has none of its own: the file's name
     */
    void article(String place, String source, JsonNode article);

    /** Something that cannot be read. */
    void refused(String place, String reason);
  }

  ArticleFile(ObjectMapper json, Visitor visitor) {
    this.json = json;
    this.visitor = visitor;
  }

  /** Reads a file of a name, or all files of an archive. */
  void read(String name, InputStream raw) throws IOException {
    Archive.visit(
        name,
        raw,
        (file, in) -> contents(Archive.lastPart(file), new BufferedInputStream(in, BUFFER)));
  }

  private void contents(String name, BufferedInputStream in) throws IOException {
    in.mark(BUFFER);
    String start = new String(in.readNBytes(BUFFER / 2), StandardCharsets.UTF_8).strip();
    in.reset();
    String source = name.replaceFirst("\\.[^.]*$", "");
    if (start.startsWith(WARC)) {
      pages(name, in);
      return;
    }
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String bare = start.startsWith("\uFEFF") ? start.substring(1).strip() : start;
    if (bare.startsWith("[") || name.toLowerCase(Locale.ROOT).endsWith(".json")) {
      document(name, source, text);
    } else if (bare.startsWith("{")) {
      lines(name, source, text);
    } else {
      rows(name, source, text);
    }
  }

  private void lines(String name, String source, BufferedReader text) throws IOException {
    int number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      String content = line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (content.isBlank()) {
        continue;
      }
      String place = name + ", line " + number;
      try {
        articles(place, source, json.readTree(content));
      } catch (JsonProcessingException e) {
        visitor.refused(place, "not JSON: " + e.getOriginalMessage());
      }
    }
  }

  private void document(String name, String source, BufferedReader text) throws IOException {
    int number = 0;
    try (MappingIterator<JsonNode> nodes = json.readerFor(JsonNode.class).readValues(text)) {
      while (nodes.hasNextValue()) {
        number++;
        articles(name + ", article " + number, source, nodes.nextValue());
      }
    } catch (JsonProcessingException e) {
      visitor.refused(name + ", behind article " + number, "not JSON: " + e.getOriginalMessage());
    }
  }

  private void articles(String place, String source, JsonNode node) {
    JsonNode list = node.get("articles");
    if (list == null || !list.isArray()) {
      visitor.article(place, source, node);
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      visitor.article(place + ", article " + (i + 1), source, list.get(i));
    }
  }

  private void rows(String name, String source, BufferedReader text) throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(text)) {
      for (NamedCsvRecord row : rows) {
        visitor.article(name + ", line " + row.getStartingLineNumber(), source, article(row));
      }
    } catch (RuntimeException e) {
      visitor.refused(name, "not CSV: " + e.getMessage());
    }
  }

  private ObjectNode article(NamedCsvRecord row) {
    Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ArticleResource.PUSHED.forEach(field -> names.put(field, field));
    ObjectNode article = json.createObjectNode();
    row.getFieldsAsMap()
        .forEach(
            (column, value) -> {
              String field = names.get(column.strip());
              if (field != null && !value.isBlank()) {
                article.put(field, value);
              }
            });
    return article;
  }

  private void pages(String name, InputStream in) throws IOException {
    try (WarcReader archive = new WarcReader(in)) {
      for (WarcRecord record : archive) {
        if (record instanceof WarcResponse response) {
          page(name + ", " + response.target(), response);
        }
      }
    }
  }

  private void page(String place, WarcResponse response) {
    try {
      MediaType type = response.http().contentType();
      if (response.http().status() != OK || !type.base().equals(MediaType.HTML)) {
        return; // a picture, a style sheet, a redirect: no page
      }
      byte[] html = response.http().bodyDecoded().stream().readNBytes(LONGEST_PAGE);
      URI url = response.targetURI();
      ExtractedPage page = new PageExtractor().extract(html, type.parameters().get("charset"), url);
      if (page.text() == null) {
        visitor.refused(place, "there is no article in the page");
      } else {
        visitor.article(place, String.valueOf(url.getHost()), article(url, page));
      }
    } catch (IOException | IllegalArgumentException e) {
      visitor.refused(place, "cannot be read: " + e.getMessage());
    }
  }

  private ObjectNode article(URI url, ExtractedPage page) {
    ObjectNode article = json.createObjectNode().put("id", url.toString());
    put(article, "title", page.title());
    put(article, "text", page.text());
    put(article, "url", page.canonicalUrl() == null ? url.toString() : page.canonicalUrl());
    put(article, "language", page.language());
    put(article, "publishedAt", page.publishedAt());
    return article;
  }

  private static void put(ObjectNode article, String field, @Nullable Object value) {
    if (value != null) {
      article.put(field, value.toString());
    }
  }
}
