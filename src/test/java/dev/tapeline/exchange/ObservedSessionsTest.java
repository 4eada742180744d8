package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapeline.exchange.SessionObservation.Verdict;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars with volume overrule calendars; bars that providers make up do not. */
class ObservedSessionsTest {

  private static final Exchange HONG_KONG = Exchanges.builtIn().find("XHKG").orElseThrow();
  private static final LocalDate HOLIDAY = LocalDate.of(2024, 10, 1);
  private static final LocalDate WORKDAY = LocalDate.of(2024, 10, 3);

  @ParameterizedTest
  @CsvSource({
    "100, 51, TRADED",
    "100, 50, UNDECIDED",
    "1, 1, UNDECIDED",
    "2, 2, UNDECIDED",
    "3, 2, TRADED",
    "100, 1, UNDECIDED",
    "100, 0, CLOSED",
    "5, 0, CLOSED",
    "4, 0, UNDECIDED",
    "0, 0, UNDECIDED"
  })
  void decidesByMostOfTheListings(int active, int withVolume, Verdict verdict) {
    assertThat(new SessionObservation(HOLIDAY, active, withVolume).verdict()).isEqualTo(verdict);
  }

  @Test
  void refusesMoreListingsThanThereAre() {
    assertThatThrownBy(() -> new SessionObservation(HOLIDAY, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Of 3 listings, 4 cannot have volume");
  }

  @Test
  void barsOpenAHoliday() {
    Exchange observed = observing(new SessionObservation(HOLIDAY, 40, 39));

    assertThat(HONG_KONG.isSession(HOLIDAY)).isFalse();
    assertThat(observed.session(HOLIDAY))
        .get()
        .extracting(TradingSession::hasLunch)
        .isEqualTo(true);
    assertThat(observed.nextSession(LocalDate.of(2024, 9, 30))).isEqualTo(HOLIDAY);
  }

  @Test
  void silenceClosesAWorkday() {
    Exchange observed = observing(new SessionObservation(WORKDAY, 40, 0));

    assertThat(HONG_KONG.isSession(WORKDAY)).isTrue();
    assertThat(observed.isSession(WORKDAY)).isFalse();
    assertThat(observed.previousSession(WORKDAY.plusDays(1))).isEqualTo("2024-10-02");
  }

  @Test
  void flatBarsOfAHolidayChangeNothing() {
    // Forty made-up bars without volume, and one under a wrong date
    Exchange observed = observing(new SessionObservation(HOLIDAY, 40, 1));

    assertThat(observed.isSession(HOLIDAY)).isFalse();
  }

  @Test
  void aDecidedDateIsKnownBeyondTheCalendar() {
    LocalDate beyond = LocalDate.of(2028, 6, 6);
    Exchange observed = observing(new SessionObservation(beyond, 40, 40));

    assertThat(HONG_KONG.calendarKnown(beyond)).isFalse();
    assertThat(observed.calendarKnown(beyond)).isTrue();
    assertThat(observed.calendarKnown(beyond.plusDays(1))).isFalse();
  }

  @Test
  void aWeekendThatTradedHasTheHoursOfTheOtherDays() {
    LocalDate saturday = LocalDate.of(2025, 11, 15);
    Exchange telAviv = Exchanges.builtIn().find("XTAE").orElseThrow();
    Exchange observed =
        telAviv.withObservedSessions(
            ObservedSessions.of(List.of(new SessionObservation(saturday, 9, 9))));

    assertThat(observed.session(saturday)).isPresent();
  }

  @Test
  void theRegistryTakesObservationsByExchange() {
    Exchanges observed =
        Exchanges.builtIn()
            .withObservedSessions(
                mic ->
                    mic.equals(Mic.of("XHKG"))
                        ? ObservedSessions.of(List.of(new SessionObservation(WORKDAY, 9, 0)))
                        : ObservedSessions.none());

    assertThat(observed.find("HKEX").orElseThrow().isSession(WORKDAY)).isFalse();
    assertThat(observed.find("XNYS").orElseThrow().isSession(WORKDAY)).isTrue();
    assertThat(observed.all()).hasSameSizeAs(Exchanges.builtIn().all());
  }

  private static Exchange observing(SessionObservation observation) {
    return HONG_KONG.withObservedSessions(ObservedSessions.of(List.of(observation)));
  }
}
