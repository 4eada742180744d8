package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeMarkTest {
  /** A Tuesday. */
  private static final LocalDate TODAY = LocalDate.of(2021, 10, 19);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "en | The shares rose on Tuesday, the most since May 12 | 2021-10-19; 2021-05-12",
        "en | On Friday it fell | 2021-10-15",
        "en | its highest since December 2020 | 2020-12",
        "en | In November it opened a plant, and in March 2022 it may open another | 2020-11; 2022-03",
        "en | production starts in the first half of 2024 | 2024-H1",
        "en | results for Q3 2024, 2Q24 and the fourth quarter | 2024-Q3; 2024-Q2; 2021-Q4",
        "en | up 20% year to date | 2021-01-01/2021-10-19",
        "en | over the past three months | 2021-07-19/2021-10-19",
        "en | It may rise, they said in May | 2021-05",
        "en | sales in the first half of next year | 2022-H1",
        "en | on 19/10/2021 and 2021-10-18 | 2021-10-19; 2021-10-18",
        "en | the march of 2000 employees | -",
        "id | pada hari Selasa (19/10) sejak 12 Mei | 2021-10-19; 2021-10-19; 2021-05-12",
        "id | paruh pertama tahun 2024 | 2024-H1",
        "id | kuartal III-2021 dan semester I 2022 | 2021-Q3; 2022-H1",
        "id | pada akhir Agustus dan bulan Maret | 2021-08; 2021-03",
        "id | kemarin, minggu lalu, tahun lalu | 2021-10-18; 2021-10-11/2021-10-17; 2020",
        "id | selama tiga bulan terakhir | 2021-07-19/2021-10-19",
        "id | sejak awal tahun | 2021-01-01/2021-10-19",
        "zh | 周二为5月12日以来最大 | 2021-10-19; 2021-05-12",
        "zh | 2024年上半年和2021年第三季度 | 2024-H1; 2021-Q3",
        "zh | 去年3月，今年以来 | 2020-03; 2021-01-01/2021-10-19",
        "zh | 過去三個月投資2000萬元 | 2021-07-19/2021-10-19",
        "zh | 2021年10月18日，19日 | 2021-10-18; 2021-10-19",
      })
  void readsTimes(String language, String text, String expected) {
    Document document = Document.of(null, text, language, null, Languages.builtIn());
    String read =
        document.sentences().stream()
            .flatMap(sentence -> document.times(sentence).stream())
            .map(mark -> String.valueOf(mark.span(TODAY, TimeMark.Lean.PAST)))
            .collect(Collectors.joining("; "));
    assertThat(read).isEqualTo(expected == null ? "" : expected);
  }
}
