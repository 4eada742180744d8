package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening and closing times with their history, breaks and half days, in local time. */
class ExchangeHoursTest {

  @ParameterizedTest
  @CsvSource({
    // New York and its half days
    "XNYS, 2024-07-02, 09:30, 16:00, , ",
    "XNYS, 2024-07-03, 09:30, 13:00, , ",
    "XNAS, 2024-11-29, 09:30, 13:00, , ",
    "XNYS, 2024-12-24, 09:30, 13:00, , ",
    "XNYS, 2025-11-28, 09:30, 13:00, , ",
    "XNYS, 2013-07-03, 09:30, 13:00, , ",
    "XNYS, 2015-07-02, 09:30, 16:00, , ",
    "XTSE, 2024-12-24, 09:30, 13:00, , ",
    // Latin America keeps its distance to New York, whatever its own clocks do
    "XMEX, 2022-06-01, 08:30, 15:00, , ",
    "XMEX, 2023-06-01, 07:30, 14:00, , ",
    "XMEX, 2023-01-11, 08:30, 15:00, , ",
    "BVMF, 2025-01-15, 10:00, 18:00, , ",
    "BVMF, 2025-07-15, 10:00, 17:00, , ",
    "BVMF, 2017-12-04, 10:00, 18:00, , ",
    "BVMF, 2024-02-14, 13:00, 18:00, , ",
    "XSGO, 2024-07-01, 09:30, 16:00, , ",
    "XSGO, 2024-12-02, 09:30, 17:00, , ",
    // Europe
    "XLON, 2024-06-03, 08:00, 16:30, , ",
    "XLON, 2024-12-24, 08:00, 12:30, , ",
    "XPAR, 2024-12-31, 09:00, 14:05, , ",
    "XLIS, 2024-12-31, 08:00, 13:05, , ",
    "XETR, 2024-12-30, 09:00, 14:00, , ",
    "XETR, 2023-12-29, 09:00, 14:00, , ",
    "XMIL, 2023-03-24, 09:00, 17:25, , ",
    "XMIL, 2023-03-27, 09:00, 17:30, , ",
    "XOSL, 2012-08-03, 09:00, 17:20, , ",
    "XOSL, 2012-08-06, 09:00, 16:20, , ",
    "XOSL, 2024-03-27, 09:00, 13:00, , ",
    "XSTO, 2024-11-01, 09:00, 13:00, , ",
    "XHEL, 2024-06-03, 10:00, 18:30, , ",
    "XWAR, 2013-04-12, 09:00, 17:30, , ",
    "XWAR, 2013-04-15, 09:00, 17:00, , ",
    "XIST, 2015-11-27, 09:30, 17:30, 12:30, 14:00",
    "XIST, 2015-11-30, 09:35, 17:30, 12:30, 13:30",
    "XIST, 2016-03-28, 09:35, 17:30, 13:00, 14:00",
    "XIST, 2018-09-26, 10:00, 18:00, 13:00, 14:00",
    "XIST, 2024-10-28, 10:00, 12:30, , ",
    "XIST, 2024-06-03, 10:00, 18:00, , ",
    // Near East
    "XTAE, 2025-11-16, 09:59, 15:40, , ",
    "XTAE, 2025-11-17, 09:59, 17:15, , ",
    "XTAE, 2026-01-09, 09:59, 13:50, , ",
    "XTAE, 2024-04-25, 09:59, 14:15, , ",
    "XSAU, 2016-03-31, 11:00, 15:30, , ",
    "XSAU, 2016-04-03, 10:00, 15:00, , ",
    "XDFM, 2021-09-30, 10:00, 14:00, , ",
    "XDFM, 2021-10-03, 10:00, 15:00, , ",
    // Hong Kong in two steps, half days, and days cut by storms
    "XHKG, 2011-03-04, 10:00, 16:00, 12:30, 14:30",
    "XHKG, 2011-03-07, 09:30, 16:00, 12:00, 13:30",
    "XHKG, 2012-03-05, 09:30, 16:00, 12:00, 13:00",
    "XHKG, 2010-12-24, 10:00, 12:30, , ",
    "XHKG, 2024-12-24, 09:30, 12:00, , ",
    "XHKG, 2024-02-09, 09:30, 12:00, , ",
    "XHKG, 2012-07-24, 13:00, 16:00, , ",
    "XHKG, 2023-10-09, 14:00, 16:00, , ",
    "XHKG, 2019-07-31, 09:30, 13:55, 12:00, 13:00",
    // Mainland China, Taiwan, Japan, Korea
    "XSHG, 2024-06-03, 09:30, 15:00, 11:30, 13:00",
    "XSHE, 2016-01-07, 09:30, 09:59, , ",
    "XTAI, 2024-06-03, 09:00, 13:30, , ",
    "XTKS, 2011-11-18, 09:00, 15:00, 11:00, 12:30",
    "XTKS, 2011-11-21, 09:00, 15:00, 11:30, 12:30",
    "XTKS, 2024-11-01, 09:00, 15:00, 11:30, 12:30",
    "XTKS, 2024-11-05, 09:00, 15:30, 11:30, 12:30",
    "XTKS, 2008-12-30, 09:00, 11:00, , ",
    "XKRX, 2016-07-29, 09:00, 15:00, , ",
    "XKRX, 2016-08-01, 09:00, 15:30, , ",
    "XKOS, 2024-01-02, 10:00, 15:30, , ",
    "XKRX, 2024-11-14, 10:00, 16:30, , ",
    // India
    "XNSE, 2010-10-15, 09:00, 15:30, , ",
    "XNSE, 2010-10-18, 09:15, 15:30, , ",
    "XBOM, 2024-11-01, 18:00, 19:00, , ",
    "XNSE, 2025-10-21, 13:45, 14:45, , ",
    "XNSE, 2025-02-01, 09:15, 15:30, , ",
    // South-East Asia
    "XIDX, 2012-12-27, 09:30, 16:00, 12:00, 13:30",
    "XIDX, 2019-06-20, 09:00, 16:00, 12:00, 13:30",
    "XIDX, 2019-06-21, 09:00, 16:00, 11:30, 14:00",
    "XIDX, 2021-06-04, 09:00, 15:00, 11:30, 13:30",
    "XIDX, 2023-03-31, 09:00, 15:00, 11:30, 13:30",
    "XIDX, 2023-04-03, 09:00, 16:00, 12:00, 13:30",
    "XSES, 2011-07-29, 09:00, 17:00, 12:30, 14:00",
    "XSES, 2011-08-01, 09:00, 17:00, , ",
    "XSES, 2017-11-13, 09:00, 17:00, 12:00, 13:00",
    "XSES, 2024-12-31, 09:00, 12:00, , ",
    "XKLS, 2024-06-05, 09:00, 17:00, 12:30, 14:30",
    "XKLS, 2024-02-09, 09:00, 12:30, , ",
    "XBKK, 2024-03-22, 10:00, 16:30, 12:30, 14:30",
    "XBKK, 2024-03-25, 10:00, 16:30, 12:30, 14:00",
    "XPHS, 2020-03-13, 09:30, 15:30, 12:00, 13:30",
    "XPHS, 2020-03-16, 09:30, 13:00, , ",
    "XPHS, 2022-03-01, 09:30, 15:00, 12:00, 13:00",
    "XSTC, 2013-07-19, 09:00, 14:15, 11:30, 13:00",
    "HSTC, 2013-07-22, 09:00, 15:00, 11:30, 13:00",
    "XKAR, 2024-06-07, 09:15, 16:30, 12:00, 14:30",
    // The south
    "XASX, 2024-12-24, 10:00, 14:10, , ",
    "XASX, 2021-12-31, 10:00, 14:10, , ",
    "XNZE, 2024-12-31, 10:00, 12:45, , ",
    "XJSE, 2024-12-24, 09:00, 12:00, , "
  })
  void tradesFromTo(
      String mic,
      LocalDate date,
      LocalTime open,
      LocalTime close,
      @Nullable LocalTime lunchStart,
      @Nullable LocalTime lunchEnd) {
    Exchange exchange = Exchanges.builtIn().find(mic).orElseThrow();
    TradingSession session = exchange.session(date).orElseThrow();

    assertThat(local(exchange, session.open())).isEqualTo(open);
    assertThat(local(exchange, session.close())).isEqualTo(close);
    assertThat(local(exchange, session.lunchStart())).isEqualTo(lunchStart);
    assertThat(local(exchange, session.lunchEnd())).isEqualTo(lunchEnd);
  }

  private static @Nullable LocalTime local(Exchange exchange, @Nullable Instant instant) {
    return instant == null ? null : instant.atZone(exchange.zone()).toLocalTime();
  }

  @ParameterizedTest
  @CsvSource({
    "XNYS, 2024-11-29, true",
    "XNYS, 2024-12-02, false",
    "XHKG, 2024-12-31, true",
    "XHKG, 2019-07-31, true",
    // Later than usual is not half a day
    "XKRX, 2024-11-14, false",
    "XLON, 2024-12-31, true",
  })
  void saysWhichDaysAreHalf(String mic, LocalDate date, boolean half) {
    assertThat(Exchanges.builtIn().find(mic).orElseThrow().session(date))
        .get()
        .extracting(TradingSession::halfDay)
        .isEqualTo(half);
  }

  @ParameterizedTest
  @CsvSource({
    // The open in UTC moves with the clocks of the place, on the day they change there
    "XNYS, 2024-03-08, 2024-03-08T14:30:00Z",
    "XNYS, 2024-03-11, 2024-03-11T13:30:00Z",
    "XNYS, 2024-11-04, 2024-11-04T14:30:00Z",
    "XLON, 2024-03-28, 2024-03-28T08:00:00Z",
    "XLON, 2024-04-02, 2024-04-02T07:00:00Z",
    "XETR, 2024-10-25, 2024-10-25T07:00:00Z",
    "XETR, 2024-10-28, 2024-10-28T08:00:00Z",
    "XASX, 2024-04-05, 2024-04-04T23:00:00Z",
    "XASX, 2024-04-08, 2024-04-08T00:00:00Z",
    "XSGO, 2024-09-09, 2024-09-09T12:30:00Z",
    "XIST, 2015-06-01, 2015-06-01T06:30:00Z",
    "XIST, 2024-01-15, 2024-01-15T07:00:00Z",
    "BVMF, 2018-12-03, 2018-12-03T12:00:00Z",
    "BVMF, 2024-12-02, 2024-12-02T13:00:00Z",
    "XTKS, 2024-07-01, 2024-07-01T00:00:00Z"
  })
  void followsDaylightSaving(String mic, LocalDate date, Instant open) {
    assertThat(Exchanges.builtIn().find(mic).orElseThrow().session(date))
        .get()
        .extracting(TradingSession::open)
        .isEqualTo(open);
  }
}
