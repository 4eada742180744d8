package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shares of xyz fell | shares of xyz fell | ''",
        "up 5.4% on q3 results | up 5 4 on q 3 results | 3 4 5 6 12",
        "wall-street's best | wall street s best | 4 11",
        "小米 涨5% | 5 | 0 1 2 3 4 5",
        "société à 3bn | société à 3 bn | 10",
      })
  void findsWordsNumbersAndWhatStandsBetween(String text, String words, String marks) {
    Units units = Units.of(text);

    List<String> found = new ArrayList<>();
    for (int i = 0; i < units.count(); i++) {
      String word = text.substring(units.start(i), units.end(i));
      assertThat(units.hash(i)).isEqualTo(word.hashCode());
      found.add(word);
    }
    assertThat(String.join(" ", found)).isEqualTo(words);
    List<String> offsets = new ArrayList<>();
    for (int mark : units.marks()) {
      offsets.add(Integer.toString(mark));
    }
    assertThat(String.join(" ", offsets)).isEqualTo(marks);
  }

  @ParameterizedTest
  @CsvSource({
    "shares, shares, true",
    "shares, share, false",
    "a, aa, false",
    "acknowledged, acknowledged, true",
  })
  void comparesWordsByTheirKeys(String text, String word, boolean same) {
    assertThat(Units.of(text).key(0) == Units.key(word)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({"acknowledging", "société", "12", "3bn"})
  void givesNoKeyToWhatDoesNotFit(String text) {
    assertThat(Units.of(text).key(0)).isZero();
    assertThat(Units.key(text)).isZero();
  }

  @Test
  void tellsWhichWordsEveryTableKnowsByTheirHash() {
    Units units = Units.of("café bar 12ab");

    assertThat(units.isPlainAt(0, 0)).isFalse();
    assertThat(units.behind(0, 5)).isEqualTo(1);
    assertThat(units.isPlainAt(1, 5)).isTrue();
    assertThat(units.isPlainAt(1, 6)).isFalse();
    assertThat(units.isGlued(2)).isFalse();
    assertThat(units.isGlued(3)).isTrue();
    assertThat(units.behind(1, 13)).isEqualTo(units.count());
  }
}
