package dev.tapeline.source.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org). Read item by item, so that what a torn-off feed still holds
 * is kept, and an item that is none costs none of the others.
 */
final class JsonFeed {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(16_000_000)
                          .build())
                  .build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private static final int MAX_OBJECTS = 100_000;

  private final @Nullable URI url;
  private final List<FeedProblem> problems;
  private final com.fasterxml.jackson.databind.node.ObjectNode head = JSON.createObjectNode();
  private final List<JsonNode> nodes = new ArrayList<>();
  private boolean hasItems;
  private @Nullable URI base;
  private @Nullable String language;
  private @Nullable String feedAuthor;

  private JsonFeed(@Nullable URI url, List<FeedProblem> problems) {
    this.url = url;
    this.problems = problems;
  }

  /**
   * Reads a feed.
   *
   * @throws FeedException where the text is no JSON, or has no {@code items}
   */
  static ParsedFeed read(String text, @Nullable URI url, List<FeedProblem> problems) {
    return new JsonFeed(url, problems).read(text);
  }

  private ParsedFeed read(String text) {
    refuseTooMuch(text);
    try (JsonParser parser = JSON.createParser(text)) {
      scan(parser);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String reason =
          String.format(
              Locale.ROOT,
              "not valid JSON (line %d: %s)",
              at == null ? 0 : at.getLineNr(),
              e.getOriginalMessage());
      if (nodes.isEmpty()) {
        throw new FeedException(reason, e);
      }
      problems.add(FeedProblem.ofFeed(reason + "; what stands before was read"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!hasItems) {
      throw new FeedException("JSON, but no JSON Feed: it has no 'items'");
    }
    return feed();
  }

  /** Small objects cost twenty times the memory of their characters. */
  private static void refuseTooMuch(String text) {
    int count = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart() && ++count > MAX_OBJECTS) {
          throw new FeedException(
              String.format(Locale.ROOT, "more than %d objects; refused", MAX_OBJECTS));
        }
      }
    } catch (IOException e) {
      // Told where it is read.
    }
  }

  private void scan(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("items") && parser.currentToken() == JsonToken.START_ARRAY) {
        hasItems = true;
        scanItems(parser);
      } else {
        head.set(name, parser.<JsonNode>readValueAsTree());
      }
    }
  }

  private void scanItems(JsonParser parser) throws IOException {
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      if (count <= XmlFeed.MAX_ITEMS) {
        nodes.add(parser.readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    if (count > XmlFeed.MAX_ITEMS) {
      problems.add(
          FeedProblem.ofFeed(
              String.format(
                  Locale.ROOT, "%d items; only the first %d were read", count, XmlFeed.MAX_ITEMS)));
    }
  }

  private ParsedFeed feed() {
    String link = Addresses.resolve(url, text(head, "home_page_url"));
    URI self = url == null ? Addresses.uri(text(head, "feed_url")) : url;
    base = link == null ? self : URI.create(link);
    language = LanguageTags.of(text(head, "language"));
    feedAuthor = author(head);
    List<FeedItem> items = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).isObject()) {
        items.add(item(nodes.get(i)));
      } else {
        problems.add(
            FeedProblem.leftOut(
                null, String.format(Locale.ROOT, "item %d is no JSON object", i + 1)));
      }
    }
    ParsedFeed.Feed feed =
        new ParsedFeed.Feed(PlainText.line(text(head, "title")), link, language, null);
    return new ParsedFeed(feed, items, problems);
  }

  private FeedItem item(JsonNode node) {
    String title = PlainText.ofTitle(text(node, "title"));
    String link = Addresses.resolve(base, text(node, "url"));
    if (link == null) {
      link = Addresses.resolve(base, text(node, "external_url"));
    }
    String content = PlainText.ofHtml(bounded(node, "content_html"));
    String author = author(node);
    String told = LanguageTags.of(text(node, "language"));
    return FeedItem.of(
        problems,
        text(node, "id"),
        title,
        link,
        PlainText.ofHtml(bounded(node, "summary")),
        content == null ? PlainText.ofText(bounded(node, "content_text")) : content,
        author == null ? feedAuthor : author,
        date(node, "date_published"),
        date(node, "date_modified"),
        told == null ? language : told,
        tags(node));
  }

  private @Nullable String bounded(JsonNode node, String field) {
    return FeedItem.bounded(text(node, field), text(node, "id"), problems);
  }

  private @Nullable Instant date(JsonNode node, String field) {
    String written = text(node, field);
    Instant read = FeedDates.parse(written);
    if (written != null && !written.isBlank() && read == null) {
      String shown = written.substring(0, Math.min(60, written.length()));
      problems.add(
          FeedProblem.ofItem(
              text(node, "id"), String.format(Locale.ROOT, "the date '%s' cannot be read", shown)));
    }
    return read;
  }

  /** 1.1 has {@code authors}, 1.0 {@code author}. */
  private static @Nullable String author(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode author : node.path("authors")) {
      addName(names, author);
    }
    if (names.isEmpty()) {
      addName(names, node.path("author"));
    }
    return names.isEmpty() ? null : String.join(", ", names);
  }

  private static void addName(Set<String> names, JsonNode author) {
    String name = PlainText.line(author.isTextual() ? author.asText() : text(author, "name"));
    if (name != null) {
      names.add(name);
    }
  }

  private static List<String> tags(JsonNode node) {
    Set<String> tags = new LinkedHashSet<>();
    for (JsonNode tag : node.path("tags")) {
      String name = tag.isValueNode() ? PlainText.line(tag.asText()) : null;
      if (name != null) {
        tags.add(name);
      }
    }
    return List.copyOf(tags);
  }

  /** Ids may be numbers, though the specification asks for strings. */
  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }
}
