package dev.tapeline.analysis.page;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import dev.tapeline.analysis.page.BodyText.Paragraph;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the article out of an HTML page: headline, body alone, author, times, language, site,
 * address and the agency that it credits.
 *
 * <pre>{@code
 * ExtractedPage page = new PageExtractor().extract(html, URI.create("https://news.example/a/1"));
 * page.text(); // paragraphs parted by a blank line; no menus, author boxes, comments, promotions
 * }</pre>
 *
 * Any input answers: a page without an article has a null text. The work grows linearly with the
 * page; of a page beyond {@value #LONGEST} characters or {@value #MOST_ELEMENTS} elements only
 * these are read. Immutable and thread-safe.
 */
public final class PageExtractor {
  /** More than any article with its page around it; what lies behind is not read. */
  static final int LONGEST = 4_000_000;

  /** Pages of large portals have some thousands of elements. */
  static final int MOST_ELEMENTS = 150_000;

  private static final int LONGEST_BYTES = 3 * LONGEST;

  private static final Pattern META_CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.\\-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML_ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z0-9_:.\\-]+)");

  private static final String SHOWN_TIMES =
      "time, [class*=date], [class*=time], [class*=Date], [class*=Time]";

  /** Labels that browsers read as a larger charset, by the WHATWG encoding standard. */
  private static final Map<String, String> SUPERSETS =
      Map.ofEntries(
          Map.entry("gb2312", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("windows-874", "x-windows-874"));

  private static final Pattern AGENCY_DATELINE =
      Pattern.compile("^.{0,60}?[(（]\\s*([^()（）]{2,40}?)\\s*[)）]\\s*[-–—:]?.*", Pattern.DOTALL);
  private static final Pattern AGENCY_LEAD =
      Pattern.compile(
          "^\\s*[(（【\\[]?\\s*(\\p{L}{2,12}?)(?:[^\\p{L}].{0,40}?)?[)）】\\]]?[电電讯訊].*",
          Pattern.DOTALL);

  private final Furniture furniture = Furniture.builtIn();

  /**
   * Takes the article out of a page.
   *
   * @param html the page
   * @param url where it stands, or null; what it calls its own address is resolved against it
   */
  public ExtractedPage extract(String html, @Nullable URI url) {
    String bounded = html.length() > LONGEST ? html.substring(0, LONGEST) : html;
    Document page = Jsoup.parse(bounded);
    cutBehind(page, MOST_ELEMENTS);
    return new Reading(page, url).read();
  }

  /** Removes what stands behind the given number of elements. */
  private static void cutBehind(Document page, int elements) {
    int[] seen = {0};
    Node[] last = {page};
    NodeTraversor.filter(
        (node, depth) -> {
          last[0] = node;
          seen[0] += node instanceof Element ? 1 : 0;
          return seen[0] > elements ? FilterResult.STOP : FilterResult.CONTINUE;
        },
        page);
    if (seen[0] <= elements) {
      return;
    }
    for (Node node = last[0]; node.parent() instanceof Element parent; node = parent) {
      // Removing one by one would number the others anew each time
      List<Node> kept = List.copyOf(parent.childNodes().subList(0, node.siblingIndex() + 1));
      parent.empty();
      parent.appendChildren(kept);
    }
  }

  /**
   * Takes the article out of a page as it came over the wire. The charset is that of the byte order
   * mark, else the one told, else the page's own word, else UTF-8 if the bytes are that, else the
   * likeliest.
   *
   * @param html the page's bytes
   * @param charset what the {@code Content-Type} header told, or null
   * @param url where it stands, or null
   */
  public ExtractedPage extract(byte[] html, @Nullable String charset, @Nullable URI url) {
    byte[] bounded = html.length > LONGEST_BYTES ? Arrays.copyOf(html, LONGEST_BYTES) : html;
    return extract(decode(bounded, charset), url);
  }

  static String decode(byte[] bytes, @Nullable String charset) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }
    List<Charset> told = new ArrayList<>();
    addCharset(charset, told);
    String head = new String(bytes, 0, Math.min(bytes.length, 8192), StandardCharsets.ISO_8859_1);
    addMatch(XML_ENCODING.matcher(head), told);
    addMatch(META_CHARSET.matcher(head), told);
    for (Charset candidate : told) {
      if (!candidate.equals(StandardCharsets.UTF_8)) {
        return new String(bytes, candidate);
      }
      String text = strictUtf8(bytes);
      if (text != null) {
        return text;
      }
    }
    String text = strictUtf8(bytes);
    return text != null ? text : likeliest(bytes, told);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static void addMatch(Matcher matcher, List<Charset> told) {
    if (matcher.find()) {
      addCharset(matcher.group(1), told);
    }
  }

  private static void addCharset(@Nullable String name, List<Charset> told) {
    if (name == null || name.isBlank()) {
      return;
    }
    String label = name.strip().replace("\"", "").toLowerCase(Locale.ROOT);
    // A page whose word for its charset could be read as ASCII is not UTF-16, whatever it says
    String known = label.startsWith("utf-16") ? "utf-8" : SUPERSETS.getOrDefault(label, label);
    try {
      told.add(Charset.forName(known));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      // An unknown name tells nothing: the next candidate is tried
      return;
    }
  }

  /** Null where the bytes are not UTF-8, save for a character cut off at the end. */
  private static @Nullable String strictUtf8(byte[] bytes) {
    for (int cut = 0; cut <= Math.min(3, bytes.length); cut++) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut))
            .toString();
      } catch (CharacterCodingException e) {
        if (bytes.length < LONGEST_BYTES) {
          return null;
        }
      }
    }
    return null;
  }

  private static String likeliest(byte[] bytes, List<Charset> told) {
    CharsetMatch match =
        new CharsetDetector()
            .setText(bytes.length > 100_000 ? Arrays.copyOf(bytes, 100_000) : bytes)
            .detect();
    if (match != null && Charset.isSupported(match.getName())) {
      String name = match.getName().toLowerCase(Locale.ROOT);
      return new String(bytes, Charset.forName(SUPERSETS.getOrDefault(name, match.getName())));
    }
    return new String(bytes, told.isEmpty() ? StandardCharsets.UTF_8 : told.get(0));
  }

  /** The reading of one page. */
  private final class Reading {
    private final Document page;
    private final @Nullable URI url;
    private final LinkedData data;
    private final Map<String, String> metas;
    private final @Nullable String title;
    private final @Nullable String siteName;
    private final @Nullable String language;
    private final PageDates dates;

    Reading(Document page, @Nullable URI url) {
      this.page = page;
      this.url = url;
      this.data = LinkedData.of(page);
      this.metas = metas(page);
      String site = meta("og:site_name", "application-name");
      String publisher = site != null ? site : data.publisher();
      this.language = language();
      this.dates = new PageDates(language, url == null ? null : url.getHost(), shownTimes());
      this.title = title(publisher);
      this.siteName =
          publisher != null || title == null
              ? publisher
              : Headline.siteBehind(title, clean(page.title()));
    }

    ExtractedPage read() {
      String author = author();
      BodyFinder.Body body = BodyFinder.find(page.body(), furniture);
      List<Paragraph> all = BodyText.of(body.elements(), body.isFurniture());
      String told = toldBody();
      List<Paragraph> kept = new ArticleText(furniture, title, author).keep(all, told);
      String text = join(kept);
      if (told != null && TextWeight.of(text == null ? "" : text) < 0.6 * TextWeight.of(told)) {
        kept = new ArticleText(furniture, title, author).keep(paragraphs(told), null);
        text = join(kept);
      }
      return new ExtractedPage(
          title,
          text,
          author,
          published(),
          modified(),
          language,
          siteName,
          canonicalUrl(),
          credit(all, text));
    }

    private static @Nullable String join(List<Paragraph> paragraphs) {
      return paragraphs.isEmpty()
          ? null
          : String.join("\n\n", paragraphs.stream().map(Paragraph::text).toList());
    }

    /** What the page shows near its headline as a time: it may tell the zone that a meta lacks. */
    private List<String> shownTimes() {
      return page
          .select("time, [class*=date], [class*=time], [class*=Date], [class*=Time]")
          .stream()
          .limit(30)
          .map(Element::text)
          .filter(text -> text.length() <= 120)
          .toList();
    }

    private static Map<String, String> metas(Document page) {
      Map<String, String> metas = new HashMap<>();
      for (Element meta : page.getElementsByTag("meta")) {
        String content = clean(meta.attr("content"));
        for (String key : List.of("property", "name", "itemprop", "http-equiv")) {
          String name = meta.attr(key).strip().toLowerCase(Locale.ROOT);
          if (!name.isEmpty() && !content.isEmpty()) {
            metas.putIfAbsent(name, content);
          }
        }
      }
      return metas;
    }

    private @Nullable String meta(String... names) {
      for (String name : names) {
        String content = metas.get(name.toLowerCase(Locale.ROOT));
        if (content != null) {
          return content;
        }
      }
      return null;
    }

    private static String clean(String text) {
      return text.replace('\u00A0', ' ').replaceAll("\\s+", " ").strip();
    }

    private @Nullable String language() {
      for (String told :
          Arrays.asList(
              page.select("html").attr("lang"),
              page.select("html").attr("xml:lang"),
              data.language(),
              meta("og:locale", "content-language", "language"))) {
        if (told != null && !told.isBlank()) {
          String tag =
              Locale.forLanguageTag(told.strip().split("[,;\\s]")[0].replace('_', '-'))
                  .toLanguageTag();
          if (!tag.equals("und")) {
            return tag;
          }
        }
      }
      return null;
    }

    private @Nullable String title(@Nullable String site) {
      List<String> told = new ArrayList<>();
      for (String one :
          Arrays.asList(data.headline(), meta("og:title"), meta("twitter:title", "headline"))) {
        if (one != null) {
          told.add(clean(Jsoup.parse(one).text()));
        }
      }
      told.removeIf(String::isBlank);
      List<String> h1 = new ArrayList<>();
      for (Element heading : page.select("h1, [itemprop=headline]")) {
        String text = clean(heading.text());
        if (!text.isEmpty() && h1.size() < 10 && text.length() < 500) {
          h1.add(text);
        }
      }
      String window = clean(page.title());
      return Headline.choose(told, h1, window.isEmpty() ? null : window, site);
    }

    private @Nullable String author() {
      List<String> names = new ArrayList<>(data.authors());
      if (names.isEmpty()) {
        addAuthor(meta("author", "article:author", "parsely-author", "sailthru.author"), names);
      }
      if (names.isEmpty()) {
        for (Element element :
            page.select(
                "[itemprop=author] [itemprop=name], [itemprop=author], [rel=author], .byline,"
                    + " .author-name, .author, .post-author, .entry-author, .reporter")) {
          if (names.isEmpty()) {
            String content = element.attr("content");
            addAuthor(content.isEmpty() ? element.text() : content, names);
          }
        }
      }
      names.removeIf(name -> name.equalsIgnoreCase(siteName) && siteName != null);
      return names.isEmpty() ? null : String.join(", ", names);
    }

    private void addAuthor(@Nullable String told, List<String> names) {
      if (told == null) {
        return;
      }
      String line = clean(told);
      String name = furniture.afterByline(line);
      String bare = name == null ? line : name;
      int cut = bare.indexOf(" | ");
      String first = cut > 0 ? bare.substring(0, cut) : bare;
      if (!first.isBlank() && first.length() <= 80 && !first.startsWith("http")) {
        names.add(first);
      }
    }

    private @Nullable Instant published() {
      for (String told :
          Arrays.asList(
              data.published(),
              meta(
                  "article:published_time",
                  "og:published_time",
                  "datePublished",
                  "publishdate",
                  "pubdate",
                  "publish-date",
                  "date",
                  "dc.date",
                  "dc.date.issued",
                  "dcterms.created",
                  "parsely-pub-date",
                  "sailthru.date",
                  "cXenseParse:recs:publishtime",
                  "apub:time",
                  "weibo: article:create_at"))) {
        Instant instant = dates.read(told);
        if (instant != null) {
          return instant;
        }
      }
      return timeElement(
          "[itemprop=datePublished]", "time[pubdate]", "time[datetime]", "time", SHOWN_TIMES);
    }

    private @Nullable Instant modified() {
      for (String told :
          Arrays.asList(
              data.modified(),
              meta(
                  "article:modified_time",
                  "og:updated_time",
                  "dateModified",
                  "lastmod",
                  "last-modified",
                  "dcterms.modified"))) {
        Instant instant = dates.read(told);
        if (instant != null) {
          return instant;
        }
      }
      return timeElement("[itemprop=dateModified]");
    }

    private @Nullable Instant timeElement(String... selectors) {
      for (String selector : selectors) {
        for (Element element : page.select(selector).stream().limit(20).toList()) {
          if (element.attr("itemprop").equals("dateModified")
              && !selector.contains("dateModified")) {
            continue;
          }
          for (String attribute : List.of("datetime", "content", "title")) {
            Instant instant = dates.read(element.attr(attribute));
            if (instant != null) {
              return instant;
            }
          }
          Instant instant = dates.read(clean(element.text()));
          if (instant != null) {
            return instant;
          }
        }
      }
      return null;
    }

    private @Nullable String canonicalUrl() {
      List<String> told = new ArrayList<>();
      for (Element link : page.select("link[rel~=(?i)^canonical$]")) {
        told.add(link.attr("href"));
      }
      told.add(meta("og:url") == null ? "" : meta("og:url"));
      told.add(data.url() == null ? "" : data.url());
      for (String one : told) {
        String resolved = resolve(one.strip());
        if (resolved != null) {
          return resolved;
        }
      }
      return null;
    }

    private @Nullable String resolve(String address) {
      if (address.isEmpty()) {
        return null;
      }
      try {
        URI own = new URI(address.replace(" ", "%20"));
        URI full = url == null ? own : url.resolve(own);
        String scheme = full.getScheme() == null ? "" : full.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        return web && full.getHost() != null ? full.toString() : null;
      } catch (URISyntaxException | IllegalArgumentException e) {
        return null;
      }
    }

    private @Nullable String toldBody() {
      String told = data.body();
      if (told == null) {
        return null;
      }
      return told.indexOf('<') >= 0 && told.indexOf('>') > 0
          ? String.join(
              "\n\n",
              BodyText.of(List.of(Jsoup.parse(told).body()), java.util.Set.of()).stream()
                  .map(Paragraph::text)
                  .toList())
          : Jsoup.parse(told.replace("\n", "&#10;")).body().wholeText();
    }

    private static List<Paragraph> paragraphs(String plain) {
      List<Paragraph> paragraphs = new ArrayList<>();
      for (String line : plain.split("\\R+")) {
        String text = clean(line);
        if (!text.isEmpty()) {
          paragraphs.add(new Paragraph(text, TextWeight.of(text), 0, false, false));
        }
      }
      return paragraphs;
    }

    private @Nullable String credit(List<Paragraph> all, @Nullable String text) {
      List<String> named = new ArrayList<>(data.origins());
      named.addAll(data.authors());
      for (String name :
          List.of(
              "source",
              "author",
              "original-source",
              "copyright",
              "article:author",
              "syndication-source")) {
        named.add(metas.getOrDefault(name, ""));
      }
      for (Element element :
          page.select(
              "[itemprop=sourceOrganization], [class*=source], [class*=credit], [class*=agency],"
                  + " [class*=byline], [class*=author], [class*=meta], [id*=source], figcaption,"
                  + " [class*=caption]")) {
        if (named.size() < 200 && element.childrenSize() <= 4) {
          named.add(clean(element.text()));
        }
      }
      for (Paragraph paragraph : all) {
        named.add(paragraph.text());
      }
      for (String name : named) {
        String agency = creditOf(name);
        if (agency != null) {
          return agency;
        }
      }
      return text == null ? null : dateline(text);
    }

    private @Nullable String creditOf(String line) {
      String agency = furniture.creditedAgency(line);
      if (agency != null) {
        return agency;
      }
      // A caption or a last line that ends in "(REUTERS)" or "/Antara"
      int slash = line.lastIndexOf('/');
      if (slash > 0 && furniture.agency(line.substring(slash + 1)) != null) {
        return furniture.agency(line.substring(slash + 1));
      }
      int open = Math.max(line.lastIndexOf('('), line.lastIndexOf('（'));
      int close = Math.max(line.lastIndexOf(')'), line.lastIndexOf('）'));
      return open >= 0 && close > open && close >= line.length() - 2
          ? furniture.agency(line.substring(open + 1, close))
          : null;
    }

    /** "HONG KONG (Reuters) - …", "新华社北京10月19日电". */
    private @Nullable String dateline(String text) {
      String lead = text.substring(0, Math.min(120, text.length()));
      Matcher brackets = AGENCY_DATELINE.matcher(lead);
      if (brackets.matches()) {
        String agency = furniture.agency(brackets.group(1));
        if (agency != null) {
          return agency;
        }
      }
      Matcher wire = AGENCY_LEAD.matcher(lead);
      if (wire.matches()) {
        String word = wire.group(1);
        for (int length = word.length(); length >= 2; length--) {
          String agency = furniture.agency(word.substring(0, length));
          if (agency != null) {
            return agency;
          }
        }
      }
      return null;
    }
  }
}
