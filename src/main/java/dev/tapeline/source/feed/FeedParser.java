package dev.tapeline.source.feed;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads feeds: see the package's description.
 *
 * <pre>{@code
 * ParsedFeed feed = FeedParser.parse(bytes, "application/rss+xml", URI.create("https://e.org/rss"));
 * }</pre>
 */
public final class FeedParser {
  private FeedParser() {}

  /**
   * Reads a feed.
   *
   * @param body the bytes as they came, decompressed
   * @param contentType the header, such as {@code text/xml; charset=GB2312}; only its charset is
   *     heeded, and that only if the bytes bear it out
   * @param url where it came from: what relative links are relative to where the feed does not say
   * @throws FeedException where there is no feed to be read, with the reason
   */
  public static ParsedFeed parse(byte[] body, @Nullable String contentType, @Nullable URI url) {
    FeedText decoded = FeedText.decode(body, contentType);
    List<FeedProblem> problems = new ArrayList<>();
    decoded.problems().forEach(reason -> problems.add(FeedProblem.ofFeed(reason)));
    String text = decoded.text();
    ParsedFeed feed = json(text) ? JsonFeed.read(text, url, problems) : xml(text, url, problems);
    List<FeedProblem> all = new ArrayList<>(feed.problems());
    return new ParsedFeed(feed.feed(), distinct(readable(feed.items(), all), all), all);
  }

  private static ParsedFeed xml(String text, @Nullable URI url, List<FeedProblem> problems) {
    WellFormed.Parsed parsed = WellFormed.parse(text, problems);
    ParsedFeed feed = XmlFeed.read(parsed.document(), url, problems);
    if (parsed.broken() != null && feed.items().isEmpty()) {
      throw new FeedException("not well-formed XML: " + parsed.broken());
    }
    return feed;
  }

  private static boolean json(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static List<FeedItem> readable(List<FeedItem> items, List<FeedProblem> problems) {
    List<FeedItem> readable = new ArrayList<>();
    for (FeedItem item : items) {
      boolean empty = item.title() == null && item.summary() == null && item.content() == null;
      if (empty && item.link() == null) {
        problems.add(FeedProblem.leftOut(item.id(), "has neither title nor text nor link"));
      } else {
        readable.add(item);
      }
    }
    return readable;
  }

  /**
   * Items whose id no other has. Where items of different links and titles share an id, the id is
   * no id, and the link takes its place; else they are versions of one item, of which the latest is
   * kept.
   */
  private static List<FeedItem> distinct(List<FeedItem> items, List<FeedProblem> problems) {
    Set<String> shared = sharedByDifferent(items);
    Map<String, FeedItem> kept = new LinkedHashMap<>();
    for (FeedItem given : items) {
      FeedItem item =
          shared.contains(given.id()) && given.link() != null ? given.withId(given.link()) : given;
      FeedItem other = kept.get(item.id());
      if (other == null) {
        kept.put(item.id(), item);
      } else {
        problems.add(FeedProblem.ofItem(item.id(), "comes twice; the latest version is kept"));
        kept.put(item.id(), later(other, item));
      }
    }
    for (String id : shared) {
      problems.add(FeedProblem.ofItem(id, "is the id of different items; their links are used"));
    }
    return List.copyOf(kept.values());
  }

  private static Set<String> sharedByDifferent(List<FeedItem> items) {
    Map<String, FeedItem> first = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (FeedItem item : items) {
      FeedItem other = first.putIfAbsent(item.id(), item);
      if (other != null
          && !Objects.equals(other.link(), item.link())
          && !Objects.equals(other.title(), item.title())) {
        shared.add(item.id());
      }
    }
    return shared;
  }

  private static FeedItem later(FeedItem first, FeedItem second) {
    var a = first.updatedAt() == null ? first.publishedAt() : first.updatedAt();
    var b = second.updatedAt() == null ? second.publishedAt() : second.updatedAt();
    return a != null && b != null && b.isAfter(a) ? second : first;
  }
}
