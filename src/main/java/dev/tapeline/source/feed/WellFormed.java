package dev.tapeline.source.feed;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaderJDOMFactory;
import org.jdom2.input.sax.XMLReaders;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * An XML document out of text that means to be one.
 *
 * <p>First a pass over the characters: junk before the root, the prolog, comments and processing
 * instructions go; characters that XML forbids go; a bare {@code &} and a lone {@code <} are
 * escaped; HTML's entities become characters; prefixes that nobody declared are declared. What is
 * well-formed then is read strictly. What is not is laid out by jsoup's lenient XML parser, without
 * the item that a torn-off feed ends in, and read again.
 *
 * <p>A {@code DOCTYPE} is never followed. Entities in it that stand for a few characters are
 * honoured, as RSS 0.91 had them; external, parameter and nested ones are refused, whether they are
 * used or not: no honest feed has them.
 */
final class WellFormed {
  private static final int MAX_DEPTH = 200;

  /** Ten times what {@link XmlFeed#MAX_ITEMS} items need; a document of more is to harm. */
  private static final int MAX_TAGS = 600_000;

  /** A document this long is not repaired: that takes more time and memory than reading. */
  private static final int MAX_REPAIRED = 3_000_000;

  private static final int MAX_ENTITIES = 400;
  private static final int MAX_ENTITY = 64;

  private static final Pattern START =
      Pattern.compile(
          "<(?:\\?xml[\\s?]|!DOCTYPE\\s|(?:[\\w.-]+:)?(?:rss|feed|RDF|channel|html|opml)[\\s/>])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTITY =
      Pattern.compile(
          "<!ENTITY\\s+(%\\s+)?([^\\s\"'<>%]+)\\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\\b)?");
  private static final Pattern REFERENCE = Pattern.compile("&(#[xX]?[0-9a-fA-F]+|[\\w.:-]+);");
  private static final Pattern USED =
      Pattern.compile("<(?:/?)([A-Za-z_][\\w.-]*):|\\s([A-Za-z_][\\w.-]*):[\\w.-]+\\s*=\\s*[\"']");
  private static final Pattern DECLARED = Pattern.compile("xmlns:([\\w.-]+)\\s*=");
  private static final Pattern LAST_ITEM =
      Pattern.compile("<(/?)(?:[\\w.-]+:)?(item|entry)(?=[\\s>])");

  /** Bytes 0x80 to 0x9F, which people write as character references and mean windows-1252 by. */
  private static final String C1 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
          + "\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153"
          + "\u009D\u017E\u0178";

  private final String text;
  private final List<FeedProblem> problems;
  private final Map<String, String> entities = new HashMap<>();
  private final StringBuilder out;
  private int tags;
  private int dropped;
  private int escaped;

  private WellFormed(String text, List<FeedProblem> problems) {
    this.text = text;
    this.problems = problems;
    this.out = new StringBuilder(text.length() + 256);
  }

  /**
   * A document.
   *
   * @param broken why the text was not well-formed and had to be laid out leniently; null where it
   *     was
   */
  record Parsed(Document document, @Nullable String broken) {}

  /**
   * The document.
   *
   * @throws FeedException where there is none, with the reason
   */
  static Parsed parse(String text, List<FeedProblem> problems) {
    return new WellFormed(text, problems).document();
  }

  private Parsed document() {
    int root = skipProlog();
    clean(root);
    String cleaned = out.toString();
    try {
      return new Parsed(build(declaring(cleaned, false)), null);
    } catch (JDOMException e) {
      return repaired(cleaned, e);
    }
  }

  private Parsed repaired(String cleaned, JDOMException first) {
    String reason = reason(first);
    if (cleaned.length() > MAX_REPAIRED) {
      throw new FeedException("not well-formed XML, and too long to repair: " + reason, first);
    }
    String whole = withoutTornItem(cleaned);
    String laidOut;
    try {
      org.jsoup.nodes.Document lenient = Jsoup.parse(whole, "", Parser.xmlParser());
      lenient.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
      laidOut = lenient.outerHtml();
      Document document = build(declaring(laidOut, true));
      problems.add(
          FeedProblem.ofFeed(
              String.format(Locale.ROOT, "not well-formed XML (%s); repaired", reason)));
      return new Parsed(document, reason);
    } catch (JDOMException | RuntimeException e) {
      throw new FeedException("not well-formed XML: " + reason, first);
    }
  }

  private static String reason(JDOMException e) {
    if (e.getCause() instanceof SAXParseException parse) {
      return String.format(Locale.ROOT, "line %d: %s", parse.getLineNumber(), parse.getMessage());
    }
    return String.valueOf(e.getMessage());
  }

  /** Where the root element starts. */
  private int skipProlog() {
    Matcher start = START.matcher(text);
    if (!start.find()) {
      int tag = text.indexOf('<');
      throw new FeedException(
          text.isBlank()
              ? "empty"
              : tag < 0
                  ? String.format(
                      Locale.ROOT, "neither XML nor JSON: it begins with '%s'", beginning(text))
                  : String.format(Locale.ROOT, "no feed: it begins with '%s'", beginning(text)));
    }
    int at = start.start();
    if (!text.substring(0, at).isBlank() && !comments(text.substring(0, at))) {
      problems.add(
          FeedProblem.ofFeed(
              String.format(Locale.ROOT, "%d characters before the XML; skipped", at)));
    }
    while (true) {
      at = skipSpace(at);
      if (text.startsWith("<?", at)) {
        at = behind("?>", at);
      } else if (text.startsWith("<!--", at)) {
        at = behind("-->", at);
      } else if (text.regionMatches(true, at, "<!DOCTYPE", 0, 9)) {
        at = skipDoctype(at);
      } else {
        break;
      }
    }
    // Line numbers in reasons are those of the feed.
    text.substring(0, at).chars().filter(c -> c == '\n').forEach(c -> out.append('\n'));
    return at;
  }

  private static boolean comments(String before) {
    // So long a comment that it is not recognised is told as junk, which does no harm.
    return before.length() < 5_000 && before.replaceAll("(?s)<!--.*?-->|<\\?.*?\\?>", "").isBlank();
  }

  private static String beginning(String text) {
    String line = String.valueOf(PlainText.line(text.substring(0, Math.min(text.length(), 200))));
    return line.substring(0, Math.min(line.length(), 40));
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int behind(String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }

  private int skipDoctype(int from) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == '>' && depth == 0) {
        declare(text.substring(from, i));
        return i + 1;
      }
    }
    declare(text.substring(from));
    return text.length();
  }

  private void declare(String doctype) {
    Matcher m = ENTITY.matcher(doctype);
    while (m.find()) {
      String name = m.group(2);
      String value = m.group(3) != null ? m.group(3) : m.group(4);
      if (m.group(1) != null || value == null) {
        throw new FeedException(
            String.format(
                Locale.ROOT, "its DOCTYPE declares the external entity '%s'; refused", name));
      }
      String characters = references(value);
      if (characters.indexOf('<') >= 0
          || characters.length() > MAX_ENTITY
          || entities.size() >= MAX_ENTITIES
          || REFERENCE.matcher(characters).find()) {
        throw new FeedException(
            String.format(
                Locale.ROOT,
                "its DOCTYPE declares the entity '%s', which is more than characters; refused",
                name));
      }
      entities.putIfAbsent(name, characters);
    }
  }

  private String references(String value) {
    return Pattern.compile("&#([xX]?[0-9a-fA-F]+);")
        .matcher(value)
        .replaceAll(m -> Matcher.quoteReplacement(character(m.group(1))));
  }

  private void clean(int root) {
    int i = root;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '<') {
        i = markup(i);
      } else if (c == '&') {
        i = reference(i);
      } else if (c == ']' && text.startsWith("]]>", i)) {
        out.append("]]&gt;");
        i += 3;
      } else {
        i = plain(i);
      }
    }
    if (dropped > 0) {
      problems.add(
          FeedProblem.ofFeed(
              String.format(Locale.ROOT, "%d characters that XML forbids; dropped", dropped)));
    }
    if (escaped > 0) {
      problems.add(
          FeedProblem.ofFeed(String.format(Locale.ROOT, "%d bare & or <; escaped", escaped)));
    }
  }

  private int markup(int at) {
    if (text.startsWith("<![CDATA[", at)) {
      int end = text.indexOf("]]>", at);
      int stop = end < 0 ? text.length() : end;
      out.append("<![CDATA[");
      for (int i = at + 9; i < stop; ) {
        i = plain(i);
      }
      if (end >= 0) {
        out.append("]]>");
      }
      return end < 0 ? text.length() : end + 3;
    }
    if (text.startsWith("<!--", at)) {
      return behind("-->", at);
    }
    if (text.startsWith("<?", at)) {
      return behind("?>", at);
    }
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (Character.isLetter(next) || next == '/' || next == '_') {
      if (++tags > MAX_TAGS) {
        throw new FeedException(String.format(Locale.ROOT, "more than %d tags; refused", MAX_TAGS));
      }
      out.append('<');
    } else {
      out.append("&lt;");
      escaped++;
    }
    return at + 1;
  }

  private int plain(int at) {
    int c = text.codePointAt(at);
    if (allowed(c)) {
      out.appendCodePoint(c);
    } else {
      dropped++;
    }
    return at + Character.charCount(c);
  }

  /** XML 1.0, production 2. */
  private static boolean allowed(int c) {
    return c >= 0x20 && c <= 0xD7FF
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000 && c <= 0x10FFFF;
  }

  private int reference(int at) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    boolean named = next == '#' || next == '_' || Character.isLetter(next);
    if (!named) {
      return bareAmpersand(at);
    }
    Matcher m = REFERENCE.matcher(text).region(at, Math.min(text.length(), at + 64));
    if (!m.lookingAt()) {
      return bareAmpersand(at);
    }
    String name = m.group(1);
    if (name.startsWith("#")) {
      escape(character(name.substring(1)));
    } else if (Set.of("amp", "lt", "gt", "quot", "apos").contains(name)) {
      out.append(m.group());
    } else if (entities.containsKey(name)) {
      escape(entities.get(name));
    } else if (Entities.isNamedEntity(name)) {
      escape(Entities.getByName(name));
    } else {
      return bareAmpersand(at);
    }
    return m.end();
  }

  private int bareAmpersand(int at) {
    out.append("&amp;");
    escaped++;
    return at + 1;
  }

  private String character(String number) {
    boolean hex = number.startsWith("x") || number.startsWith("X");
    int c;
    try {
      c = hex ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
    } catch (NumberFormatException e) {
      c = -1;
    }
    if (c >= 0x80 && c <= 0x9F) {
      return C1.substring(c - 0x80, c - 0x7F);
    }
    if (c < 0 || !allowed(c)) {
      dropped++;
      return "";
    }
    return Character.toString(c);
  }

  private void escape(@Nullable String characters) {
    for (int i = 0; characters != null && i < characters.length(); i++) {
      char c = characters.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /**
   * Declares, at the root, the prefixes that are used and not declared.
   *
   * @param all also those that are declared, but not at the root
   */
  private static String declaring(String xml, boolean all) {
    int open = xml.indexOf('<');
    int close = open < 0 ? -1 : xml.indexOf('>', open);
    if (close < 0) {
      return xml;
    }
    String root = xml.substring(open, close);
    Set<String> missing = new LinkedHashSet<>();
    Matcher used = USED.matcher(xml);
    while (used.find()) {
      missing.add(used.group(1) != null ? used.group(1) : used.group(2));
    }
    missing.remove("xml");
    missing.remove("xmlns");
    Matcher declared = DECLARED.matcher(all ? root : xml);
    while (declared.find()) {
      missing.remove(declared.group(1));
    }
    if (missing.isEmpty()) {
      return xml;
    }
    StringBuilder declarations = new StringBuilder();
    for (String prefix : missing) {
      declarations.append(
          String.format(Locale.ROOT, " xmlns:%s=\"%s\"", prefix, Vocabulary.namespaceOf(prefix)));
    }
    Matcher name = Pattern.compile("<[^\\s/>]+").matcher(root);
    int at = name.find() ? open + name.end() : close;
    return xml.substring(0, at) + declarations + xml.substring(at);
  }

  private String withoutTornItem(String xml) {
    Matcher m = LAST_ITEM.matcher(xml);
    int open = -1;
    while (m.find()) {
      open = m.group(1).isEmpty() ? m.start() : -1;
    }
    boolean torn = open >= 0 && xml.indexOf('>', open) >= 0;
    String root = xml.stripTrailing().toLowerCase(Locale.ROOT);
    if (!torn || root.endsWith("</rss>") || root.endsWith("</feed>") || root.endsWith("rdf>")) {
      return xml;
    }
    problems.add(FeedProblem.leftOut(null, "the feed ends inside an item"));
    return xml.substring(0, open);
  }

  private static Document build(String xml) throws JDOMException {
    SAXBuilder builder = new SAXBuilder(new BoundedReaders());
    builder.setExpandEntities(false);
    try {
      return builder.build(new StringReader(xml));
    } catch (IOException | IllegalArgumentException e) {
      // The latter is what XML allows and its trees do not hold, such as a namespace that begins
      // with a digit.
      throw new JDOMException(e.getMessage(), e);
    }
  }

  /** Readers that know no DOCTYPE, fetch nothing, and give up on a tower of elements. */
  private static final class BoundedReaders implements XMLReaderJDOMFactory {
    @Override
    public XMLReader createXMLReader() throws JDOMException {
      XMLReader reader = XMLReaders.NONVALIDATING.createXMLReader();
      try {
        reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        reader.setFeature("http://xml.org/sax/features/external-general-entities", false);
        reader.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      } catch (SAXException e) {
        throw new JDOMException("the XML parser cannot be made safe", e);
      }
      return new Bounded(reader);
    }

    @Override
    public boolean isValidating() {
      return false;
    }
  }

  private static final class Bounded extends XMLFilterImpl {
    private int depth;

    Bounded(XMLReader reader) {
      super(reader);
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes)
        throws SAXException {
      if (++depth > MAX_DEPTH) {
        throw new SAXException(
            String.format(Locale.ROOT, "elements nested more than %d deep", MAX_DEPTH));
      }
      super.startElement(uri, local, name, attributes);
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
      depth--;
      super.endElement(uri, local, name);
    }

    @Override
    public InputSource resolveEntity(String publicId, String systemId) {
      return new InputSource(new StringReader(""));
    }
  }
}
