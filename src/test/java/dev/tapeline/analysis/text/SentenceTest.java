package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {

  @Test
  void cutsBehindFullStopsThatEndASentence() {
    assertThat(
            split(
                "en", "U.S. stocks fell 1.5%. Mr. Smith of Acme Inc. said so. \"Why?\" he asked."))
        .containsExactly(
            "U.S. stocks fell 1.5%.", "Mr. Smith of Acme Inc. said so.", "\"Why?\" he asked.");
    assertThat(split("id", "PT Astra International Tbk. naik 2,5% ke Rp5.500. Sahamnya ramai."))
        .containsExactly("PT Astra International Tbk. naik 2,5% ke Rp5.500.", "Sahamnya ramai.");
    assertThat(split("zh", "小米上涨5.4%。“很好！”他说。\n第二段"))
        .containsExactly("小米上涨5.4%。", "“很好！”", "他说。", "第二段");
  }

  @Test
  void countsParagraphs() {
    Document document =
        Document.of("A title", "One. Two.\n\nThree.", "en", null, Languages.builtIn());
    assertThat(document.sentences()).extracting(Sentence::paragraph).containsExactly(0, 0, 0, 2);
    assertThat(document.sentences()).extracting(Sentence::index).containsExactly(0, 1, 2, 3);
    assertThat(document.sentences().get(0).zone()).isEqualTo(Zone.HEADLINE);
  }

  private static java.util.List<String> split(String language, String text) {
    return Document.of(null, text, language, null, Languages.builtIn()).sentences().stream()
        .map(sentence -> sentence.evidence().text())
        .toList();
  }
}
