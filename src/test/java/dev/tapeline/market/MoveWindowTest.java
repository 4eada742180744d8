package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.Exchanges;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveWindowTest {

  private static MoveWindow window(String mic, String previous, String session) {
    return MoveWindow.of(
        Exchanges.builtIn().find(mic), LocalDate.parse(previous), LocalDate.parse(session));
  }

  @ParameterizedTest(name = "{4}: news of {3} moves {0} on {2}: {5}")
  @CsvSource({
    "XHKG, 2021-10-18, 2021-10-19, 2021-10-18T07:59:59Z, before the close before, false",
    "XHKG, 2021-10-18, 2021-10-19, 2021-10-18T08:00:00Z, at the close before, true",
    "XHKG, 2021-10-18, 2021-10-19, 2021-10-19T01:00:00Z, before the open, true",
    "XHKG, 2021-10-18, 2021-10-19, 2021-10-19T04:30:00Z, at lunch, true",
    "XHKG, 2021-10-18, 2021-10-19, 2021-10-19T07:59:59Z, in the last second, true",
    "XHKG, 2021-10-18, 2021-10-19, 2021-10-19T08:00:00Z, at the close, false",
    // A weekend, and the Friday before it.
    "XHKG, 2021-10-15, 2021-10-18, 2021-10-15T09:00:00Z, on Friday after the close, true",
    "XHKG, 2021-10-15, 2021-10-18, 2021-10-17T09:00:00Z, on Sunday, true",
    "XHKG, 2021-10-15, 2021-10-18, 2021-10-15T03:00:00Z, during Friday, false",
    // National Day's week in Shanghai: 1 to 7 October 2021.
    "XSHG, 2021-09-30, 2021-10-08, 2021-10-04T03:00:00Z, during Golden Week, true",
    "XSHG, 2021-09-30, 2021-10-08, 2021-09-30T06:00:00Z, before Golden Week, false",
    // New York in summer and winter time, and its half day after Thanksgiving.
    "XNYS, 2022-02-02, 2022-02-03, 2022-02-02T21:05:00Z, after New York's close, true",
    "XNYS, 2023-05-24, 2023-05-25, 2023-05-24T20:20:00Z, after New York's close in summer, true",
    "XNYS, 2023-11-24, 2023-11-27, 2023-11-24T18:30:00Z, after a half day's close, true",
    "XNYS, 2023-11-22, 2023-11-24, 2023-11-24T18:30:00Z, after a half day's close, false",
    "XNYS, 2023-11-22, 2023-11-24, 2023-11-23T15:00:00Z, on Thanksgiving, true",
    // A suspension: the prices of the last session before it count.
    "XHKG, 2021-09-30, 2021-10-21, 2021-10-12T03:00:00Z, during a suspension, true"
  })
  void holdsWhatCouldHaveCausedTheMove(
      String mic, String previous, String session, Instant news, String when, boolean expected) {
    assertThat(window(mic, previous, session).holds(news)).as(when).isEqualTo(expected);
  }

  /** The window says of every moment what the exchange's calendar says. */
  @ParameterizedTest
  @CsvSource({
    "XHKG, 2021-10-15, 2021-10-18",
    "XNAS, 2023-11-22, 2023-11-24",
    "XTKS, 2023-04-28, 2023-05-01",
    "XIDX, 2022-04-28, 2022-05-09"
  })
  void agreesWithTheFirstSessionThatCouldReact(String mic, String previous, String session) {
    MoveWindow window = window(mic, previous, session);
    var exchange = Exchanges.builtIn().find(mic).orElseThrow();
    LocalDate day = LocalDate.parse(session);
    for (Instant at = window.from().minusSeconds(86_400);
        at.isBefore(window.close().plusSeconds(86_400));
        at = at.plusSeconds(1_800)) {
      assertThat(window.holds(at))
          .as("%s", at)
          .isEqualTo(exchange.at(at).firstSessionThatCouldReact().equals(day));
    }
  }

  @Test
  void aSessionThatNoCalendarKnowsClosesWithItsDay() {
    MoveWindow window =
        MoveWindow.of(
            Optional.empty(), LocalDate.parse("2021-10-18"), LocalDate.parse("2021-10-19"));

    assertThat(window.from()).isEqualTo("2021-10-18T23:59:59Z");
    assertThat(window.close()).isEqualTo("2021-10-19T23:59:59Z");
    assertThat(window.open()).isNull();
  }
}
