package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "en | rose 5.40% to $22.50 | PERCENT 5.40; MONEY 22.50 USD?",
        "en | fell 1.5 percentage points | POINTS 1.5",
        "en | 3-5% a year | PERCENT 3..5",
        "en | between 3% and 5% | PERCENT 3; PERCENT 5",
        "en | US$10-billion over ten years | MONEY 10000000000 USD; COUNT 10 year",
        "en | bought 1,23,456 shares at Rs 2,950.50 | COUNT 123456 share; MONEY 2950.50 INR",
        "en | closed at 205p | MONEY 2.05 GBP",
        "en | up 2.5 times, the third straight session | MULTIPLE 2.5; ORDINAL 3",
        "en | twenty-five percent of 1,250 jobs | PERCENT 25; COUNT 1250 job",
        "en | a 5G phone and a Q3 report, code L4N2Q310P | -",
        "en | shares (-2.5%) and (+3%) | PERCENT -2.5; PERCENT 3",
        "en | A$1.2 bln | MONEY 1200000000 AUD",
        "id | naik 5,4% menjadi HK$22,50 | PERCENT 5.4; MONEY 22.50 HKD",
        "id | turun 2,5 persen ke Rp9.250 | PERCENT 2.5; MONEY 9250 IDR",
        "id | Rp 9,250 per saham | MONEY 9250 IDR",
        "id | investasi $ 10 miliar | MONEY 10000000000 USD?",
        "id | laba Rp1,25 triliun | MONEY 1250000000000 IDR",
        "id | dua puluh lima persen dari lima belas gerai | PERCENT 25; COUNT 15 store",
        "id | naik lima koma dua puluh lima persen | PERCENT 5.25",
        "en | three and a half percent, two point five percent | PERCENT 3.5; PERCENT 2.5",
        "vi | mười hai phẩy năm phần trăm, hai mươi lăm phần trăm | PERCENT 12.5; PERCENT 25",
        "th | ร่วงสามจุดห้าเปอร์เซ็นต์ หุ้นสามัญ | PERCENT 3.5",
        "hi | तीन दशमलव दो प्रतिशत | PERCENT 3.2",
        "ar | خمسة وعشرين بالمئة، ثلاثة ونصف بالمئة | PERCENT 25; PERCENT 3.5",
        "id | sesi ketiga dan hari ke-5 | ORDINAL 3; ORDINAL 5",
        "zh | 上涨５．４％，报22.50港元 | PERCENT 5.4; MONEY 22.50 HKD",
        "zh | 百分之五点四 | PERCENT 5.4",
        "zh | 下跌三成五，两成半 | PERCENT 35; PERCENT 25",
        "zh | 100亿美元和1亿2000万元 | MONEY 10000000000 USD; MONEY 120000000 CNY?",
        "zh | 5，３家 | COUNT 5; COUNT 3 store",
        "zh | 連續第三個交易日 | ORDINAL 3",
        "zh | 市值3萬億港元 | MONEY 3000000000000 HKD",
      })
  void readsNumbersWithWhatTheyMeasure(String language, String text, String expected) {
    Document document = Document.of(null, text, language, null, Languages.builtIn());
    String read =
        document.sentences().stream()
            .flatMap(sentence -> document.quantities(sentence).stream())
            .map(QuantityTest::write)
            .collect(Collectors.joining("; "));
    assertThat(read).isEqualTo(expected == null ? "" : expected);
  }

  private static String write(Quantity quantity) {
    StringBuilder out = new StringBuilder();
    out.append(quantity.kind()).append(' ').append(quantity.signed().toPlainString());
    if (quantity.upTo() != null) {
      out.append("..").append(quantity.upTo().toPlainString());
    }
    if (quantity.currency() != null) {
      out.append(' ').append(quantity.currency()).append(quantity.currencyLoose() ? "?" : "");
    }
    if (quantity.unit() != null) {
      out.append(' ').append(quantity.unit());
    }
    return out.toString();
  }
}
