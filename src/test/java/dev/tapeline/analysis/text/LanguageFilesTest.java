package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language's files can be read, whoever edited them last. */
class LanguageFilesTest {
  /** A gap that has a letter directly before or behind it. */
  private static final Pattern TORN =
      Pattern.compile("[\\p{L}\\p{M}]\\*\\s*\\p{L}|[\\p{L}\\p{M}]\\s*\\*\\p{L}");

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

  /** {@code par*ó} would find {@code par} and, somewhere behind it, any {@code ó}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar", "de", "en", "es", "fr", "hi", "id", "it", "ms", "nl", "pt", "tr", "vi", "any"
      })
  void haveGapsBetweenWordsOnly(String tag) throws IOException {
    List<String> torn = new ArrayList<>();
    for (String file : List.of("events.csv", "linking.csv", "moves.csv", "text.csv")) {
      for (String row : rows("/dev/tapeline/analysis/language/" + tag + "/" + file)) {
        Arrays.stream(row.substring(row.indexOf(',', row.indexOf(',') + 1) + 1).split("\\|"))
            .filter(phrase -> TORN.matcher(phrase).find())
            .forEach(phrase -> torn.add(file + ": " + phrase));
      }
    }
    assertThat(torn).isEmpty();
  }

  private static List<String> rows(String resource) throws IOException {
    try (InputStream in = LanguageFilesTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && line.chars().filter(c -> c == ',').count() > 1)
          .toList();
    }
  }
}
