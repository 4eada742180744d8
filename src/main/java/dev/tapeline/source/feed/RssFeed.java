package dev.tapeline.source.feed;

import static dev.tapeline.source.feed.Vocabulary.ATOM;
import static dev.tapeline.source.feed.Vocabulary.CORE;
import static dev.tapeline.source.feed.Vocabulary.DC;
import static dev.tapeline.source.feed.Vocabulary.DCTERMS;
import static dev.tapeline.source.feed.Vocabulary.FEEDBURNER;
import static dev.tapeline.source.feed.Vocabulary.ITUNES;
import static dev.tapeline.source.feed.Vocabulary.MEDIA;

import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.module.DCSubject;
import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Guid;
import com.rometools.rome.feed.rss.Item;
import com.rometools.rome.io.FeedException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * RSS 0.9 to 2.0 and RDF. They differ in where the items stand and in namespaces; each item is
 * handed to ROME as one of RSS 2.0, which has the words of them all.
 */
final class RssFeed extends XmlFeed {
  private static final Namespace DC_NAMESPACE = Namespace.getNamespace("dc", Vocabulary.DC_URI);
  private static final Namespace CONTENT_NAMESPACE =
      Namespace.getNamespace("content", Vocabulary.CONTENT_URI);
  private static final Namespace RDF_NAMESPACE =
      Namespace.getNamespace("rdf", Vocabulary.namespaceOf("rdf"));

  /** {@code lawyer@boyer.net (Lawyer Boyer)}, as RSS wants it, and the mail form of it. */
  private static final Pattern PERSON =
      Pattern.compile("\\S+@\\S+\\s*\\((?<said>[^)]+)\\)|\"?(?<named>[^<\"]+)\"?\\s*<\\S+@\\S+>");

  private final Element channel;
  private @Nullable URI site;
  private @Nullable String language;

  RssFeed(Element root, @Nullable URI url, List<FeedProblem> problems) {
    super(root, url, problems);
    this.channel =
        root.getChildren().stream()
            .filter(e -> e.getName().equalsIgnoreCase("channel"))
            .findFirst()
            .orElse(root);
  }

  ParsedFeed read() {
    String link = Addresses.resolve(base(channel, url), link(channel));
    site = link == null ? url : URI.create(link);
    language = LanguageTags.of(child(channel, CORE, "language"));
    if (language == null) {
      language = LanguageTags.of(child(channel, DC, "language"));
    }
    if (language == null) {
      language = language(channel);
    }
    ParsedFeed.Feed feed =
        new ParsedFeed.Feed(PlainText.ofTitle(name()), link, language, ttlMinutes(channel, ttl()));
    return new ParsedFeed(feed, items(elements()), problems);
  }

  private List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    for (Element parent : root == channel ? List.of(root) : List.of(channel, root)) {
      for (Element child : parent.getChildren()) {
        if (child.getName().equalsIgnoreCase("item")) {
          elements.add(child);
        } else if (child.getName().equalsIgnoreCase("items")) {
          child.getChildren().stream()
              .filter(e -> e.getName().equalsIgnoreCase("item"))
              .forEach(elements::add);
        }
      }
    }
    return elements;
  }

  private @Nullable String name() {
    String title = child(channel, CORE, "title");
    return title == null ? child(channel, DC, "title") : title;
  }

  private @Nullable Integer ttl() {
    String ttl = child(channel, CORE, "ttl");
    return ttl != null && ttl.matches("\\d{1,6}") ? Integer.valueOf(ttl) : null;
  }

  @Override
  FeedItem item(Element element) throws FeedException {
    Item item = ((Channel) byRome(plainFeed(element))).getItems().get(0);
    DCModule dc = (DCModule) item.getModule(DCModule.URI);
    URI base = base(element, site);
    String title = PlainText.ofTitle(title(element, item));
    Instant publishedAt =
        date(
            title,
            Arrays.asList(
                child(element, CORE, "pubDate"),
                child(element, DC, "date"),
                child(element, DCTERMS, "issued", "created", "available"),
                child(element, ATOM, "published", "issued"),
                child(element, CORE, "published", "date")));
    Instant updatedAt =
        date(
            title,
            Arrays.asList(
                child(element, DCTERMS, "modified"), child(element, ATOM, "updated", "modified")));
    return FeedItem.of(
        problems,
        id(element, item),
        title,
        link(element, item, base),
        PlainText.ofHtml(FeedItem.bounded(summary(element, item), title, problems)),
        PlainText.ofHtml(FeedItem.bounded(content(element, item), title, problems)),
        author(element, item, dc),
        publishedAt,
        updatedAt,
        language(element, dc),
        categories(item, dc));
  }

  /** A feed of RSS 2.0 with this one item, in the plainest form. */
  private Element plainFeed(Element element) {
    Element item = new Element("item");
    for (Element child : element.getChildren()) {
      Element plain = plain(child);
      if (plain != null) {
        item.addContent(plain);
      }
    }
    return new Element("rss")
        .setAttribute("version", "2.0")
        .addContent(new Element("channel").addContent(item));
  }

  private @Nullable Element plain(Element child) {
    String text = markup(child);
    Element plain =
        switch (vocabulary(child)) {
          case CORE -> new Element(coreName(child.getName()));
          case DC -> new Element(child.getName().toLowerCase(Locale.ROOT), DC_NAMESPACE);
          case CONTENT -> new Element(child.getName().toLowerCase(Locale.ROOT), CONTENT_NAMESPACE);
          default -> null;
        };
    if (plain == null || text.isBlank()) {
      return null;
    }
    for (Attribute attribute : child.getAttributes()) {
      if (attribute.getNamespace() == Namespace.NO_NAMESPACE) {
        boolean permalink = attribute.getName().equalsIgnoreCase("isPermaLink");
        plain.setAttribute(
            permalink ? "isPermaLink" : attribute.getName(), attribute.getValue().strip());
      }
    }
    return plain.setText(text);
  }

  private static String coreName(String name) {
    return name.equalsIgnoreCase("pubDate") ? "pubDate" : name.toLowerCase(Locale.ROOT);
  }

  private @Nullable String title(Element element, Item item) {
    if (item.getTitle() != null) {
      return item.getTitle();
    }
    String dc = child(element, DC, "title");
    return dc == null ? child(element, MEDIA, "title") : dc;
  }

  private static @Nullable String id(Element element, Item item) {
    Guid guid = item.getGuid();
    if (guid != null && guid.getValue() != null && !guid.getValue().isBlank()) {
      return guid.getValue().strip();
    }
    return element.getAttributeValue("about", RDF_NAMESPACE);
  }

  private @Nullable String link(Element element, Item item, @Nullable URI base) {
    // FeedBurner's own links only count clicks.
    String original = Addresses.resolve(base, child(element, FEEDBURNER, "origLink"));
    if (original != null) {
      return original;
    }
    String link = Addresses.resolve(base, link(element));
    if (link != null) {
      return link;
    }
    Guid guid = item.getGuid();
    // Without a base: a permalink is a whole address.
    return guid != null && guid.isPermaLink() ? Addresses.resolve(null, guid.getValue()) : null;
  }

  /** The {@code link} of an item or a channel, or Atom's, which many write beside or instead. */
  private @Nullable String link(Element element) {
    String link = child(element, CORE, "link");
    if (link != null) {
      return link;
    }
    for (Element child : element.getChildren()) {
      boolean atom = is(child, ATOM, "link") || is(child, CORE, "link");
      String rel = child.getAttributeValue("rel", "alternate");
      if (atom && rel.equals("alternate") && child.getAttributeValue("href") != null) {
        return child.getAttributeValue("href");
      }
    }
    return null;
  }

  private @Nullable String summary(Element element, Item item) {
    if (item.getDescription() != null) {
      return item.getDescription().getValue();
    }
    String dc = child(element, DC, "description");
    String itunes = dc == null ? child(element, ITUNES, "summary") : dc;
    return itunes == null ? child(element, MEDIA, "description") : itunes;
  }

  private @Nullable String content(Element element, Item item) {
    if (item.getContent() != null) {
      return item.getContent().getValue();
    }
    String body = child(element, Vocabulary.XHTML, "body");
    return body == null ? child(element, Vocabulary.YANDEX, "full-text") : body;
  }

  private @Nullable String author(Element element, Item item, @Nullable DCModule dc) {
    if (dc != null && !dc.getCreators().isEmpty()) {
      return PlainText.ofTitle(String.join(", ", dc.getCreators()));
    }
    String author = item.getAuthor();
    if (author == null) {
      author = child(element, DC, "author");
    }
    if (author == null) {
      author = child(element, ITUNES, "author");
    }
    if (author == null) {
      return element.getChildren().stream()
          .filter(e -> is(e, ATOM, "author"))
          .map(e -> child(e, ATOM, "name"))
          .findFirst()
          .orElse(null);
    }
    Matcher person = PERSON.matcher(author.strip());
    if (!person.matches()) {
      return PlainText.ofTitle(author);
    }
    return PlainText.line(
        person.group("said") == null ? person.group("named") : person.group("said"));
  }

  private @Nullable String language(Element element, @Nullable DCModule dc) {
    String told = dc == null ? null : LanguageTags.of(dc.getLanguage());
    if (told == null) {
      told = LanguageTags.of(child(element, CORE, "language"));
    }
    for (Element child : element.getChildren()) {
      if (told == null && is(child, CORE, "title")) {
        told = LanguageTags.of(child.getAttributeValue("lang", Namespace.XML_NAMESPACE));
      }
    }
    if (told == null) {
      told = LanguageTags.of(element.getAttributeValue("lang", Namespace.XML_NAMESPACE));
    }
    return told == null ? language : told;
  }

  private static List<String> categories(Item item, @Nullable DCModule dc) {
    Set<String> categories =
        names(item.getCategories(), Category::getValue)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (dc != null) {
      names(dc.getSubjects(), DCSubject::getValue).forEach(categories::add);
    }
    return List.copyOf(categories);
  }

  private static <T> Stream<String> names(List<T> values, Function<T, @Nullable String> name) {
    return values.stream()
        .map(value -> PlainText.ofTitle(name.apply(value)))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }
}
