package dev.tapeline.market.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
        "[-1,+1],[0,+5] | [-1,+1] [0,+5]",
        "-1,1,0..5      | [-1,+1] [0,+5]",
      })
  void readsWindowsHoweverTheyAreWritten(String written, String windows) {
    assertThat(EventWindow.parseAll(written))
        .extracting(EventWindow::toString)
        .containsExactly(windows.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "[1,-1]", "-20,0", "0,61", "[0,1", "0,1]", "0,1,", "a,b", "0;1"})
  void refusesTheRest(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> EventWindow.parseAll(written));
  }
}
