package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Entries as an Atom feed (RFC 4287). */
final class EntryFeed {

  /** The type of such an answer. */
  static final String MEDIA_TYPE = "application/atom+xml";

  private static final String ATOM = "atom_1.0";

  /** What XML 1.0 cannot hold, not even escaped. */
  private static final String NO_XML =
      "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

  private final ObjectMapper json;

  EntryFeed(ObjectMapper json) {
    this.json = json;
  }

  /**
   * A feed.
   *
   * @param key what the feed is of, the same in all answers of it
   * @param title for people
   * @param self the address that it was asked for
   * @param rows its entries, newest first
   * @param otherwise when it was changed where it has no entries
   */
  byte[] write(
      String key, String title, URI self, List<TimelineReader.Row> rows, Instant otherwise) {
    Feed feed = new Feed(ATOM);
    feed.setId("urn:uuid:" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    feed.setTitle(xml(title));
    feed.setAlternateLinks(List.of());
    feed.setOtherLinks(List.of(link("self", self.toString(), MEDIA_TYPE)));
    feed.setAuthors(List.of(person("Tapeline")));
    List<Entry> entries = new ArrayList<>();
    Instant updated = null;
    for (TimelineReader.Row row : rows) {
      JsonNode body = tree(row);
      entries.add(entry(row, body));
      Instant changed = changed(body);
      updated = updated == null || changed.isAfter(updated) ? changed : updated;
    }
    feed.setUpdated(Date.from(updated == null ? otherwise : updated));
    feed.setEntries(entries);
    try {
      StringWriter out = new StringWriter();
      new WireFeedOutput().output(feed, out);
      return out.toString().getBytes(StandardCharsets.UTF_8);
    } catch (FeedException | IOException e) {
      throw new IllegalStateException("a feed could not be written", e);
    }
  }

  private static Entry entry(TimelineReader.Row row, JsonNode body) {
    Entry entry = new Entry();
    entry.setId("urn:uuid:" + row.id());
    entry.setTitle(xml(title(body)));
    entry.setPublished(Date.from(row.occurredAt()));
    entry.setUpdated(Date.from(changed(body)));
    JsonNode article = body.path("articles").path(0);
    String url = text(article.path("url"));
    if (url != null && isAddress(url)) {
      entry.setAlternateLinks(List.of(link("alternate", url, null)));
    }
    String source = text(article.path("source"));
    entry.setAuthors(List.of(person(source == null ? "Tapeline" : source)));
    Content summary = new Content();
    summary.setType("text");
    summary.setValue(xml(summary(body)));
    entry.setSummary(summary);
    return entry;
  }

  private static String title(JsonNode body) {
    String company = body.path("company").path("ticker").asText();
    String title = text(body.path("title"));
    if (title != null) {
      return company + ": " + title;
    }
    JsonNode change = body.path("move").path("changePercent");
    return company + (change.isNumber() ? ": " + change.decimalValue().toPlainString() + " %" : "");
  }

  private static String summary(JsonNode body) {
    String type = text(body.path("event").path("type"));
    String level = text(body.path("event").path("factLevel"));
    String evidence =
        StreamSupport.stream(body.path("evidence").spliterator(), false)
            .map(one -> one.path("text").asText())
            .distinct()
            .collect(Collectors.joining(" … "));
    return (type == null ? body.path("kind").asText() : type)
        + (level == null ? "" : ", " + level)
        + (evidence.isEmpty() ? "" : ": " + evidence);
  }

  private static Instant changed(JsonNode body) {
    String revised = text(body.path("revisedAt"));
    return Instant.parse(revised == null ? body.path("firstSeenAt").asText() : revised);
  }

  private static boolean isAddress(String url) {
    try {
      return new URI(url).isAbsolute();
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  private static Link link(String relation, String target, @Nullable String type) {
    Link link = new Link();
    link.setRel(relation);
    link.setHref(target);
    link.setType(type);
    return link;
  }

  private static Person person(String name) {
    Person person = new Person();
    person.setName(xml(name));
    return person;
  }

  private JsonNode tree(TimelineReader.Row row) {
    try {
      return ExactJson.reader(json).readTree(row.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the stored entry " + row.id() + " cannot be read", e);
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static String xml(String text) {
    return text.replaceAll(NO_XML, "\uFFFD");
  }
}
