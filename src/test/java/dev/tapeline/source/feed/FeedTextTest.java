package dev.tapeline.source.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedTextTest {
  private static final String CHINESE = "小米集团周二宣布，首款汽车将于上半年量产，股价上涨百分之五。";
  private static final String JAPANESE = "トヨタ自動車は火曜日、新しい電池工場の建設を発表した。株価は上昇した。";
  private static final String KOREAN = "삼성전자는 화요일 새로운 반도체 공장을 짓겠다고 발표했다. 주가는 올랐다.";
  private static final String RUSSIAN =
      "Газпром объявил во вторник о новых дивидендах, акции выросли на пять процентов.";
  private static final String FRENCH =
      "L’Oréal a annoncé mardi un bénéfice élevé ; l’action a gagné 5 % à Paris, où elle cède à présent.";
  private static final String TURKISH =
      "Şirket salı günü açıkladı: kâr yüzde beş arttı, hisseler İstanbul'da yükseldi.";
  private static final String THAI =
      "บริษัทประกาศเมื่อวันอังคารว่ากำไรเพิ่มขึ้นร้อยละห้า และหุ้นปรับตัวสูงขึ้น";
  private static final String ARABIC =
      "أعلنت الشركة يوم الثلاثاء ارتفاع أرباحها خمسة في المئة وصعد سهمها.";

  private static String text(String name) {
    return switch (name) {
      case "CHINESE" -> CHINESE;
      case "JAPANESE" -> JAPANESE;
      case "KOREAN" -> KOREAN;
      case "RUSSIAN" -> RUSSIAN;
      case "FRENCH" -> FRENCH;
      case "TURKISH" -> TURKISH;
      case "THAI" -> THAI;
      case "ARABIC" -> ARABIC;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The same bytes whoever lies: what they are, what the prolog says, what the header says. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # said and true
          CHINESE,  UTF-8,        UTF-8,        -
          CHINESE,  GB18030,      GB2312,       -
          CHINESE,  GB18030,      -,            gbk
          CHINESE,  Big5-HKSCS,   big5,         -
          JAPANESE, Shift_JIS,    Shift_JIS,    -
          JAPANESE, EUC-JP,       EUC-JP,       -
          JAPANESE, ISO-2022-JP,  ISO-2022-JP,  -
          KOREAN,   EUC-KR,       euc-kr,       -
          KOREAN,   x-windows-949, ks_c_5601-1987, -
          RUSSIAN,  windows-1251, windows-1251, -
          RUSSIAN,  KOI8-R,       koi8-r,       -
          FRENCH,   windows-1252, ISO-8859-1,   -
          TURKISH,  windows-1254, ISO-8859-9,   -
          THAI,     x-windows-874, TIS-620,     -
          ARABIC,   windows-1256, windows-1256, -
          CHINESE,  UTF-16LE,     -,            -
          CHINESE,  UTF-16BE,     UTF-16,       -
          JAPANESE, UTF-16,       UTF-16,       -
          # the prolog lies
          CHINESE,  UTF-8,        GB2312,       -
          FRENCH,   UTF-8,        ISO-8859-1,   text/xml; charset=iso-8859-1
          RUSSIAN,  UTF-8,        UTF-16,       -
          CHINESE,  GB18030,      UTF-8,        -
          CHINESE,  GB18030,      UTF-8,        gb2312
          CHINESE,  GB18030,      ISO-8859-1,   -
          JAPANESE, Shift_JIS,    UTF-8,        -
          JAPANESE, Shift_JIS,    ISO-8859-1,   -
          KOREAN,   EUC-KR,       UTF-8,        -
          KOREAN,   EUC-KR,       ISO-8859-1,   utf-8
          RUSSIAN,  windows-1251, UTF-8,        -
          RUSSIAN,  windows-1251, ISO-8859-1,   -
          FRENCH,   windows-1252, UTF-8,        -
          FRENCH,   windows-1252, -,            -
          # the header lies
          CHINESE,  GB18030,      gbk,          iso-8859-1
          JAPANESE, UTF-8,        UTF-8,        shift_jis
          RUSSIAN,  windows-1251, windows-1251, utf-8
          # nobody says anything, or nonsense
          JAPANESE, Shift_JIS,    -,            -
          KOREAN,   EUC-KR,       -,            -
          RUSSIAN,  windows-1251, none-such,    -
          CHINESE,  UTF-8,        none-such,    charset=;
          """)
  void readsWhatTheBytesAre(String language, String is, String prolog, String header) {
    String sentence = text(language);
    String said = prolog == null ? "" : "<?xml version=\"1.0\" encoding=\"" + prolog + "\"?>\n";
    String xml =
        said
            + "<rss version=\"2.0\"><channel><title>News</title><item><title>%s</title></item>"
                .formatted(sentence)
            + "</channel></rss>";
    if (is.equals("Big5-HKSCS")) {
      xml = xml.replace(sentence, "小米集團週二宣布，首款汽車將於上半年量產。");
      sentence = "小米集團週二宣布，首款汽車將於上半年量產。";
    }
    String contentType =
        header == null || header.contains("=") ? header : "application/xml; charset=" + header;
    byte[] bytes = xml.getBytes(Charset.forName(is));
    ParsedFeed feed = FeedParser.parse(bytes, contentType, null);
    assertThat(feed.items().get(0).title()).isEqualTo(sentence);
  }

  @Test
  void heedsAByteOrderMarkBeforeAnyClaim() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    out.writeBytes(
        ("<?xml version='1.0' encoding='GB2312'?><a>" + CHINESE + "</a>").getBytes(UTF_8));
    FeedText text = FeedText.decode(out.toByteArray(), "text/xml; charset=windows-1252");
    assertThat(text.text()).startsWith("<?xml").contains(CHINESE);
  }

  /** 联通, the famous word whose GBK bytes are valid UTF-8. */
  @Test
  void isNotFooledByAnAccident() {
    byte[] bytes = "<?xml version='1.0' encoding='GBK'?><a>联通</a>".getBytes(Charset.forName("GBK"));
    assertThat(FeedText.decode(bytes, null).text()).contains("联通");
  }

  @Test
  void keepsATextWithAFewBrokenBytes() {
    byte[] bytes = ("<a>" + RUSSIAN + "</a>").getBytes(UTF_8);
    bytes[20] = (byte) 0xFF;
    FeedText text = FeedText.decode(bytes, null);
    assertThat(text.text()).contains("новых дивидендах");
    assertThat(text.problems()).containsExactly("has bytes that are not valid UTF-8; replaced");
  }

  @Test
  void keepsATextCutInsideACharacter() {
    byte[] bytes = ("<a>" + CHINESE).getBytes(UTF_8);
    FeedText text = FeedText.decode(Arrays.copyOf(bytes, bytes.length - 1), "text/xml");
    assertThat(text.text()).contains("小米集团").endsWith("\uFFFD");
  }

  @Test
  void tellsAContradiction() {
    byte[] bytes =
        ("<?xml version='1.0' encoding='GB2312'?><a>" + CHINESE + "</a>").getBytes(UTF_8);
    assertThat(FeedText.decode(bytes, null).problems())
        .containsExactly("says it is GB18030 but is UTF-8");
  }

  @Test
  void readsNothingFromNothing() {
    assertThat(FeedText.decode(new byte[0], null).text()).isEmpty();
  }
}
