package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.Exchanges;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars one beside the other, in Hong Kong. */
class BarScreeningTest {
  private static final Instant NOW = Instant.parse("2026-10-20T09:00:00Z");

  private static BarScreening screened(BarRow... rows) {
    return new BarScreening("csv", Exchanges.builtIn().find("XHKG"), "HKD", NOW)
        .screen(List.of(rows), null);
  }

  private static BarRow row(
      String session, double open, double high, double low, double close, @Nullable Long volume) {
    return new BarRow(
        "1810.HK", 2, new Bar(LocalDate.parse(session), open, high, low, close, null, volume));
  }

  private static List<String> reasons(List<BarScreening.Remark> remarks) {
    return remarks.stream().map(BarScreening.Remark::reason).toList();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // All that is said, volume too
        "21, 22, 20, 21.5, 100, repeats the bar of 2021-10-18",
        "21, 22, 20, 21.5, 101, none",
        "21, 22, 20, 21.6, 100, none",
        "21, 22, 20.5, 21.5, 100, none",
      })
  void refusesABarThatRepeatsTheOneBefore(
      double open, double high, double low, double close, long volume, @Nullable String reason) {
    BarScreening screened =
        screened(
            row("2021-10-18", 21, 22, 20, 21.5, 100L),
            row("2021-10-19", open, high, low, close, volume));
    assertThat(reasons(screened.refused())).isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void keepsADayOnWhichNobodyTraded() {
    BarScreening screened =
        screened(
            row("2021-10-18", 21.5, 21.5, 21.5, 21.5, 0L),
            row("2021-10-19", 21.5, 21.5, 21.5, 21.5, 0L));
    assertThat(screened.kept()).hasSize(2);
    assertThat(screened.flagged()).isEmpty();
  }

  @Test
  void anIndexTellsNoVolume() {
    assertThat(
            reasons(
                screened(
                        row("2021-10-18", 21, 22, 20, 21.5, null),
                        row("2021-10-19", 21, 22, 20, 21.5, null))
                    .refused()))
        .containsExactly("repeats the bar of 2021-10-18");
  }

  @ParameterizedTest
  @CsvSource({
    // A weekend is no gap, and no gap is a typhoon with a holiday behind it.
    "2021-10-15, 2021-10-18, ''",
    "2021-10-12, 2021-10-15, ''",
    "2021-10-11, 2021-10-15, 1 session is missing between 2021-10-11 and 2021-10-15",
    "2021-10-04, 2021-10-15, 6 sessions are missing between 2021-10-04 and 2021-10-15"
  })
  void tellsAGap(String before, String after, String reason) {
    BarScreening screened =
        screened(row(before, 21, 22, 20, 21.5, 100L), row(after, 21, 22, 20, 21, 90L));
    assertThat(screened.kept()).hasSize(2).noneMatch(RecordedBar::flagged);
    assertThat(reasons(screened.flagged()))
        .isEqualTo(reason.isEmpty() ? List.of() : List.of(reason));
  }

  @Test
  void tellsNoGapWhereTheCalendarIsNotKnown() {
    BarScreening screened =
        new BarScreening("csv", Exchanges.builtIn().find("DSMD"), "QAR", NOW)
            .screen(
                List.of(
                    row("2021-10-04", 21, 22, 20, 21.5, 100L),
                    row("2021-10-19", 21, 22, 20, 21, 90L)),
                null);
    assertThat(screened.flagged()).isEmpty();
  }

  @Test
  void remarksTradingOnADayThatTheCalendarCallsClosed() {
    BarScreening screened =
        screened(row("2021-10-15", 21, 22, 20, 21.5, 100L), row("2021-10-16", 21, 22, 20, 21, 90L));
    assertThat(screened.kept()).hasSize(2);
    assertThat(reasons(screened.flagged()))
        .containsExactly("XHKG did not trade on 2021-10-16 by its calendar");
  }

  @ParameterizedTest
  @CsvSource({"HKD, 1", "USD, 0", "'', 1"})
  void refusesPricesInAnotherCurrency(String currency, int kept) {
    BarRow plain = row("2021-10-15", 21, 22, 20, 21.5, 100L);
    BarScreening screened =
        screened(
            new BarRow(
                plain.ticker(), plain.line(), plain.bar(), currency.isEmpty() ? null : currency));
    assertThat(screened.kept()).hasSize(kept);
    if (kept == 0) {
      assertThat(reasons(screened.refused()))
          .containsExactly("prices in USD, but it trades in HKD");
    }
  }

  @ParameterizedTest
  @CsvSource({"GBp, GBP", "GBX, GBP", "ZAc, ZAR", "ILA, ILS", "GBP, GBP", "HKD, HKD"})
  void readsTheHundredthsThatPricesAreQuotedIn(String written, String whole) {
    assertThat(QuotedCurrency.whole(written)).isEqualTo(whole);
  }
}
