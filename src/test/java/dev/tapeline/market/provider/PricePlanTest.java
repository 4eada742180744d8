package dev.tapeline.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePlanTest {
  /** Without chance: nothing is added. */
  private static final PricePlan PLAN = new PricePlan(Duration.ofMinutes(45), () -> 0);

  private static Optional<Exchange> exchange(@Nullable String mic) {
    return mic == null ? Optional.empty() : Exchanges.builtIn().find(mic);
  }

  @ParameterizedTest
  @CsvSource({
    // Hong Kong closes at 08:00 UTC, and has three quarters of an hour.
    "XHKG, 2021-10-19T08:44:59Z, 2021-10-18",
    "XHKG, 2021-10-19T08:45:00Z, 2021-10-19",
    "XHKG, 2021-10-16T12:00:00Z, 2021-10-15",
    // A typhoon and a holiday
    "XHKG, 2021-10-14T12:00:00Z, 2021-10-12",
    // New York: a half day, and the change of clocks on 7 November 2021
    "XNYS, 2021-11-26T18:44:59Z, 2021-11-24",
    "XNYS, 2021-11-26T18:45:00Z, 2021-11-26",
    "XNYS, 2021-11-05T20:45:00Z, 2021-11-05",
    "XNYS, 2021-11-08T20:45:00Z, 2021-11-05",
    "XNYS, 2021-11-08T21:45:00Z, 2021-11-08",
    // Nobody knows the calendar: the last weekday that has ended everywhere
    ", 2021-10-19T11:00:00Z, 2021-10-15",
    ", 2021-10-19T12:00:00Z, 2021-10-18",
    ", 2021-10-18T13:00:00Z, 2021-10-15"
  })
  void expectsTheLastSessionThatHasEnded(@Nullable String mic, Instant now, LocalDate session) {
    assertThat(PLAN.expected(exchange(mic), now)).isEqualTo(session);
  }

  @ParameterizedTest
  @CsvSource({
    "XHKG, 2021-10-19T09:00:00Z, 2021-10-20T08:45:00Z",
    "XHKG, 2021-10-19T03:00:00Z, 2021-10-19T08:45:00Z",
    "XHKG, 2021-10-15T09:00:00Z, 2021-10-18T08:45:00Z",
    "XHKG, 2021-10-12T09:00:00Z, 2021-10-15T08:45:00Z",
    "XNYS, 2021-11-24T22:00:00Z, 2021-11-26T18:45:00Z",
    ", 2021-10-19T11:00:00Z, 2021-10-20T11:00:00Z"
  })
  void asksAgainAfterTheNextClose(@Nullable String mic, Instant now, Instant next) {
    assertThat(PLAN.afterSuccess(exchange(mic), now)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2021-10-19T09:15:00Z", "2, 2021-10-19T09:30:00Z", "3, 2021-10-19T10:00:00Z",
    "5, 2021-10-19T13:00:00Z", "6, 2021-10-19T15:00:00Z", "60, 2021-10-19T15:00:00Z"
  })
  void waitsLongerEachTimeThatABarIsNotThere(int tries, Instant next) {
    assertThat(PLAN.afterMiss(exchange("XHKG"), Instant.parse("2021-10-19T09:00:00Z"), tries))
        .isEqualTo(next);
  }

  @Test
  void doesNotWaitBeyondTheNextClose() {
    Instant noon = Instant.parse("2021-10-20T06:00:00Z");
    assertThat(PLAN.afterMiss(exchange("XHKG"), noon, 9))
        .isEqualTo(Instant.parse("2021-10-20T08:45:00Z"));
  }

  @Test
  void leavesAloneWhomItIsToldTo() {
    Instant now = Instant.parse("2021-10-19T09:00:00Z");
    assertThat(PLAN.afterLimit(now, Duration.ofHours(12))).isEqualTo("2021-10-19T21:00:00Z");
    assertThat(PLAN.afterLimit(now, null)).isEqualTo("2021-10-19T09:15:00Z");
    assertThat(PLAN.afterUnknown(now)).isEqualTo("2021-10-26T09:00:00Z");
  }

  @Test
  void spreadsTheListingsOfAnExchange() {
    PricePlan unlucky = new PricePlan(Duration.ofMinutes(45), () -> Long.MAX_VALUE);
    Instant now = Instant.parse("2021-10-19T09:00:00Z");
    assertThat(unlucky.afterSuccess(exchange("XHKG"), now))
        .isBetween(Instant.parse("2021-10-20T08:45:00Z"), Instant.parse("2021-10-20T09:00:00Z"))
        .isNotEqualTo(PLAN.afterSuccess(exchange("XHKG"), now));
  }

  @Test
  void takesNoDelayIntoThePast() {
    assertThatThrownBy(() -> new PricePlan(Duration.ofMinutes(-1), () -> 0))
        .hasMessageContaining("tapeline.prices.delay");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "4 4 4 1 1, 4",
        "0.1 0.1, 0.1",
        "1 1 1, none",
        "1.02 1 1 1, none", // one session was corrected
        "4 3 2, none",
        "1.001 1.002, none",
        "'', none"
      })
  void tellsAReadjustmentFromACorrection(String ratios, @Nullable Double factor) {
    List<Double> read =
        ratios.isEmpty()
            ? List.of()
            : java.util.Arrays.stream(ratios.split(" ", -1)).map(Double::valueOf).toList();
    assertThat(Readjustment.of(read)).isEqualTo(Optional.ofNullable(factor));
  }
}
