package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayRuleTest {

  @ParameterizedTest
  @CsvSource({
    "12-25, 2024, 2024-12-25",
    "01 MON#3, 2024, 2024-01-15",
    "05 MON#-1, 2024, 2024-05-27",
    "11 THU#4, 2024, 2024-11-28",
    "MON<=05-24, 2024, 2024-05-20",
    "MON<=05-24, 2021, 2021-05-24",
    "FRI>=06-19, 2024, 2024-06-21",
    "EASTER-2, 2024, 2024-03-29",
    "EASTER, 2011, 2011-04-24",
    "EASTER+1, 2038, 2038-04-26",
    "ORTHODOX, 2024, 2024-05-05",
    "ORTHODOX+1, 2023, 2023-04-17",
    "07-04 SAT-1 SUN+1, 2020, 2020-07-03",
    "07-04 SAT-1 SUN+1, 2021, 2021-07-05",
    "07-04 SAT-1 SUN+1, 2024, 2024-07-04",
    "10-12 TUE-1 WED-2 THU+4 FRI+3, 2023, 2023-10-16",
    "2024-02-10, 2024, 2024-02-10"
  })
  void readsARule(String rule, int year, LocalDate day) {
    assertThat(DayRule.parse(rule).in(year)).containsExactly(day);
  }

  @Test
  void aRangeBelongsToTheYearsItTouches() {
    DayRule turn = DayRule.parse("2018-12-30/2019-01-02");

    assertThat(turn.in(2018))
        .containsExactly(LocalDate.of(2018, 12, 30), LocalDate.of(2018, 12, 31));
    assertThat(turn.in(2019)).containsExactly(LocalDate.of(2019, 1, 1), LocalDate.of(2019, 1, 2));
    assertThat(turn.in(2020)).isEmpty();
  }

  @Test
  void aDayMayMoveIntoTheYearBefore() {
    DayRule newYear = DayRule.parse("01-01 SAT-1");

    assertThat(newYear.in(2021))
        .containsExactly(LocalDate.of(2021, 1, 1), LocalDate.of(2021, 12, 31));
    assertThat(newYear.in(2022)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "13-01", "Christmas", "01 MON", "2024-02-10/2024-02-09", "12-25 SUN", "MOX#1"})
  void refusesWhatIsNoRule(String text) {
    assertThatThrownBy(() -> DayRule.parse(text)).isInstanceOf(RuntimeException.class);
  }
}
