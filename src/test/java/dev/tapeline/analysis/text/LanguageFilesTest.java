package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language's files can be read, whoever edited them last. */
class LanguageFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "ms", "nl", "pt", "th", "tr",
        "vi", "zh"
      })
  void canBeRead(String tag) {
    assertThat(Languages.TAGS).contains(tag);
    assertThat(Languages.builtIn().get(tag).tag()).isEqualTo(tag);
  }
}
