package dev.tapeline.market.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventWindowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1,+1]   | [-1,+1]",
        "[-1,1]    | [-1,+1]",
        "[ -1, 1 ] | [-1,+1]",
        "-1..1     | [-1,+1]",
        "0..+5     | [0,+5]",
        "[0,0]     | [0,0]",
        "[-19,+60] | [-19,+60]",
      })
  void readsWhatPeopleWrite(String written, String read) {
    EventWindow window = EventWindow.parse(written);

    assertThat(window).hasToString(read);
    assertThat(EventWindow.parse(window.toString())).isEqualTo(window);
  }

  @Test
  void readsSeveral() {
    assertThat(EventWindow.parseAll("[-1, 1],[0, 5],2..3"))
        .isEqualTo(List.of(new EventWindow(-1, 1), new EventWindow(0, 5), new EventWindow(2, 3)));
    assertThat(new EventWindow(-1, 5).length()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "[5,1]",
        "[-20,0]",
        "[0,61]",
        "[0;5]",
        "[0,5",
        "0,5",
        "[0,5],",
        "[0,5][1,2]",
        "[a,b]",
        "[0,99999]",
        "[1.5,2]",
        "5..1",
        "[0,5]x",
        "[,]"
      })
  void refusesTheRest(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> EventWindow.parseAll(written));
  }
}
