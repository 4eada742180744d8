package dev.tapeline.market.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventWindowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1,+1]        | [-1,+1]",
        "[ -1, 1]       | [-1,+1]",
        "-1,1           | [-1,+1]",
        "-1..1          | [-1,+1]",
        "0,0            | [0,0]",
        "0..+5          | [0,+5]",
        "[-19,+60]      | [-19,+60]",
        "[-1,+1],[0,+5] | [-1,+1] [0,+5]",
        "-1,1,0..5      | [-1,+1] [0,+5]",
      })
  void readsWindowsHoweverTheyAreWritten(String written, String windows) {
    assertThat(EventWindow.parseAll(written))
        .extracting(EventWindow::toString)
        .containsExactly(windows.split(" "));
    assertThat(EventWindow.parseAll(windows.replace(' ', ',')))
        .isEqualTo(EventWindow.parseAll(written));
  }

  @Test
  void holdsBothItsEnds() {
    assertThat(new EventWindow(-1, 5).length()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "1",
        "[1,-1]",
        "5..1",
        "-20,0",
        "0,61",
        "[0,1",
        "0,1]",
        "0,1,",
        "a,b",
        "0;1",
        "[0,5][1,2]",
        "[0,99999]",
        "[1.5,2]",
        "[0,5]x",
        "[,]"
      })
  void refusesTheRest(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> EventWindow.parseAll(written));
  }
}
