package dev.tapeline.source.feed;

import static dev.tapeline.source.feed.Vocabulary.ATOM;
import static dev.tapeline.source.feed.Vocabulary.CORE;
import static dev.tapeline.source.feed.Vocabulary.DC;
import static dev.tapeline.source.feed.Vocabulary.FEEDBURNER;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jspecify.annotations.Nullable;

/** Atom 1.0 (RFC 4287) and 0.3. */
final class AtomFeed extends XmlFeed {
  private static final Namespace ATOM_1 = Namespace.getNamespace("http://www.w3.org/2005/Atom");
  private static final Namespace ATOM_03 = Namespace.getNamespace("http://purl.org/atom/ns#");

  private final Namespace namespace;
  private @Nullable String language;
  private @Nullable String feedAuthor;
  private @Nullable URI site;

  AtomFeed(Element root, @Nullable URI url, List<FeedProblem> problems) {
    super(root, url, problems);
    boolean old =
        root.getNamespaceURI().toLowerCase(Locale.ROOT).contains("purl.org/atom/ns")
            || "0.3".equals(root.getAttributeValue("version"));
    this.namespace = old ? ATOM_03 : ATOM_1;
  }

  ParsedFeed read() {
    Feed head = head();
    String link = link(head.getAlternateLinks());
    site = link == null ? url : URI.create(link);
    language = language(root);
    if (language == null) {
      language = LanguageTags.of(child(root, DC, "language"));
    }
    feedAuthor = names(head.getAuthors());
    ParsedFeed.Feed feed =
        new ParsedFeed.Feed(title(head.getTitleEx()), link, language, ttlMinutes(root, null));
    List<Element> entries =
        root.getChildren().stream().filter(e -> e.getName().equalsIgnoreCase("entry")).toList();
    return new ParsedFeed(feed, items(entries), problems);
  }

  private Feed head() {
    Element head = new Element("feed", namespace);
    for (Element child : root.getChildren()) {
      if (!child.getName().equalsIgnoreCase("entry")) {
        head.addContent(plain(child, url));
      }
    }
    try {
      return (Feed) byRome(version(head));
    } catch (FeedException | RuntimeException e) {
      problems.add(FeedProblem.ofFeed("its head cannot be read: " + e.getMessage()));
      return new Feed();
    }
  }

  private Element version(Element feed) {
    return namespace == ATOM_03 ? feed.setAttribute("version", "0.3") : feed;
  }

  @Override
  FeedItem item(Element element) throws FeedException {
    Element plain = plain(element, site);
    Feed feed = (Feed) byRome(version(new Element("feed", namespace)).addContent(plain));
    Entry entry = feed.getEntries().get(0);
    String title = title(entry.getTitleEx());
    Instant publishedAt =
        date(
            title,
            Arrays.asList(
                own(element, "published", "issued", "created"), child(element, DC, "date")));
    Instant updatedAt = date(title, Arrays.asList(own(element, "updated", "modified")));
    String original = Addresses.resolve(null, child(element, FEEDBURNER, "origLink"));
    return FeedItem.of(
        problems,
        entry.getId(),
        title,
        original == null ? link(entry.getAlternateLinks()) : original,
        body(entry.getSummary(), title),
        entry.getContents().isEmpty() ? null : body(entry.getContents().get(0), title),
        author(entry),
        publishedAt,
        updatedAt,
        language(element, entry),
        categories(entry));
  }

  private @Nullable String own(Element element, String... names) {
    String core = child(element, CORE, names);
    return core == null ? child(element, ATOM, names) : core;
  }

  /** The element in the namespace that ROME reads, its links made absolute by their own base. */
  private Element plain(Element element, @Nullable URI outside) {
    Element plain = element.clone();
    Vocabulary vocabulary = vocabulary(element);
    if (vocabulary == CORE || vocabulary == ATOM) {
      plain.setNamespace(namespace);
      unescaped(plain);
    }
    if (plain.getNamespace().equals(namespace) && plain.getName().equals("link")) {
      String href = Addresses.resolve(base(element, outside), element.getAttributeValue("href"));
      plain.setAttribute("href", href == null ? "" : href);
    }
    boolean container = List.of("entry", "author", "source").contains(element.getName());
    if (container) {
      plain.removeContent();
      element.getChildren().forEach(child -> plain.addContent(plain(child, outside)));
    }
    return plain;
  }

  /** Markup inside a text construct that does not say so is XHTML all the same. */
  private void unescaped(Element plain) {
    boolean construct = List.of("title", "summary", "content").contains(plain.getName());
    if (!construct || plain.getChildren().isEmpty()) {
      return;
    }
    if (namespace == ATOM_03) {
      plain.setAttribute("mode", "xml");
    } else {
      plain.setAttribute("type", "xhtml");
    }
  }

  private static @Nullable String title(@Nullable Content title) {
    if (title == null) {
      return null;
    }
    return "text".equals(title.getType())
        ? PlainText.line(title.getValue())
        : PlainText.ofTitle(title.getValue());
  }

  private @Nullable String body(@Nullable Content content, @Nullable String title) {
    if (content == null) {
      return null;
    }
    String type = content.getType() == null ? "" : content.getType().toLowerCase(Locale.ROOT);
    String value = FeedItem.bounded(content.getValue(), title, problems);
    if (type.equals("text") || type.equals("text/plain") && !"escaped".equals(content.getMode())) {
      return PlainText.ofText(value);
    }
    boolean readable = type.isEmpty() || type.contains("html") || type.startsWith("text/");
    return readable ? PlainText.ofHtml(value) : null;
  }

  private static @Nullable String link(@Nullable List<Link> alternates) {
    if (alternates == null) {
      return null;
    }
    List<Link> links =
        alternates.stream().filter(l -> l.getHref() != null && !l.getHref().isEmpty()).toList();
    return links.stream()
        .filter(l -> l.getType() == null || l.getType().contains("html"))
        .findFirst()
        .or(() -> links.stream().findFirst())
        .map(Link::getHref)
        .orElse(null);
  }

  private @Nullable String author(Entry entry) {
    String names = names(entry.getAuthors());
    if (names != null) {
      return names;
    }
    DCModule dc = (DCModule) entry.getModule(DCModule.URI);
    if (dc != null && !dc.getCreators().isEmpty()) {
      return PlainText.ofTitle(String.join(", ", dc.getCreators()));
    }
    Feed source = entry.getSource();
    String original = source == null ? null : names(source.getAuthors());
    return original == null ? feedAuthor : original;
  }

  private static @Nullable String names(@Nullable List<SyndPerson> people) {
    if (people == null) {
      return null;
    }
    String names =
        people.stream()
            .map(p -> PlainText.ofTitle(p.getName() == null ? p.getEmail() : p.getName()))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? null : names;
  }

  private @Nullable String language(Element element, Entry entry) {
    for (String name : List.of("title", "content", "summary")) {
      for (Element child : element.getChildren()) {
        String told = LanguageTags.of(child.getAttributeValue("lang", Namespace.XML_NAMESPACE));
        if (child.getName().equals(name) && told != null) {
          return told;
        }
      }
    }
    String own = LanguageTags.of(element.getAttributeValue("lang", Namespace.XML_NAMESPACE));
    DCModule dc = (DCModule) entry.getModule(DCModule.URI);
    String told = own == null && dc != null ? LanguageTags.of(dc.getLanguage()) : own;
    return told == null ? language : told;
  }

  private static List<String> categories(Entry entry) {
    Set<String> categories = new LinkedHashSet<>();
    for (Category category : entry.getCategories()) {
      String label = PlainText.ofTitle(category.getLabel());
      String name = label == null ? PlainText.ofTitle(category.getTerm()) : label;
      if (name != null) {
        categories.add(name);
      }
    }
    DCModule dc = (DCModule) entry.getModule(DCModule.URI);
    if (dc != null) {
      dc.getSubjects().stream()
          .map(subject -> PlainText.ofTitle(subject.getValue()))
          .filter(Objects::nonNull)
          .map(Objects::requireNonNull)
          .forEach(categories::add);
    }
    return List.copyOf(categories);
  }
}
