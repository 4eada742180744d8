package dev.tapeline.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostmasterFileTest {

  private static final String READY =
      """
      4711
      /home/ana/.local/share/tapeline/postgres
      1795352131
      33033

      127.0.0.1
        2183192        29
      ready
      """;

  @Test
  void readsWhatARunningServerWrites() {
    PostmasterFile file = PostmasterFile.parse(READY).orElseThrow();

    assertThat(file.pid()).isEqualTo(4711);
    assertThat(file.port()).isEqualTo(33033);
    assertThat(file.isReady()).isTrue();
  }

  @Test
  void isNotReadyWhileTheServerRecovers() {
    assertThat(PostmasterFile.parse(READY.replace("ready", "starting")).orElseThrow().isReady())
        .isFalse();
  }

  @Test
  void isNotReadyBeforeTheLastLineIsWritten() {
    String unfinished = READY.substring(0, READY.indexOf("ready"));

    assertThat(PostmasterFile.parse(unfinished).orElseThrow().isReady()).isFalse();
  }

  @Test
  void readsTheNegativeIdOfASingleUserServer() {
    assertThat(PostmasterFile.parse("-" + READY).orElseThrow().pid()).isEqualTo(4711);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "4711\n/data\n", "what\n/data\n1\n5432\n", "1\n/data\n1\n\n"})
  void isNothingWhereNoServerCanBeMadeOut(String text) {
    assertThat(PostmasterFile.parse(text)).isEmpty();
  }
}
