package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

  @ParameterizedTest
  @CsvFileSource(
      resources = "headlines.tsv",
      delimiter = '\t',
      quoteCharacter = '\0',
      maxCharsPerColumn = 10000)
  void tellsTheLanguageOfAHeadline(String language, String headline) {
    assertThat(detect(headline, null)).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL +3%", "1810.HK", "", "12.5% 🚀", "Сбербанк вырос на 2%"})
  void saysNothingWhereTheTextDoesNotTell(String text) {
    assertThat(detect(text, null)).isNull();
  }

  @Test
  void takesTheHintWhereTheTextFitsBoth() {
    assertThat(detect("Xiaomi naik 5%", "ms")).isEqualTo("ms");
    assertThat(detect("AAPL +3%", "en-US")).isEqualTo("en");
    assertThat(detect("小米股价大涨5%", "zh-Hant-HK")).isEqualTo("zh");
  }

  @Test
  void trustsTheTextMoreThanTheHint() {
    assertThat(detect("The shares of the company fell after it cut its forecast", "de"))
        .isEqualTo("en");
    assertThat(detect("トヨタの株価が上昇した", "en")).isEqualTo("ja");
  }

  private static @Nullable String detect(String text, @Nullable String hint) {
    return LanguageDetector.builtIn().detect(List.of(FieldText.of(Field.TEXT, text)), hint);
  }
}
