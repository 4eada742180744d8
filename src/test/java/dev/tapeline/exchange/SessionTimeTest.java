package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.SessionTime.Phase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an instant means to an exchange, and which day a weekday in a text means. */
class SessionTimeTest {

  private static Exchange exchange(String mic) {
    return Exchanges.builtIn().find(mic).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // Hong Kong, Tuesday 19 October 2021
    "XHKG, 2021-10-19T00:00:00+08:00, BEFORE_OPEN, 2021-10-19",
    "XHKG, 2021-10-19T09:29:59+08:00, BEFORE_OPEN, 2021-10-19",
    "XHKG, 2021-10-19T09:30:00+08:00, OPEN, 2021-10-19",
    "XHKG, 2021-10-19T11:59:59+08:00, OPEN, 2021-10-19",
    "XHKG, 2021-10-19T12:00:00+08:00, LUNCH, 2021-10-19",
    "XHKG, 2021-10-19T12:59:59+08:00, LUNCH, 2021-10-19",
    "XHKG, 2021-10-19T13:00:00+08:00, OPEN, 2021-10-19",
    "XHKG, 2021-10-19T15:59:59+08:00, OPEN, 2021-10-19",
    "XHKG, 2021-10-19T16:00:00+08:00, AFTER_CLOSE, 2021-10-20",
    "XHKG, 2021-10-19T19:00:00+07:00, AFTER_CLOSE, 2021-10-20",
    "XHKG, 2021-10-19T23:59:59+08:00, AFTER_CLOSE, 2021-10-20",
    // After Friday's close and at the weekend Monday could react first
    "XHKG, 2021-10-15T16:30:00+08:00, AFTER_CLOSE, 2021-10-18",
    "XHKG, 2021-10-16T10:00:00+08:00, NO_SESSION, 2021-10-18",
    "XHKG, 2021-10-17T23:59:00+08:00, NO_SESSION, 2021-10-18",
    // A typhoon and a holiday in a row, then a Friday
    "XHKG, 2021-10-12T17:00:00+08:00, AFTER_CLOSE, 2021-10-15",
    "XHKG, 2021-10-13T10:00:00+08:00, NO_SESSION, 2021-10-15",
    // The morning before an afternoon that trades, and a half day
    "XHKG, 2023-10-09T10:00:00+08:00, BEFORE_OPEN, 2023-10-09",
    "XHKG, 2024-12-24T12:00:00+08:00, AFTER_CLOSE, 2024-12-27",
    // New York: before the open, after the close, after a half day; the local date counts
    "XNYS, 2024-07-02T07:00:00-04:00, BEFORE_OPEN, 2024-07-02",
    "XNYS, 2024-07-02T16:05:00-04:00, AFTER_CLOSE, 2024-07-03",
    "XNYS, 2024-07-03T12:59:59-04:00, OPEN, 2024-07-03",
    "XNYS, 2024-07-03T13:00:00-04:00, AFTER_CLOSE, 2024-07-05",
    "XNYS, 2024-07-04T10:00:00-04:00, NO_SESSION, 2024-07-05",
    "XNAS, 2024-11-29T14:00:00-05:00, AFTER_CLOSE, 2024-12-02",
    "XNYS, 2024-07-03T08:00:00+08:00, AFTER_CLOSE, 2024-07-03",
    "XNYS, 2012-10-26T17:00:00-04:00, AFTER_CLOSE, 2012-10-31",
    // The clocks went forward on 10 March 2024 there and not in Tokyo
    "XNYS, 2024-03-11T13:30:00Z, OPEN, 2024-03-11",
    "XNYS, 2024-03-08T13:30:00Z, BEFORE_OPEN, 2024-03-08",
    "XTKS, 2024-11-05T15:15:00+09:00, OPEN, 2024-11-05",
    "XTKS, 2024-11-01T15:15:00+09:00, AFTER_CLOSE, 2024-11-05",
    "XTKS, 2019-04-26T15:00:00+09:00, AFTER_CLOSE, 2019-05-07",
    "XTKS, 2019-05-03T12:00:00+09:00, NO_SESSION, 2019-05-07",
    // Jakarta's Friday has a longer break
    "XIDX, 2024-06-06T11:45:00+07:00, OPEN, 2024-06-06",
    "XIDX, 2024-06-07T11:45:00+07:00, LUNCH, 2024-06-07",
    "XIDX, 2024-06-07T13:45:00+07:00, LUNCH, 2024-06-07",
    // Riyadh's week
    "XSAU, 2024-05-02T15:30:00+03:00, AFTER_CLOSE, 2024-05-05",
    "XSAU, 2024-05-03T12:00:00+03:00, NO_SESSION, 2024-05-05",
    "XSAU, 2024-05-05T11:00:00+03:00, OPEN, 2024-05-05",
    // São Paulo is still open when it closes at 17:00 in July
    "BVMF, 2024-07-15T20:30:00Z, AFTER_CLOSE, 2024-07-16",
    "BVMF, 2024-01-15T20:30:00Z, OPEN, 2024-01-15"
  })
  void placesAnInstant(String mic, OffsetDateTime at, Phase phase, LocalDate firstToReact) {
    SessionTime time = exchange(mic).at(at.toInstant());

    assertThat(time.phase()).isEqualTo(phase);
    assertThat(time.firstSessionThatCouldReact()).isEqualTo(firstToReact);
    assertThat(time.session() == null).isEqualTo(phase == Phase.NO_SESSION);
    assertThat(time.calendarKnown()).isTrue();
  }

  @Test
  void doesNotKnowTheReactionWhereTheNextSessionLiesBeyondTheCalendar() {
    SessionTime lastDay = exchange("XSHG").at(Instant.parse("2026-12-31T08:00:00Z"));

    assertThat(lastDay.phase()).isEqualTo(Phase.AFTER_CLOSE);
    assertThat(lastDay.firstSessionThatCouldReact()).isEqualTo("2027-01-01");
    assertThat(lastDay.calendarKnown()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // Published on Tuesday 19 October 2021, 19:00 in Jakarta
    "XHKG, TUESDAY, 2021-10-19T19:00:00+07:00, 2021-10-19",
    "XHKG, MONDAY, 2021-10-19T19:00:00+07:00, 2021-10-18",
    "XHKG, WEDNESDAY, 2021-10-19T19:00:00+07:00, 2021-10-13",
    // It is Tuesday in Hong Kong when it is Monday in New York
    "XHKG, TUESDAY, 2021-10-18T20:00:00-04:00, 2021-10-19",
    "XNYS, TUESDAY, 2021-10-19T09:00:00+08:00, 2021-10-12",
    "XNYS, FRIDAY, 2024-07-06T08:00:00+09:00, 2024-07-05",
    "XTKS, SUNDAY, 2024-01-03T12:00:00+09:00, 2023-12-31"
  })
  void readsAWeekdayAsTheLatestOne(String mic, DayOfWeek told, OffsetDateTime at, LocalDate day) {
    assertThat(exchange(mic).toldWeekday(told, at.toInstant())).isEqualTo(day);
  }
}
