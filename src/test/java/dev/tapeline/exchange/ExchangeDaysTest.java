package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which days are sessions. */
class ExchangeDaysTest {

  private static final Exchanges EXCHANGES = Exchanges.builtIn();

  /** The weekdays of a year on which an exchange was closed, all of them, as it announced them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "XNYS | 2012 | 01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25",
        "XNYS | 2018 | 01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25",
        "XNYS | 2021 | 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24",
        "XNAS | 2022 | 01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
        "XNYS | 2025 | 01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
        "XTSE | 2023 | 01-02 02-20 04-07 05-22 07-03 08-07 09-04 10-09 12-25 12-26",
        "XMEX | 2024 | 01-01 02-05 03-18 03-28 03-29 05-01 09-16 10-01 11-18 12-12 12-25",
        "BVMF | 2024 | 01-01 02-12 02-13 03-29 05-01 05-30 11-15 11-20 12-24 12-25 12-31",
        "BVMF | 2019 | 01-01 01-25 03-04 03-05 04-19 05-01 06-20 07-09 11-15 11-20 12-24 12-25 12-31",
        "XLON | 2020 | 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
        "XLON | 2022 | 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        "XLON | 2023 | 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        "XPAR | 2024 | 01-01 03-29 04-01 05-01 12-25 12-26",
        "XETR | 2021 | 01-01 04-02 04-05 05-24 12-24 12-31",
        "XETR | 2024 | 01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31",
        "XSWX | 2024 | 01-01 01-02 03-29 04-01 05-01 05-09 05-20 08-01 12-24 12-25 12-26 12-31",
        "XSTO | 2024 | 01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31",
        "XCSE | 2023 | 04-06 04-07 04-10 05-05 05-18 05-19 05-29 06-05 12-25 12-26",
        "XOSL | 2024 | 01-01 03-28 03-29 04-01 05-01 05-09 05-17 05-20 12-24 12-25 12-26 12-31",
        "XWBO | 2019 | 01-01 04-19 04-22 05-01 06-10 12-24 12-25 12-26 12-31",
        "XATH | 2024 | 01-01 03-18 03-25 03-29 04-01 05-01 05-03 05-06 06-24 08-15 10-28 12-24 12-25 12-26",
        "XIST | 2023 | 02-08 02-09 02-10 02-13 02-14 04-21 05-01 05-19 06-28 06-29 06-30 08-30",
        "XJSE | 2024 | 01-01 03-21 03-29 04-01 05-01 05-29 06-17 08-09 09-24 12-16 12-25 12-26",
        "XHKG | 2011 | 02-03 02-04 04-05 04-22 04-25 05-02 05-10 06-06 07-01 09-13 09-29 10-05 12-26 12-27",
        "XHKG | 2015 | 01-01 02-19 02-20 04-03 04-06 04-07 05-01 05-25 07-01 09-03 09-28 10-01 10-21 12-25",
        "XHKG | 2021 | 01-01 02-12 02-15 04-02 04-05 04-06 05-19 06-14 07-01 09-22 10-01 10-13 10-14 12-27",
        "XHKG | 2023 | 01-02 01-23 01-24 01-25 04-05 04-07 04-10 05-01 05-26 06-22 07-17 09-01 09-08 10-02 10-23 12-25 12-26",
        "XHKG | 2026 | 01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
        "XHKG | 2027 | 01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27",
        "XSHG | 2020 | 01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 10-01 10-02 10-05 10-06 10-07 10-08",
        "XSHE | 2025 | 01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
        "XTAI | 2022 | 01-27 01-28 01-31 02-01 02-02 02-03 02-04 02-28 04-04 04-05 05-02 06-03 09-09 10-10",
        "XTAI | 2024 | 01-01 02-06 02-07 02-08 02-09 02-12 02-13 02-14 02-28 04-04 04-05 05-01 06-10 07-24 07-25 09-17 10-02 10-03 10-10 10-31",
        "XTKS | 2019 | 01-01 01-02 01-03 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-06 07-15 08-12 09-16 09-23 10-14 10-22 11-04 12-31",
        "XTKS | 2020 | 01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 10-01 11-03 11-23 12-31",
        "XTKS | 2026 | 01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31",
        "XKRX | 2020 | 01-01 01-24 01-27 04-15 04-30 05-01 05-05 08-17 09-30 10-01 10-02 10-09 12-25 12-31",
        "XKOS | 2025 | 01-01 01-27 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-03 06-06 08-15 10-03 10-06 10-07 10-08 10-09 12-25 12-31",
        "XNSE | 2023 | 01-26 03-07 03-30 04-04 04-07 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25 04-14",
        "XIDX | 2021 | 01-01 02-12 03-11 04-02 05-12 05-13 05-14 05-26 06-01 07-20 08-11 08-17 10-20 12-31",
        "XIDX | 2022 | 02-01 02-28 03-03 04-15 04-29 05-02 05-03 05-04 05-05 05-06 05-16 05-26 06-01 08-17",
        "XIDX | 2024 | 01-01 02-08 02-09 02-14 03-11 03-12 03-29 04-08 04-09 04-10 04-11 04-12 04-15 05-01 05-09 05-10 05-23 05-24 06-17 06-18 09-16 11-27 12-25 12-26 12-31",
        "XIDX | 2025 | 01-01 01-27 01-28 01-29 03-28 03-31 04-01 04-02 04-03 04-04 04-07 04-18 05-01 05-12 05-13 05-29 05-30 06-06 06-09 06-27 08-18 09-05 12-25 12-26 12-31",
        "XSES | 2020 | 01-01 01-27 04-10 05-01 05-07 05-25 07-10 07-31 08-10 12-25",
        "XKLS | 2022 | 01-18 02-01 02-02 04-19 05-02 05-03 05-04 05-16 06-06 07-11 08-31 09-16 10-10 10-24 11-18 11-28 12-26",
        "XBKK | 2024 | 01-01 01-02 02-26 04-08 04-12 04-15 04-16 05-01 05-06 05-22 06-03 07-22 07-29 08-12 10-14 10-23 12-05 12-10 12-31",
        "XPHS | 2025 | 01-01 01-29 04-01 04-09 04-17 04-18 05-01 05-12 06-06 06-12 08-21 08-25 10-31 12-08 12-24 12-25 12-30 12-31",
        "XSTC | 2024 | 01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
        "XASX | 2022 | 01-03 01-26 04-15 04-18 04-25 06-13 09-22 12-26 12-27",
        "XNZE | 2023 | 01-02 01-03 02-06 04-07 04-10 04-25 06-05 07-14 10-23 12-25 12-26",
      })
  void isClosedOnTheseWeekdaysAndNoOthers(String mic, int year, String closed) {
    Exchange exchange = EXCHANGES.find(mic).orElseThrow();
    List<LocalDate> expected =
        Arrays.stream(closed.split(" "))
            .map(day -> LocalDate.parse(year + "-" + day))
            .sorted()
            .toList();

    List<LocalDate> actual =
        LocalDate.of(year, Month.JANUARY, 1)
            .datesUntil(LocalDate.of(year + 1, Month.JANUARY, 1))
            .filter(date -> !exchange.restsAtWeekend(date) && !exchange.isSession(date))
            .toList();

    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // Storms stopped Hong Kong until 22 September 2024; Ragasa, a year later, did not
    "XHKG, 2023-09-01, false",
    "XHKG, 2023-09-08, false",
    "XHKG, 2024-09-06, false",
    "XHKG, 2024-11-14, true",
    "XHKG, 2025-09-23, true",
    "XHKG, 2025-09-24, true",
    // Ten days of Golden Week
    "XTKS, 2019-04-26, true",
    "XTKS, 2019-04-30, false",
    "XTKS, 2019-05-02, false",
    "XTKS, 2019-05-06, false",
    "XTKS, 2019-05-07, true",
    // Riyadh: Thursday and Friday, then Friday and Saturday
    "XSAU, 2013-06-20, false",
    "XSAU, 2013-06-22, true",
    "XSAU, 2013-06-29, false",
    "XSAU, 2013-07-04, true",
    "XSAU, 2024-05-03, false",
    "XSAU, 2024-05-04, false",
    "XSAU, 2024-05-05, true",
    "XSAU, 2024-09-23, false",
    "XSAU, 2024-04-09, false",
    // Dubai and Abu Dhabi: Sunday to Thursday until 2021
    "XDFM, 2021-12-19, true",
    "XDFM, 2021-12-17, false",
    "XDFM, 2022-01-07, true",
    "XADS, 2022-01-09, false",
    "XDFM, 2022-01-03, true",
    // Tel Aviv: Sunday to Thursday until 2025
    "XTAE, 2025-12-28, true",
    "XTAE, 2025-12-26, false",
    "XTAE, 2026-01-02, false",
    "XTAE, 2026-01-04, false",
    "XTAE, 2026-01-05, true",
    "XTAE, 2026-01-09, true",
    "XTAE, 2026-01-11, false",
    "XTAE, 2024-10-02, false",
    // Doha and Cairo rest on Friday and Saturday
    "DSMD, 2024-05-05, true",
    "DSMD, 2024-05-03, false",
    "XCAI, 2024-05-12, true",
    "XCAI, 2024-05-10, false",
    "XCAI, 2024-05-06, false",
    // Saturdays and Sundays that traded
    "XTAI, 2018-12-22, true",
    "XTAI, 2019-02-23, false",
    "XNSE, 2024-01-20, true",
    "XNSE, 2026-02-01, true",
    "XNSE, 2023-11-12, true",
    "XSHG, 2025-09-28, false",
    // Elections
    "XKRX, 2022-03-09, false",
    "XIDX, 2024-02-14, false",
    "XSES, 2023-09-01, false"
  })
  void knowsSessions(String mic, LocalDate date, boolean session) {
    assertThat(EXCHANGES.find(mic).orElseThrow().isSession(date)).isEqualTo(session);
  }

  @ParameterizedTest
  @CsvSource({
    "XNYS, 2028-12-29, true", "XNYS, 2029-01-02, false", "XNYS, 2005-06-01, false",
    "XHKG, 2027-06-01, true", "XHKG, 2028-06-01, false", "XSHG, 2026-12-31, true",
    "XSHG, 2027-01-04, false", "XIDX, 2027-03-01, false", "DSMD, 2024-06-03, false"
  })
  void saysWhereTheCalendarEnds(String mic, LocalDate date, boolean known) {
    Exchange exchange = EXCHANGES.find(mic).orElseThrow();

    assertThat(exchange.calendarKnown(date)).isEqualTo(known);
    assertThat(exchange.session(date))
        .get()
        .extracting(TradingSession::calendarKnown)
        .isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "XHKG, 2023-07-17, Typhoon Talim", "XHKG, 2019-07-31, Typhoon Wipha: signal 8 at 13:40",
    "XNYS, 2025-01-09, Mourning for President Carter", "XNYS, 2024-12-25, Christmas Day",
    "XNSE, 2024-11-01, Muhurat trading", "XKRX, 2024-11-14, University entrance examination"
  })
  void saysWhatIsSpecial(String mic, LocalDate date, String occasion) {
    assertThat(EXCHANGES.find(mic).orElseThrow().occasion(date)).contains(occasion);
  }

  @Test
  void ordinaryDaysAndWeekendsHaveNoOccasion() {
    Exchange newYork = EXCHANGES.find("XNYS").orElseThrow();

    assertThat(newYork.occasion(LocalDate.of(2024, 7, 2))).isEmpty();
    assertThat(newYork.occasion(LocalDate.of(2024, 7, 6))).isEmpty();
  }

  @Test
  void yearlyRulesHoldBeyondTheEndOfTheCalendar() {
    Exchange newYork = EXCHANGES.find("XNYS").orElseThrow();

    assertThat(newYork.isSession(LocalDate.of(2035, 12, 25))).isFalse();
    assertThat(newYork.isSession(LocalDate.of(2035, 11, 22))).isFalse();
    assertThat(newYork.isSession(LocalDate.of(1850, 12, 25))).isFalse();
    assertThat(newYork.session(LocalDate.of(1850, 12, 24)))
        .get()
        .extracting(TradingSession::calendarKnown)
        .isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource({
    "XHKG, 2021-10-12, 2021-10-11, 2021-10-15", // two closed days in the middle of a week
    "XSHG, 2024-10-03, 2024-09-30, 2024-10-08",
    "XNYS, 2024-07-04, 2024-07-03, 2024-07-05",
    "XTKS, 2019-05-01, 2019-04-26, 2019-05-07",
    "XSAU, 2024-05-04, 2024-05-02, 2024-05-05"
  })
  void stepsOverClosedDays(String mic, LocalDate date, LocalDate previous, LocalDate next) {
    Exchange exchange = EXCHANGES.find(mic).orElseThrow();

    assertThat(exchange.previousSession(date)).isEqualTo(previous);
    assertThat(exchange.nextSession(date)).isEqualTo(next);
    assertThat(exchange.latestSessionOnOrBefore(date))
        .isEqualTo(exchange.isSession(date) ? date : previous);
    assertThat(exchange.earliestSessionOnOrAfter(date))
        .isEqualTo(exchange.isSession(date) ? date : next);
  }
}
