package dev.tapeline.source.feed;

import java.util.Locale;
import java.util.Map;
import org.jdom2.Element;

/**
 * Whose word an element is. Feeds write the namespaces of modules with and without the last slash,
 * with {@code https}, or not at all; then the prefix tells.
 */
enum Vocabulary {
  /** The feed format's own words. */
  CORE,
  ATOM,
  DC,
  DCTERMS,
  CONTENT,
  SYNDICATION,
  MEDIA,
  ITUNES,
  FEEDBURNER,
  XHTML,
  RDF,
  YANDEX,
  OTHER;

  static final String DC_URI = "http://purl.org/dc/elements/1.1/";
  static final String CONTENT_URI = "http://purl.org/rss/1.0/modules/content/";

  private static final Map<String, String> NAMESPACES =
      Map.ofEntries(
          Map.entry("dc", DC_URI),
          Map.entry("dcterms", "http://purl.org/dc/terms/"),
          Map.entry("content", CONTENT_URI),
          Map.entry("sy", "http://purl.org/rss/1.0/modules/syndication/"),
          Map.entry("media", "http://search.yahoo.com/mrss/"),
          Map.entry("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
          Map.entry("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
          Map.entry("atom", "http://www.w3.org/2005/Atom"),
          Map.entry("xhtml", "http://www.w3.org/1999/xhtml"),
          Map.entry("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
          Map.entry("yandex", "http://news.yandex.ru"));

  private static final Map<String, Vocabulary> BY_PREFIX =
      Map.ofEntries(
          Map.entry("dc", DC),
          Map.entry("dcterms", DCTERMS),
          Map.entry("content", CONTENT),
          Map.entry("sy", SYNDICATION),
          Map.entry("media", MEDIA),
          Map.entry("itunes", ITUNES),
          Map.entry("feedburner", FEEDBURNER),
          Map.entry("atom", ATOM),
          Map.entry("atom10", ATOM),
          Map.entry("a10", ATOM),
          Map.entry("xhtml", XHTML),
          Map.entry("rdf", RDF),
          Map.entry("yandex", YANDEX));

  /** The namespace of a prefix that a feed uses and did not declare. */
  static String namespaceOf(String prefix) {
    return NAMESPACES.getOrDefault(prefix, "urn:undeclared:" + prefix);
  }

  /** The vocabulary of an element of a feed whose root has the namespace {@code root}. */
  static Vocabulary of(Element element, String root) {
    String uri = element.getNamespaceURI();
    Vocabulary module = module(uri);
    if (uri.isEmpty() || uri.equals(root) && module != RDF) {
      return CORE;
    }
    if (module != OTHER) {
      return module;
    }
    if (element.getNamespacePrefix().isEmpty()) {
      return CORE;
    }
    return BY_PREFIX.getOrDefault(element.getNamespacePrefix().toLowerCase(Locale.ROOT), OTHER);
  }

  private static Vocabulary module(String uri) {
    String plain = uri.toLowerCase(Locale.ROOT).replaceFirst("^https:", "http:");
    for (Map.Entry<String, String> known : NAMESPACES.entrySet()) {
      String namespace = known.getValue().toLowerCase(Locale.ROOT);
      if (plain.equals(namespace) || (plain + "/").equals(namespace)) {
        return BY_PREFIX.getOrDefault(known.getKey(), OTHER);
      }
    }
    if (plain.startsWith("http://purl.org/rss/1.0") && !plain.contains("modules")
        || plain.contains("netscape.com/rdf/simple")
        || plain.contains("channel.netscape.com/rdf")
        || plain.startsWith("http://backend.userland.com")
        || plain.contains("harvard.edu/tech/rss")
        || plain.startsWith("http://purl.org/net/rss1.1")) {
      return CORE;
    }
    return plain.contains("purl.org/atom/ns") ? ATOM : OTHER;
  }
}
