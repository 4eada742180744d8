package dev.tapeline.source.feed;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.io.WireFeedInput;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;

/**
 * A feed that is an XML document. {@link RssFeed} and {@link AtomFeed} hand ROME one item at a
 * time, in a document of the plain form that it knows, so that an item that it cannot read costs
 * none of the others, and so that what ROME leaves out (languages, bases, dates in odd forms) can
 * be read beside it from the same element.
 */
abstract class XmlFeed {
  /** More items than any honest feed has; a whole archive would be imported, not pulled. */
  static final int MAX_ITEMS = 2_000;

  final Element root;
  final @Nullable URI url;
  final List<FeedProblem> problems;

  XmlFeed(Element root, @Nullable URI url, List<FeedProblem> problems) {
    this.root = root;
    this.url = url;
    this.problems = problems;
  }

  /**
   * Reads a document.
   *
   * @throws FeedException where its root is no feed
   */
  static ParsedFeed read(Document document, @Nullable URI url, List<FeedProblem> problems) {
    Element root = document.getRootElement();
    return switch (root.getName().toLowerCase(Locale.ROOT)) {
      case "rss", "rdf", "channel" -> new RssFeed(root, url, problems).read();
      case "feed" -> new AtomFeed(root, url, problems).read();
      case "html" ->
          throw new FeedException(HtmlPage.reason(new XMLOutputter().outputString(root)));
      case "opml" -> throw new FeedException("an OPML list of feeds, not a feed");
      case "urlset", "sitemapindex" -> throw new FeedException("a sitemap, not a feed");
      default ->
          throw new FeedException(
              String.format(Locale.ROOT, "XML, but no feed: its root is <%s>", root.getName()));
    };
  }

  /** The items that are read, at most {@link #MAX_ITEMS}. */
  final List<Element> bounded(List<Element> items) {
    if (items.size() <= MAX_ITEMS) {
      return items;
    }
    problems.add(
        FeedProblem.ofFeed(
            String.format(
                Locale.ROOT, "%d items; only the first %d were read", items.size(), MAX_ITEMS)));
    return items.subList(0, MAX_ITEMS);
  }

  final List<FeedItem> items(List<Element> elements) {
    List<FeedItem> items = new ArrayList<>();
    for (Element element : bounded(elements)) {
      try {
        items.add(item(element));
      } catch (com.rometools.rome.io.FeedException | RuntimeException e) {
        problems.add(
            FeedProblem.leftOut(
                null,
                String.format(
                    Locale.ROOT,
                    "item %d cannot be read: %s",
                    elements.indexOf(element) + 1,
                    e.getMessage())));
      }
    }
    return items;
  }

  abstract FeedItem item(Element element) throws com.rometools.rome.io.FeedException;

  /** Not to be shared between threads. */
  private final WireFeedInput rome = new WireFeedInput(false, Locale.ROOT);

  final WireFeed byRome(Element feed) throws com.rometools.rome.io.FeedException {
    return rome.build(new Document(feed));
  }

  final Vocabulary vocabulary(Element element) {
    return Vocabulary.of(element, root.getNamespaceURI());
  }

  final boolean is(Element element, Vocabulary vocabulary, String name) {
    return element.getName().equalsIgnoreCase(name) && vocabulary(element) == vocabulary;
  }

  /** The text of the first child of that name that has any. */
  final @Nullable String child(Element parent, Vocabulary vocabulary, String... names) {
    for (String name : names) {
      for (Element child : parent.getChildren()) {
        if (is(child, vocabulary, name) && !markup(child).isBlank()) {
          return markup(child).strip();
        }
      }
    }
    return null;
  }

  /** What an element holds; elements inside it, which somebody forgot to escape, as markup. */
  static String markup(Element element) {
    return element.getChildren().isEmpty()
        ? element.getText()
        : new XMLOutputter().outputString(element.getContent());
  }

  /** The language told nearest to the element. */
  static @Nullable String language(Element element) {
    for (Element e = element; e != null; e = e.getParentElement()) {
      String language = LanguageTags.of(e.getAttributeValue("lang", Namespace.XML_NAMESPACE));
      if (language != null) {
        return language;
      }
    }
    return null;
  }

  /** What the element's relative addresses are relative to. */
  static @Nullable URI base(Element element, @Nullable URI outside) {
    Element parent = element.getParentElement();
    URI around = parent == null ? outside : base(parent, outside);
    String written = element.getAttributeValue("base", Namespace.XML_NAMESPACE);
    return written == null ? around : Addresses.base(around, written);
  }

  /** The first that can be read; what cannot is told. */
  final @Nullable Instant date(@Nullable String title, List<@Nullable String> candidates) {
    for (String candidate : candidates) {
      if (candidate == null || candidate.isBlank()) {
        continue;
      }
      Instant read = FeedDates.parse(candidate);
      if (read != null) {
        return read;
      }
      String shown = candidate.strip();
      problems.add(
          FeedProblem.ofItem(
              title,
              String.format(
                  Locale.ROOT,
                  "the date '%s' cannot be read",
                  shown.substring(0, Math.min(60, shown.length())))));
    }
    return null;
  }

  final @Nullable Integer ttlMinutes(Element channel, @Nullable Integer told) {
    if (told != null && told > 0) {
      return told;
    }
    String period = child(channel, Vocabulary.SYNDICATION, "updatePeriod");
    if (period == null) {
      return null;
    }
    int minutes =
        switch (period.toLowerCase(Locale.ROOT)) {
          case "hourly" -> 60;
          case "daily" -> 24 * 60;
          case "weekly" -> 7 * 24 * 60;
          case "monthly" -> 30 * 24 * 60;
          case "yearly" -> 365 * 24 * 60;
          default -> 0;
        };
    String frequency = child(channel, Vocabulary.SYNDICATION, "updateFrequency");
    int times =
        frequency == null || !frequency.matches("[1-9]\\d{0,3}") ? 1 : Integer.parseInt(frequency);
    return minutes == 0 ? null : Math.max(1, minutes / times);
  }
}
