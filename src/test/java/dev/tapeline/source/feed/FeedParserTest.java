package dev.tapeline.source.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedParserTest {
  private static final URI URL = URI.create("https://feeds.example.com/market/rss.xml");

  private static ParsedFeed parse(String feed) {
    return FeedParser.parse(feed.getBytes(UTF_8), "application/xml", URL);
  }

  private static FeedItem only(ParsedFeed feed) {
    assertThat(feed.items()).hasSize(1);
    return feed.items().get(0);
  }

  private static FeedItem rssItem(String inside) {
    return only(parse(rss("<item>" + inside + "</item>")));
  }

  private static String rss(String inside) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>N</title>"
        + "<link>https://example.com/</link>"
        + inside
        + "</channel></rss>";
  }

  private static FeedItem atomEntry(String inside) {
    return only(
        parse(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>N</title><entry><id>1</id>"
                + inside
                + "</entry></feed>"));
  }

  private static List<String> reasons(ParsedFeed feed) {
    return feed.problems().stream().map(FeedProblem::reason).toList();
  }

  // Formats

  @Test
  void readsRss20() {
    ParsedFeed feed =
        parse(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                 xmlns:dc="http://purl.org/dc/elements/1.1/"
                 xmlns:atom="http://www.w3.org/2005/Atom">
              <channel>
                <title>Harian Pasar</title>
                <atom:link href="https://feeds.example.com/market/rss.xml" rel="self"/>
                <link>https://pasar.example.com</link>
                <description>Berita saham</description>
                <language>id-id</language>
                <ttl>30</ttl>
                <item>
                  <title>Saham Maju &amp;amp; Mundur</title>
                  <link>https://pasar.example.com/a/1</link>
                  <guid isPermaLink="false">pasar-1</guid>
                  <pubDate>Tue, 19 Oct 2021 19:00:00 +0700</pubDate>
                  <dc:creator>Rini</dc:creator>
                  <category>Saham</category>
                  <category domain="x">Otomotif</category>
                  <category>Saham</category>
                  <description>&lt;p&gt;Ringkasan &lt;b&gt;singkat&lt;/b&gt;.&lt;/p&gt;</description>
                  <content:encoded><![CDATA[<p>Alinea satu.</p><p>Alinea<br>dua.</p><script>x()</script>]]></content:encoded>
                </item>
              </channel>
            </rss>
            """);
    assertThat(feed.feed())
        .isEqualTo(new ParsedFeed.Feed("Harian Pasar", "https://pasar.example.com", "id-ID", 30));
    assertThat(feed.problems()).isEmpty();
    assertThat(only(feed))
        .isEqualTo(
            new FeedItem(
                "pasar-1",
                "Saham Maju & Mundur",
                "https://pasar.example.com/a/1",
                "Ringkasan singkat.",
                "Alinea satu.\n\nAlinea\ndua.",
                "Rini",
                Instant.parse("2021-10-19T12:00:00Z"),
                null,
                "id-ID",
                List.of("Saham", "Otomotif")));
  }

  @Test
  void readsRss091WithItsDoctype() {
    ParsedFeed feed =
        parse(
            """
            <?xml version="1.0" encoding="ISO-8859-1" ?>
            <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
                "http://my.netscape.com/publish/formats/rss-0.91.dtd">
            <rss version="0.91"><channel><title>Old news</title><language>en</language>
            <item><title>One &copy; two</title><link>http://example.com/1</link>
            <description>Words&nbsp;here</description></item></channel></rss>
            """);
    FeedItem item = only(feed);
    assertThat(item.id()).isEqualTo("http://example.com/1");
    assertThat(item.title()).isEqualTo("One © two");
    assertThat(item.summary()).isEqualTo("Words here");
    assertThat(item.publishedAt()).isNull();
    assertThat(item.language()).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource({"0.92", "0.93", "0.94", "2.0", "2.0.1", "2", "''", "9.9"})
  void readsEveryVersionOfRss(String version) {
    ParsedFeed feed =
        parse(
            "<rss version='%s'><channel><item><title>T</title><link>http://e.org/1</link></item></channel></rss>"
                .formatted(version));
    assertThat(only(feed).title()).isEqualTo("T");
  }

  @Test
  void readsRss090() {
    ParsedFeed feed =
        parse(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
                     xmlns="http://my.netscape.com/rdf/simple/0.9/">
              <channel><title>Ninety</title><link>http://example.com/</link></channel>
              <item><title>First</title><link>http://example.com/1</link></item>
              <item><title>Second</title><link>/2</link></item>
            </rdf:RDF>
            """);
    assertThat(feed.feed().title()).isEqualTo("Ninety");
    assertThat(feed.items())
        .extracting(FeedItem::link)
        .containsExactly("http://example.com/1", "http://example.com/2");
  }

  @Test
  void readsRss10() {
    ParsedFeed feed =
        parse(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
               xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
               xmlns:content="http://purl.org/rss/1.0/modules/content/" xml:lang="ja">
              <channel rdf:about="https://example.jp/rdf"><title>経済</title><link>https://example.jp/</link>
                <dc:language>ja</dc:language><sy:updatePeriod>hourly</sy:updatePeriod>
                <sy:updateFrequency>4</sy:updateFrequency>
                <items><rdf:Seq><rdf:li rdf:resource="https://example.jp/1"/></rdf:Seq></items></channel>
              <item rdf:about="https://example.jp/1"><title>新工場</title><link>https://example.jp/1</link>
                <description>要約</description><dc:date>2021-10-19T21:00:00+09:00</dc:date>
                <dc:subject>自動車</dc:subject><dc:creator>山田</dc:creator>
                <content:encoded><![CDATA[<p>本文</p>]]></content:encoded></item>
            </rdf:RDF>
            """);
    assertThat(feed.feed()).isEqualTo(new ParsedFeed.Feed("経済", "https://example.jp/", "ja", 15));
    assertThat(only(feed))
        .isEqualTo(
            new FeedItem(
                "https://example.jp/1",
                "新工場",
                "https://example.jp/1",
                "要約",
                "本文",
                "山田",
                Instant.parse("2021-10-19T12:00:00Z"),
                null,
                "ja",
                List.of("自動車")));
  }

  @Test
  void readsAtom10() {
    ParsedFeed feed =
        parse(
            """
            <?xml version="1.0"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb" xml:base="https://example.co.uk/news/">
              <title type="html">City &amp;amp; Money</title>
              <link rel="self" href="feed.atom"/><link href="."/>
              <author><name>The Desk</name></author>
              <entry>
                <id>tag:example.co.uk,2021:1</id>
                <title type="text">Profit &lt;b&gt; loss</title>
                <link rel="enclosure" href="a.mp3"/><link rel="alternate" type="text/html" href="2021/1.html"/>
                <published>2021-10-19T12:00:00Z</published><updated>2021-10-19T13:00:00+01:00</updated>
                <summary>In short</summary>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; only.</p><p>Two.</p></div></content>
                <category term="banks" label="Banks"/><category term="uk"/>
              </entry>
              <entry xml:lang="fr"><id>2</id><title>Deux</title><link href="/2"/>
                <author><name>Anne</name></author><author><email>b@example.com</email></author>
                <updated>2021-10-19T12:00:00Z</updated>
                <content type="html">&lt;p&gt;Un &amp;amp; deux&lt;/p&gt;</content></entry>
            </feed>
            """);
    assertThat(feed.feed())
        .isEqualTo(
            new ParsedFeed.Feed("City & Money", "https://example.co.uk/news/", "en-GB", null));
    assertThat(feed.items().get(0))
        .isEqualTo(
            new FeedItem(
                "tag:example.co.uk,2021:1",
                "Profit <b> loss",
                "https://example.co.uk/news/2021/1.html",
                "In short",
                "One & only.\n\nTwo.",
                "The Desk",
                Instant.parse("2021-10-19T12:00:00Z"),
                Instant.parse("2021-10-19T12:00:00Z"),
                "en-GB",
                List.of("Banks", "uk")));
    FeedItem second = feed.items().get(1);
    assertThat(second.link()).isEqualTo("https://example.co.uk/2");
    assertThat(second.author()).isEqualTo("Anne, b@example.com");
    assertThat(second.language()).isEqualTo("fr");
    assertThat(second.content()).isEqualTo("Un & deux");
    assertThat(second.publishedAt()).isNull();
    assertThat(second.updatedAt()).isEqualTo("2021-10-19T12:00:00Z");
  }

  @Test
  void readsAtom03() {
    ParsedFeed feed =
        parse(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="de">
              <title>Alt</title><link rel="alternate" type="text/html" href="http://example.de/"/>
              <modified>2004-05-01T10:00:00Z</modified><author><name>Redaktion</name></author>
              <entry><title mode="escaped" type="text/html">Gewinn &amp;amp; Verlust</title>
                <link rel="alternate" type="text/html" href="http://example.de/1"/>
                <id>tag:example.de,2004:1</id><issued>2004-05-01T09:00:00+02:00</issued>
                <modified>2004-05-01T10:00:00Z</modified>
                <summary type="text/plain">Kurz</summary>
                <content type="text/html" mode="escaped">&lt;p&gt;Lang&lt;/p&gt;</content></entry>
            </feed>
            """);
    assertThat(only(feed))
        .isEqualTo(
            new FeedItem(
                "tag:example.de,2004:1",
                "Gewinn & Verlust",
                "http://example.de/1",
                "Kurz",
                "Lang",
                "Redaktion",
                Instant.parse("2004-05-01T07:00:00Z"),
                Instant.parse("2004-05-01T10:00:00Z"),
                "de",
                List.of()));
  }

  @Test
  void readsJsonFeed11() {
    ParsedFeed feed =
        parse(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://example.org/",
             "language": "id", "authors": [{"name": "Redaksi"}],
             "items": [
              {"id": "1", "url": "/1", "title": "Satu", "summary": "s", "content_html": "<p>Isi &amp; lagi</p>",
               "date_published": "2021-10-19T19:00:00+07:00", "date_modified": "2021-10-19T13:00:00Z",
               "authors": [{"name": "A"}, {"name": "B"}], "tags": ["x", "y", "x"], "language": "en-us"},
              {"id": 2, "content_text": "Baris satu\\nbaris dua"}
             ]}
            """);
    assertThat(feed.feed()).isEqualTo(new ParsedFeed.Feed("J", "https://example.org/", "id", null));
    assertThat(feed.items())
        .containsExactly(
            new FeedItem(
                "1",
                "Satu",
                "https://example.org/1",
                "s",
                "Isi & lagi",
                "A, B",
                Instant.parse("2021-10-19T12:00:00Z"),
                Instant.parse("2021-10-19T13:00:00Z"),
                "en-US",
                List.of("x", "y")),
            new FeedItem(
                "2",
                null,
                null,
                null,
                "Baris satu\nbaris dua",
                "Redaksi",
                null,
                null,
                "id",
                List.of()));
  }

  @Test
  void readsJsonFeed10() {
    FeedItem item =
        only(
            parse(
                """
                {"version": "https://jsonfeed.org/version/1", "title": "J", "author": {"name": "R"},
                 "items": [{"id": "a", "title": "T", "external_url": "https://e.org/x"}]}
                """));
    assertThat(item.author()).isEqualTo("R");
    assertThat(item.link()).isEqualTo("https://e.org/x");
  }

  // What feeds get wrong

  @Test
  void readsItemsBesideTheChannelAndWithoutNamespace() {
    ParsedFeed feed =
        parse("<rss><channel><title>N</title></channel><item><title>T</title></item></rss>");
    assertThat(only(feed).title()).isEqualTo("T");
    assertThat(
            only(parse(
                    "<feed><title>N</title><entry><title>T</title><link href='x'/></entry></feed>"))
                .link())
        .isEqualTo("https://feeds.example.com/market/x");
  }

  @Test
  void readsPrefixedElements() {
    ParsedFeed feed =
        parse(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>N</a:title><a:entry>"
                + "<a:id>1</a:id><a:title>T</a:title></a:entry></a:feed>");
    assertThat(only(feed).title()).isEqualTo("T");
  }

  @Test
  void readsRssWithADefaultNamespace() {
    ParsedFeed feed =
        parse(
            "<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel><title>N</title>"
                + "<item><title>T</title><guid>g</guid></item></channel></rss>");
    assertThat(feed.feed().title()).isEqualTo("N");
    assertThat(only(feed).id()).isEqualTo("g");
  }

  @Test
  void repairsJunkBeforeTheProlog() {
    ParsedFeed feed =
        parse("\n\n<br />Warning: old function in x.php\n" + rss("<item><title>T</title></item>"));
    assertThat(only(feed).title()).isEqualTo("T");
    assertThat(reasons(feed)).anyMatch(r -> r.endsWith("before the XML; skipped"));
    assertThat(only(parse("  \n\n" + rss("<item><title>T</title></item>"))).title()).isEqualTo("T");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AT&T and S&P rise                  | AT&T and S&P rise
          Profit &nbsp; up &mdash; again     | Profit up — again
          A &foo; B                          | A &foo; B
          x < y and y > z                    | x < y and y > z
          Bell\u0007 and \u0000null          | Bell and null
          Quote &#146;s &#x92;s              | Quote ’s ’s
          &#0;Zero &#xFFFFFFFF;              | Zero
          AT&amp;T                           | AT&T
          AT&amp;amp;T                       | AT&T
          &lt;b&gt;Bold&lt;/b&gt; move       | Bold move
          <![CDATA[<i>Q3</i> &amp; more]]>   | Q3 & more
          5 &lt; 6                           | 5 < 6
          if (a&lt;b) buy                    | if (a<b) buy
          <b>Unescaped</b> markup            | Unescaped markup
          smart &#8220;quotes&#8221;         | smart “quotes”
          &eacute;t&eacute;                  | été
          """)
  void repairsTitles(String written, String read) {
    String inside = "<title>%s</title><guid>1</guid>".formatted(written);
    assertThat(rssItem(inside).title()).isEqualTo(read);
  }

  @Test
  void repairsUndeclaredPrefixes() {
    FeedItem item =
        only(
            parse(
                "<rss version='2.0'><channel><item><title>T</title><dc:creator>C</dc:creator>"
                    + "<content:encoded>Body</content:encoded><x:y z:a='1'>q</x:y></item></channel></rss>"));
    assertThat(item.author()).isEqualTo("C");
    assertThat(item.content()).isEqualTo("Body");
  }

  @Test
  void repairsTagsThatAreNotClosed() {
    ParsedFeed feed =
        parse(
            "<rss version=2.0><channel><title>N</title><item><title>One</title>"
                + "<description><p>a<br>b</description></item>"
                + "<item><title>Two</title></item></channel></rss>");
    assertThat(feed.items()).extracting(FeedItem::title).containsExactly("One", "Two");
    assertThat(reasons(feed)).anyMatch(r -> r.startsWith("not well-formed XML (line 1"));
  }

  @Test
  void leavesOutTheItemThatATornFeedEndsIn() {
    ParsedFeed feed =
        parse(
            "<rss version='2.0'><channel><item><title>One</title></item><item><title>Two</title>"
                + "</item><item><title>Three</title><description>and then sud");
    assertThat(feed.items()).extracting(FeedItem::title).containsExactly("One", "Two");
    assertThat(reasons(feed)).contains("the feed ends inside an item");
  }

  @Test
  void readsWhatATornJsonFeedStillHolds() {
    ParsedFeed feed =
        parse(
            "{\"title\": \"J\", \"items\": [{\"id\": \"1\", \"title\": \"One\"}, {\"id\": \"2\", \"ti");
    assertThat(only(feed).title()).isEqualTo("One");
    assertThat(reasons(feed)).anyMatch(r -> r.startsWith("not valid JSON (line 1"));
  }

  @Test
  void leavesOutWhatIsNoItem() {
    ParsedFeed feed =
        parse("{\"items\": [7, \"x\", {\"id\": \"1\", \"title\": \"T\"}, {\"id\": \"e\"}]}");
    assertThat(only(feed).id()).isEqualTo("1");
    assertThat(reasons(feed))
        .contains(
            "item 1 is no JSON object",
            "item 2 is no JSON object",
            "has neither title nor text nor link");
  }

  // Identity

  @Test
  void givesAnItemWithoutIdItsLinkOrAStableHash() {
    assertThat(rssItem("<title>T</title><link>https://e.org/1</link>").id())
        .isEqualTo("https://e.org/1");
    String first = rssItem("<title>T</title><pubDate>2021-10-19</pubDate>").id();
    String again =
        rssItem("<title>T</title><pubDate>2021-10-19</pubDate><category>c</category>").id();
    String other = rssItem("<title>T</title><pubDate>2021-10-20</pubDate>").id();
    assertThat(first).startsWith("sha256:").isEqualTo(again).isNotEqualTo(other);
    assertThat(rssItem("<description>Only words</description>").id()).startsWith("sha256:");
  }

  @Test
  void takesAPermalinkForTheLinkAndAnotherGuidNot() {
    assertThat(rssItem("<title>T</title><guid>https://e.org/1</guid>").link())
        .isEqualTo("https://e.org/1");
    FeedItem item = rssItem("<title>T</title><guid isPermaLink='false'>https://e.org/1</guid>");
    assertThat(item.link()).isNull();
    assertThat(rssItem("<title>T</title><guid>abc-17</guid>").link()).isNull();
    item = rssItem("<title>T</title><guid ispermalink=' false '>https://e.org/1</guid>");
    assertThat(item.link()).isNull();
  }

  @Test
  void keepsTheLatestOfTwoVersions() {
    ParsedFeed feed =
        parse(
            rss(
                "<item><guid>1</guid><title>Old</title><link>/1</link><pubDate>2021-10-18</pubDate></item>"
                    + "<item><guid>1</guid><title>New</title><link>/1</link><pubDate>2021-10-19</pubDate></item>"));
    assertThat(only(feed).title()).isEqualTo("New");
    assertThat(reasons(feed)).contains("comes twice; the latest version is kept");
  }

  @Test
  void distrustsAnIdThatDifferentItemsShare() {
    ParsedFeed feed =
        parse(
            rss(
                "<item><guid>0</guid><title>A</title><link>/a</link></item>"
                    + "<item><guid>0</guid><title>B</title><link>/b</link></item>"));
    assertThat(feed.items())
        .extracting(FeedItem::id)
        .containsExactly("https://example.com/a", "https://example.com/b");
  }

  // Links

  @ParameterizedTest
  @CsvSource({
    "/a/1, https://example.com/a/1",
    "a 1.html, https://example.com/a%201.html",
    "//cdn.example.com/x, https://cdn.example.com/x",
    "?id=7, https://example.com/?id=7",
    "https://example.com/berita/日経, https://example.com/berita/日経",
    "https://example.com/?q=[a]|b, https://example.com/?q=[a]%7Cb",
  })
  void resolvesLinks(String written, String absolute) {
    assertThat(rssItem("<title>T</title><link>" + written + "</link>").link()).isEqualTo(absolute);
  }

  @ParameterizedTest
  @CsvSource({"javascript:alert(1)", "mailto:a@example.com", "file:///etc/passwd", "http://"})
  void takesNoLinkThatIsNotOfTheWeb(String written) {
    FeedItem item = rssItem("<title>T</title><guid>1</guid><link>" + written + "</link>");
    assertThat(item.link()).isNull();
  }

  @Test
  void heedsXmlBaseAtEveryDepth() {
    ParsedFeed feed =
        parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/">
              <entry xml:base="y/"><id>1</id><title>T</title><link xml:base="z/" href="1"/></entry>
            </feed>
            """);
    assertThat(only(feed).link()).isEqualTo("https://a.example/x/y/z/1");
  }

  @Test
  void prefersTheLinkBehindFeedBurner() {
    FeedItem item =
        only(
            parse(
                "<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel>"
                    + "<item><title>T</title><link>https://feedproxy.example/~r/1</link>"
                    + "<feedburner:origLink>https://e.org/1</feedburner:origLink></item></channel></rss>"));
    assertThat(item.link()).isEqualTo("https://e.org/1");
  }

  @Test
  void readsLinksFromWhereTheSiteIs() {
    String feed =
        "<feed xmlns='http://www.w3.org/2005/Atom'><link href='http://site.example/'/><entry>"
            + "<title>T</title><link href='a.html'/></entry></feed>";
    assertThat(only(parse(feed)).link()).isEqualTo("http://site.example/a.html");
  }

  @Test
  void keepsAnItemThatIsOnlyALink() {
    FeedItem item = rssItem("<link>https://e.org/1</link>");
    assertThat(item.title()).isNull();
    assertThat(item.link()).isEqualTo("https://e.org/1");
  }

  // Languages, people, dates, texts

  @Test
  void readsLanguagesPerItem() {
    assertThat(rssItem("<title>T</title><dc:language>zh_tw</dc:language>").language())
        .isEqualTo("zh-TW");
    assertThat(rssItem("<title xml:lang='ko'>T</title>").language()).isEqualTo("ko");
    assertThat(rssItem("<title>T</title>").language()).isNull();
    assertThat(rssItem("<title>T</title><language>English</language>").language()).isNull();
    assertThat(atomEntry("<title>T</title><content xml:lang='vi'>x</content>").language())
        .isEqualTo("vi");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lawyer@boyer.net (Lawyer Boyer) | Lawyer Boyer
          Ann Lee <ann@example.com>       | Ann Lee
          ann@example.com                 | ann@example.com
          Ann Lee                         | Ann Lee
          """)
  void readsAuthors(String written, String name) {
    String escaped = written.replace("<", "&lt;");
    assertThat(rssItem("<title>T</title><author>" + escaped + "</author>").author())
        .isEqualTo(name);
  }

  @Test
  void tellsADateThatCannotBeRead() {
    ParsedFeed feed = parse(rss("<item><title>T</title><pubDate>next week</pubDate></item>"));
    assertThat(only(feed).publishedAt()).isNull();
    assertThat(reasons(feed)).contains("the date 'next week' cannot be read");
  }

  @Test
  void readsAFewMoreWordsForText() {
    assertThat(rssItem("<dc:title>D</dc:title><dc:author>A</dc:author>"))
        .extracting(FeedItem::title, FeedItem::author)
        .containsExactly("D", "A");
    assertThat(
            atomEntry(
                    "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b></div></title>")
                .title())
        .isEqualTo("A b");
    assertThat(atomEntry("<title type='html'>A &lt;em&gt;b&lt;/em&gt;</title>").title())
        .isEqualTo("A b");
    assertThat(
            rssItem(
                    "<title>T</title><description>&amp;lt;p&amp;gt;Twice&amp;lt;/p&amp;gt;</description>")
                .summary())
        .isEqualTo("Twice");
    assertThat(rssItem("<title>T</title><description>one\n\n\ntwo\nthree</description>").summary())
        .isEqualTo("one\n\ntwo\nthree");
  }

  // Hostile

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>              | external entity 'x'
          <!DOCTYPE rss [<!ENTITY x PUBLIC "a" "http://169.254.169.254/">]>     | external entity 'x'
          <!DOCTYPE rss [<!ENTITY % p SYSTEM "http://e.org/x.dtd"> %p;]>        | external entity 'p'
          <!doctype rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>        | entity 'b'
          <!DOCTYPE rss [<!ENTITY a "&#60;b>x">]>                               | entity 'a'
          <!DOCTYPE rss [<!ENTITY été SYSTEM "http://e.org/">]>                 | external entity 'été'
          """)
  void refusesEntitiesThatAreMoreThanCharacters(String doctype, String reason) {
    String feed =
        doctype + "<rss version='2.0'><channel><item><title>&x;&b;</title></item></channel></rss>";
    assertThatThrownBy(() -> parse(feed))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void honoursEntitiesThatAreCharacters() {
    ParsedFeed feed =
        parse(
            "<!DOCTYPE rss [<!ENTITY firm \"A &#38; B\"><!ENTITY nbsp '&#160;'>]>"
                + "<rss version='2.0'><channel><item><title>&firm;&nbsp;rise</title></item></channel></rss>");
    assertThat(only(feed).title()).isEqualTo("A & B rise");
  }

  @Test
  @Timeout(20)
  void refusesAnEntityBombAtOnce() {
    StringBuilder bomb =
        new StringBuilder("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'lol'>");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>");
    }
    bomb.append("]><rss version='2.0'><channel><item><title>&e29;</title></item></channel></rss>");
    assertThatThrownBy(() -> parse(bomb.toString()))
        .hasMessageContaining("which is more than characters; refused");
  }

  @Test
  void tellsAnHtmlPageAndTheFeedThatItNames() {
    assertThatThrownBy(
            () ->
                parse(
                    "<!DOCTYPE html><html><head><title>News</title><link rel=\"alternate\""
                        + " type=\"application/rss+xml\" href=\"/rss\"></head><body><p>Hi<br></body></html>"))
        .hasMessage("an HTML page, not a feed; it names the feed /rss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                   | empty
          '   '                                | empty
          Too many requests                    | neither XML nor JSON: it begins with 'Too many requests'
          {"error": "no"}                      | no 'items'
          {"items": 5}                         | no 'items'
          [1, 2]                               | no 'items'
          {"items": [                          | not valid JSON
          <opml version="1.0"><body/></opml>   | an OPML list
          <?xml version="1.0"?><urlset/>       | a sitemap
          <?xml version="1.0"?><note>x</note>  | its root is <note>
          <svg/>                               | no feed
          <?xml version="1.0"?>                | not well-formed
          <rss xmlns:a="6x"><channel/></rss>   | cannot begin with a number
          """)
  void saysWhyItIsNoFeed(String body, String reason) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  @Timeout(30)
  void isNotStoppedByTowers() {
    String deep = "<a>".repeat(100_000);
    assertThatThrownBy(() -> parse("<rss version='2.0'><channel>" + deep))
        .isInstanceOf(FeedException.class);
    assertThatThrownBy(() -> parse("{\"items\":" + "[".repeat(100_000)))
        .isInstanceOf(FeedException.class);
    String nested = "<div>".repeat(20_000) + "x" + "</div>".repeat(20_000);
    assertThat(
            rssItem("<title>T</title><description><![CDATA[" + nested + "]]></description>")
                .title())
        .isEqualTo("T");
  }

  @Test
  void boundsAHugeFeed() {
    String feed = rss("<item><title>T</title><link>/%d</link></item>".repeat(3_000));
    int[] next = {0};
    String numbered =
        java.util.regex.Pattern.compile("%d").matcher(feed).replaceAll(m -> "" + next[0]++);
    ParsedFeed parsed = parse(numbered);
    assertThat(parsed.items()).hasSize(2_000);
    assertThat(reasons(parsed)).contains("3000 items; only the first 2000 were read");
    assertThat(
            rssItem("<title>T</title><description>" + "y".repeat(900_000) + "</description>")
                .summary())
        .hasSize(500_000);
  }

  @ParameterizedTest
  @CsvSource({
    "<a/>, more than 600000 tags; refused",
    "<a>, more than 600000 tags; refused",
    "&, 'not well-formed XML, and too long to repair: line 1'",
  })
  @Timeout(60)
  void refusesToBuildATreeOfNothing(String piece, String reason) {
    String feed = "<rss version='2.0'><channel>" + piece.repeat(4_000_000 / piece.length());
    assertThatThrownBy(() -> parse(feed)).hasMessageStartingWith(reason);
  }

  @Test
  void refusesAnArrayOfNothing() {
    assertThatThrownBy(() -> parse("{\"items\": [" + "{},".repeat(200_000)))
        .hasMessage("more than 100000 objects; refused");
  }

  /** Each paragraph would open all formatting again that was left open before it. */
  @Test
  @Timeout(60)
  void takesNoMoreMarkupThanAnArticleHas() {
    String markup = "<![CDATA[" + "<p><b>".repeat(400_000) + "]]>";
    ParsedFeed feed =
        parse(
            rss(
                "<item><title>T%s</title><description>%s</description></item>"
                    .formatted(markup, markup)));
    assertThat(only(feed).title()).isEqualTo("T");
    assertThat(reasons(feed)).contains("its text of 2400000 characters was cut at 500000");
  }

  @Test
  void answersAnyBytes() {
    java.util.Random random = new java.util.Random(7);
    String seed = rss("<item><title>T &amp; x</title><guid>1</guid></item>");
    for (int i = 0; i < 400; i++) {
      byte[] bytes = seed.getBytes(UTF_8);
      for (int j = 0; j < 1 + i / 20; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(FeedParser.parse(bytes, null, URL).items()).isNotNull();
      } catch (FeedException e) {
        assertThat(e).hasMessageMatching("(?s).{5,}");
      }
    }
  }
}
