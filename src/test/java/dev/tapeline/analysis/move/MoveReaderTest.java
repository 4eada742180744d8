package dev.tapeline.analysis.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveReaderTest {
  /** Tuesday evening in Hong Kong, before New York opens. */
  private static final Instant PUBLISHED = Instant.parse("2021-10-19T12:00:00Z");

  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Xiaomi jumps 5% | 1810.HK UP 5",
        "Saham BBCA naik 2% | BBCA.JK UP 2",
        "Tesla shares fell 3% to $212.30 while Ford gained 2.1% and General Motors 1.4%."
            + " | TSLA DOWN -3 212.30 USD; F UP 2.1; GM UP 1.4",
        "Xiaomi's revenue rose 10% and its shares fell 3%. | 1810.HK DOWN -3",
        "Revenue at Xiaomi rose 10% in the third quarter. | -",
        "The Hang Seng Index fell 1.2%, while Tencent lost 2.5%. | 0700.HK DOWN -2.5",
        "Xiaomi may fall 5% if sales drop. | -",
        "Berkshire bought a 5% stake in Apple. | -",
        "The news sent Alibaba's Hong Kong-listed shares down 6.1%. | 9988.HK DOWN -6.1",
        "Laba bersih Astra naik 12%, tetapi saham ASII melemah 0,9% ke Rp5.500."
            + " | ASII.JK DOWN -0.9 5500 IDR",
        "小米集团-W收涨5.41%，报22.5港元。 | 1810.HK UP 5.41 22.5 HKD",
        "騰訊跌2.3%，恒指跌1%。 | 0700.HK DOWN -2.3",
        "小米第三季度营收同比增长8.2%，净利润下降25%。 | -",
      })
  void readsSharesAndNothingElse(String text, String expected) {
    String read =
        analyze(text).stream().map(MoveReaderTest::write).collect(Collectors.joining("; "));
    assertThat(read).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void readsSessionExtremeAndStreak() {
    ReportedMove move =
        analyze(
                "Xiaomi shares rose 5.4% to HK$22.50 on Tuesday, their biggest daily gain since"
                    + " May 12, rising for a third straight session.")
            .get(0);
    assertThat(move.session()).hasToString("2021-10-19");
    assertThat(move.extremes())
        .containsExactly(
            new Extreme(Extreme.Kind.LARGEST_GAIN, Extreme.Measure.PERCENT, "2021-05-12"));
    assertThat(move.streak()).isEqualTo(new Streak(Direction.UP, 3));
  }

  @Test
  void tellsTheHourAndThePeriodOfEachMove() {
    List<ReportedMove> moves =
        analyze("Nvidia stock, which has gained 120% this year, slipped 0.5% premarket.");
    assertThat(moves).hasSize(2);
    assertThat(moves.get(0).session()).isNull();
    assertThat(moves.get(0).period()).hasNoNullFieldsOrProperties();
    assertThat(moves.get(1).basis()).isEqualTo(Basis.PREMARKET);
    assertThat(moves.get(1).session()).hasToString("2021-10-19");
  }

  @Test
  void tellsAMoveOfHeadlineAndBodyOnce() {
    NewsItem item =
        new NewsItem(
            null, "Xiaomi jumps 5%", "Xiaomi shares rose 5.4% to HK$22.50.", null, "en", PUBLISHED);
    List<ReportedMove> moves = ANALYZER.analyze(item).moves();
    assertThat(moves).hasSize(1);
    assertThat(moves.get(0).changePercent()).isEqualByComparingTo("5.4");
    assertThat(moves.get(0).evidence()).hasSize(2);
  }

  @Test
  void answersAlikeInEveryDefaultLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(write(analyze("XIAOMI SHARES JUMP 5%, THE MOST SINCE MAY 12").get(0)))
            .isEqualTo("1810.HK UP 5");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<ReportedMove> analyze(String text) {
    return ANALYZER.analyze(new NewsItem(null, null, text, null, null, PUBLISHED)).moves();
  }

  private static String write(ReportedMove move) {
    StringBuilder out = new StringBuilder(move.ticker()).append(' ').append(move.direction());
    if (move.changePercent() != null) {
      out.append(' ').append(move.changePercent().toPlainString());
    }
    if (move.price() != null) {
      out.append(' ').append(move.price().toPlainString()).append(' ').append(move.currency());
    }
    return out.toString();
  }
}
