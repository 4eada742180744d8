package dev.tapeline.analysis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageExtractorTest {
  private static final URI URL = URI.create("https://news.example/a/1.html");
  private static final String SENTENCE =
      "The maker of pumps said on Monday that it would build a second plant in Ohio next year. ";

  private static ExtractedPage extract(String html) {
    return new PageExtractor().extract(html, URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u0000",
        "<",
        "<html>",
        "<html><head><title></title></head></html>",
        "<body></body>",
        "<script>var a = 'text that is no article, however long it may be, is no text';</script>",
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",</script>",
        "<script type='application/ld+json'>[[[[[[[[</script>",
        "<script type='application/ld+json'>{\"@type\":17,\"author\":[[null]]}</script>",
        "<nav><a href=/>Home</a> <a href=/b>Business</a></nav><footer>Imprint</footer>",
        "<!--<p>commented out</p>-->",
        "<p><b><i></p></b></i></table></div></html>",
        "<noscript>Please enable JavaScript to read this page</noscript>"
      })
  void findsNoArticleWhereThereIsNone(String html) {
    assertThat(extract(html).text()).isNull();
  }

  @Test
  void readsPagesThatAreNestedBeyondReason() {
    String deep = "<div>".repeat(100_000) + "<p>" + SENTENCE.repeat(4) + "</p>";
    assertThat(extract(deep).text()).contains("second plant in Ohio");
    String inline = "<b><i><a>".repeat(50_000) + SENTENCE;
    assertThat(extract(inline)).isNotNull();
    String lists = "<ul><li>".repeat(50_000) + SENTENCE + "<table><tr><td>".repeat(20_000);
    assertThat(extract(lists)).isNotNull();
    String json = "{\"@graph\":[".repeat(5_000);
    assertThat(extract("<script type='application/ld+json'>" + json + "</script>").text()).isNull();
  }

  /** Not a benchmark: a page of 50 MB must answer at all, and before somebody gives up. */
  @Test
  void readsPagesThatAreLargeBeyondReason() {
    for (String unit :
        List.of(
            "<p>" + SENTENCE,
            "<br>",
            "<p>a",
            "<div class='a b c'>",
            "&amp;",
            "<a href=/x>x</a>",
            "( ")) {
      String html = "<article><p>" + SENTENCE + unit.repeat(50_000_000 / unit.length());
      ExtractedPage page =
          Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> extract(html), unit);
      assertThat(page).as(unit).isNotNull();
    }
  }

  @Test
  void keepsParagraphsThatReadLikeFurnitureButAreNot() {
    String page =
        """
        <article><h1>Share plan</h1>
        <p>Related party transactions rose to $40 million, the auditor said, after the company bought
        two ships from its chairman, a deal that drew questions from shareholders at the last meeting
        and led the stock exchange to ask for an explanation, which it published on its site today.</p>
        <p>Share prices of banks fell. Comments by the regulator weighed on the sector.</p>
        <p>Cookie maker Brandt said sales rose 5%.</p></article>
        """;
    assertThat(extract(page).text())
        .contains("Related party transactions", "Comments by the regulator", "Cookie maker");
  }

  @Test
  void takesTheTextThatIsThereWhereClassNamesMislead() {
    String page =
        "<div class='sidebar comments widget'><p>"
            + SENTENCE.repeat(6)
            + "</p></div><p>Imprint</p>";
    assertThat(extract(page).text()).startsWith("The maker of pumps");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, windows-1252, Umsätze über 5 Millionen €",
    "GB2312, GB18030, 公司公告净利润同比增长",
    "Shift_JIS, windows-31j, 純利益は①億円だった",
    "EUC-KR, x-windows-949, 영업이익이 늘었다",
    "Big5, Big5-HKSCS, 股價上漲",
    "windows-1256, windows-1256, ارتفع سهم الشركة",
    "iso-8859-9, windows-1254, Şirketin kârı arttı",
    "tis-620, x-windows-874, กำไรสุทธิเพิ่มขึ้น",
    "utf-8, UTF-8, Ünïcödé"
  })
  void readsTheCharsetThatThePageOrTheHeaderTells(String told, String real, String text) {
    String page = "<meta charset=\"" + told + "\"><article><p>" + text.repeat(9) + "</p></article>";
    byte[] byMeta = page.getBytes(Charset.forName(real));
    assertThat(new PageExtractor().extract(byMeta, null, URL).text()).contains(text);
    byte[] byHeader =
        page.replace("<meta charset=\"" + told + "\">", "").getBytes(Charset.forName(real));
    assertThat(new PageExtractor().extract(byHeader, told, URL).text()).contains(text);
  }

  @Test
  void readsBytesWhoseCharsetIsNotToldOrToldWrongly() {
    String text = "<article><p>" + "Прибыль компании выросла. 公司利润增长。".repeat(5) + "</p></article>";
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(new PageExtractor().extract(utf8, null, URL).text()).contains("公司利润增长");
    assertThat(new PageExtractor().extract(utf8, "no-such-charset", URL).text()).contains("公司");
    String chinese = "<meta charset=utf-8><article><p>" + "公司公告净利润同比增长，股价上涨。".repeat(20);
    byte[] mislabelled = chinese.getBytes(Charset.forName("GB18030"));
    assertThat(new PageExtractor().extract(mislabelled, null, URL).text()).contains("净利润同比增长");
    byte[] marked = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
    assertThat(new PageExtractor().extract(marked, "iso-8859-1", URL).text()).contains("公司");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "2021-10-19T19:00:00+07:00, https://a.example/, 2021-10-19T12:00:00Z",
        "2021-10-19T12:00:00Z, https://a.example/, 2021-10-19T12:00:00Z",
        "2021-10-19T12:00:00.123Z, https://a.example/, 2021-10-19T12:00:00Z",
        "2021-10-19 12:00:00 +0000, https://a.example/, 2021-10-19T12:00:00Z",
        "2021-10-19T12:00+0530, https://a.example/, 2021-10-19T06:30:00Z",
        "2021-10-19 19:00 WIB, https://a.example/, 2021-10-19T12:00:00Z",
        "2021年10月19日 19時05分, https://a.co.jp/, 2021-10-19T10:05:00Z",
        "2021-10-19 19:05:00, https://a.com.cn/, 2021-10-19T11:05:00Z",
        "'Tue, 19 Oct 2021 12:00:00 GMT', https://a.example/, 2021-10-19T12:00:00Z",
        "1634644800, https://a.example/, 2021-10-19T12:00:00Z",
        "1634644800000, https://a.example/, 2021-10-19T12:00:00Z",
        "2021-10-19, https://a.co.jp/, null",
        "2021-10-19T12:00:00, https://a.example/, null",
        "2021-13-40T12:00:00Z, https://a.example/, null",
        "yesterday, https://a.co.jp/, null"
      })
  void readsTimesThatAreToldWithAZone(String told, String url, @Nullable Instant instant) {
    String page = "<meta property='article:published_time' content='" + told + "'><p>Text</p>";
    assertThat(new PageExtractor().extract(page, URI.create(url)).publishedAt()).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "/b/2, https://news.example/b/2",
        "//cdn.example/x, https://cdn.example/x",
        "b.html, https://news.example/a/b.html",
        "http://other.example/x, http://other.example/x",
        "javascript:alert(1), null",
        "data:text/html;base64;x, null",
        "file:///etc/passwd, null",
        "https://, null",
        "'', null"
      })
  void resolvesTheAddressThatThePageCallsItsOwn(String told, @Nullable String canonical) {
    assertThat(extract("<link rel=canonical href='" + told + "'><p>Text</p>").canonicalUrl())
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = ';',
      value = {
        "Pabrik baru dibuka 2024 - Kabar Pasar; Kabar Pasar; Pabrik baru dibuka 2024",
        "Pabrik baru dibuka 2024 | Ekonomi | Kabar Pasar; Kabar Pasar; Pabrik baru dibuka 2024",
        "Kabar Pasar: laba naik | Kabar Pasar; Kabar Pasar; Kabar Pasar: laba naik",
        "三季度净利增两成_公司_财讯; 财讯; 三季度净利增两成",
        "Profit up 5% - shares down; null; Profit up 5% - shares down",
        "Long headline about a company and its plans - The Daily; null; Long headline about a company and its plans",
        "Only words; null; Only words"
      })
  void cutsTheSiteOffTheTitle(String window, @Nullable String site, String title) {
    String head = site == null ? "" : "<meta property='og:site_name' content='" + site + "'>";
    assertThat(extract(head + "<title>" + window + "</title><p>Text</p>").title()).isEqualTo(title);
  }

  @Test
  void readsJsonLdAsSitesReallyWriteIt() {
    String page =
        """
        <script type="application/ld+json">
        <!--
        {"@context": "https://schema.org", /* made by a plug-in */
         "@graph": [{"@type": "Organization", "name": "Site"},
          {"@type": "http://schema.org/NewsArticle", "headline": "Plant &amp; people",
           "author": {"@type": "Person", "name": "Ann Lee", "url": "https://x.example"},
           "datePublished": "2024-02-01T10:00:00+01:00", "description": "two
        lines",}]}
        //-->
        </script><h1>Plant &amp; people</h1><article><p>Short.</p></article>
        """;
    ExtractedPage found = extract(page);
    assertThat(found.author()).isEqualTo("Ann Lee");
    assertThat(found.title()).isEqualTo("Plant & people");
    assertThat(found.publishedAt()).isEqualTo("2024-02-01T09:00:00Z");
    assertThat(found.text()).isEqualTo("Short.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HONG KONG (Reuters) - Shares of the maker rose on Tuesday after it named a date.; Reuters",
        "新华社北京10月19日电（记者张明）公司股价周二上涨百分之五，创五个月来最大单日涨幅。; Xinhua",
        "（中央社記者李明台北19日電）公司股價今天上漲百分之五。; CNA",
        "【时报】公司股价今天上涨百分之五，创五个月来最大单日涨幅。; null",
        "Prices (Apple) - rose in the autumn, as the maker of phones said on Tuesday.; null"
      })
  void readsTheAgencyOfADateline(String lead, String credit) {
    assertThat(String.valueOf(extract("<article><p>" + lead + "</p></article>").credit()))
        .isEqualTo(credit);
  }
}
