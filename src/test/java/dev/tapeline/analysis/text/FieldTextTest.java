package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Saham XIAOMI|saham xiaomi",
        "５．４％|5.4%",
        "１，０００元，好|1,000元，好",
        "騰訊控股|腾讯控股",
        "“Apple’s” – ok|\"apple's\" - ok",
        "İstanbul IŞIK ılık|istanbul işik ilik",
        "㈱ｶﾞｽ|(株)ガス",
        "Café|café",
        "أسهم الشَّركة ٥٫٤٪|اسهم الشركة 5.4%",
        "ทำกำไร|ทำกำไร",
        "Straße ﬁnal|straße final",
      })
  void foldsWhatMeansTheSame(String original, String folded) {
    assertThat(FieldText.of(Field.TEXT, original).normalized()).isEqualTo(folded);
  }

  @Test
  void joinsCombiningMarksToTheirLetters() {
    FieldText text = FieldText.of(Field.TEXT, "Cafe\u0301 au");
    assertThat(text.normalized()).isEqualTo("café au");
    assertThat(text.evidence(0, 4).text()).isEqualTo("Cafe\u0301");
    assertThat(text.evidence(5, 7)).isEqualTo(new Evidence(Field.TEXT, 6, 8, "au"));
  }

  @Test
  void givesTheOriginalBackBehindVanishedAndTornCharacters() {
    String original = "a\u200Bb ㈱c\r\nd";
    FieldText text = FieldText.of(Field.TEXT, original);
    assertThat(text.normalized()).isEqualTo("ab (株)c\nd");
    int at = text.normalized().indexOf('c');
    assertThat(text.evidence(at, at + 1)).isEqualTo(new Evidence(Field.TEXT, 5, 6, "c"));
    assertThat(text.evidence(0, 2).text()).isEqualTo("a\u200Bb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\uD800", "\uDC00x", "x\uD83D", "😀 saham 😀", "\u0301\u0301", "\uFFFF"})
  void readsAnyText(String original) {
    FieldText text = FieldText.of(Field.TEXT, original);
    for (int start = 0; start <= text.length(); start++) {
      for (int end = start; end <= text.length(); end++) {
        Evidence evidence = text.evidence(start, end);
        assertThat(original.substring(evidence.start(), evidence.end())).isEqualTo(evidence.text());
      }
    }
  }

  @Test
  void foldsAlikeInATurkishAndAnArabicProcess() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"tr-TR", "ar-EG"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(FieldText.of(Field.TITLE, "INDITEX 5%").normalized()).isEqualTo("inditex 5%");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
