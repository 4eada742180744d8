package dev.tapeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Field;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the analysis of any text. */
class AnalysisPropertiesTest {
  private static final Instant PUBLISHED = Instant.parse("2024-05-14T20:15:00Z");
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  /** Pieces of news in several scripts: between and around them anything may stand. */
  private static final List<String> PIECES =
      List.of(
          "Xiaomi",
          "Apple Inc",
          "小米集團",
          "小米集团-W",
          "トヨタ自動車",
          "삼성전자",
          "أرامكو السعودية",
          "บมจ.ปตท.",
          "(1810.HK)",
          "HKEX: 1810",
          "$TSLA",
          "<JNJ.N>",
          "証券コード7203",
          "BBCA",
          "L'Oréal",
          "İş Bankası",
          " shares",
          " its stock",
          " saham ",
          "股价",
          "の株価",
          " 주가",
          " سهم ",
          " rose ",
          " fell",
          " naik ",
          "下跌",
          "上涨",
          "続伸",
          " gestiegen ",
          " a bondi de ",
          "5.4%",
          "5,4 persen",
          "百分之五点四",
          "％",
          "３日",
          "22.50",
          "HK$22,50",
          "Rp9.250",
          "100亿美元",
          "9만4천원",
          "1.234,56 €",
          " since May 12",
          "自3月以来",
          " on Tuesday",
          " 19 October 2021",
          "2021年10月19日",
          " the biggest gain",
          " will build a plant",
          " agreed to buy ",
          "宣布收购",
          " record high",
          " third straight session",
          ", ",
          ". ",
          "。",
          "\n\n",
          " and ",
          "、",
          "(",
          ")",
          "\"",
          "’s ",
          "\u00AD",
          "\u200B",
          "\u0301",
          "\uFEFF",
          "\r\n",
          "\uD83D\uDE80",
          "\uD840\uDC0B",
          "\uD800",
          "ﬁ",
          "ǆ",
          "ß",
          "İ",
          "\u0000");

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, Arbitraries.of(PIECES)),
            net.jqwik.api.Tuple.of(1, Arbitraries.strings().all().ofMaxLength(3)),
            net.jqwik.api.Tuple.of(1, Arbitraries.strings().alpha().numeric().ofMaxLength(6)));
    return piece.list().ofMinSize(1).ofMaxSize(40).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 400)
  void anyTextIsAnsweredWithEvidenceThatStandsInIt(
      @ForAll("texts") String title, @ForAll("texts") String text) {
    NewsItem item = new NewsItem("x", title, text, null, null, PUBLISHED);

    Analysis analysis = ANALYZER.analyze(item);

    Stream<Evidence> evidence =
        Stream.concat(
            analysis.moves().stream().flatMap(move -> move.evidence().stream()),
            analysis.events().stream().flatMap(event -> event.evidence().stream()));
    assertThat(evidence)
        .allSatisfy(one -> stands(item, one.field(), one.start(), one.end(), one.text()));
    assertThat(analysis.companies())
        .allSatisfy(
            company ->
                assertThat(company.mentions())
                    .isNotEmpty()
                    .allSatisfy(
                        mention ->
                            stands(
                                item,
                                mention.field(),
                                mention.start(),
                                mention.end(),
                                mention.text())));
  }

  @Property(tries = 200)
  void textsOfAnyCharactersAreAnswered(@ForAll String text) {
    assertThat(ANALYZER.analyze(NewsItem.ofText(text))).isNotNull();
  }

  private static void stands(NewsItem item, Field field, int start, int end, String text) {
    String whole = Objects.requireNonNull(field == Field.TITLE ? item.title() : item.text());
    assertThat(whole.substring(start, end)).isEqualTo(text);
  }

  @Property(tries = 60)
  void theDefaultLocaleMakesNoDifference(@ForAll("texts") String text) {
    NewsItem item = new NewsItem("x", "XIAOMI SHARES RISE 5.4%", text, null, null, PUBLISHED);
    String answer = ANALYZER.analyze(item).toString();
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(ANALYZER.analyze(item)).hasToString(answer);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
