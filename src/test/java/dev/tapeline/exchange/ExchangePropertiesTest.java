package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.SessionTime.Phase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every exchange on every day from 2006 to 2030, known or not. */
class ExchangePropertiesTest {

  @Provide
  Arbitrary<Exchange> exchanges() {
    return Arbitraries.of(Exchanges.builtIn().all());
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return Arbitraries.longs()
        .between(LocalDate.of(2006, 3, 1).toEpochDay(), LocalDate.of(2030, 10, 31).toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(
            Instant.parse("2006-03-01T00:00:00Z").getEpochSecond(),
            Instant.parse("2030-10-31T00:00:00Z").getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  @Property
  void nextAndPreviousAreInverse(
      @ForAll("exchanges") Exchange exchange, @ForAll("dates") LocalDate date) {
    LocalDate next = exchange.nextSession(date);
    LocalDate previous = exchange.previousSession(date);

    assertThat(previous).isBefore(date);
    assertThat(next).isAfter(date);
    assertThat(exchange.previousSession(next)).isEqualTo(exchange.latestSessionOnOrBefore(date));
    assertThat(exchange.nextSession(previous)).isEqualTo(exchange.earliestSessionOnOrAfter(date));
  }

  @Property
  void noSessionLiesBetweenADayAndTheNext(
      @ForAll("exchanges") Exchange exchange, @ForAll("dates") LocalDate date) {
    LocalDate next = exchange.nextSession(date);

    assertThat(exchange.isSession(next)).isTrue();
    assertThat(date.plusDays(1).datesUntil(next)).noneMatch(exchange::isSession);
  }

  @Property
  void aSessionLiesWithinItsDayAndItsPhasesFollowOneAnother(
      @ForAll("exchanges") Exchange exchange, @ForAll("dates") LocalDate date) {
    TradingSession session = exchange.session(exchange.nextSession(date)).orElseThrow();

    assertThat(session.open().atZone(exchange.zone()).toLocalDate()).isEqualTo(session.date());
    assertThat(session.close().atZone(exchange.zone()).toLocalDate()).isEqualTo(session.date());
    assertThat(session.phaseAt(session.open().minusSeconds(1))).isEqualTo(Phase.BEFORE_OPEN);
    assertThat(session.phaseAt(session.open())).isEqualTo(Phase.OPEN);
    assertThat(session.phaseAt(session.close().minusSeconds(1))).isEqualTo(Phase.OPEN);
    assertThat(session.phaseAt(session.close())).isEqualTo(Phase.AFTER_CLOSE);
    if (session.lunchStart() != null && session.lunchEnd() != null) {
      assertThat(session.phaseAt(session.lunchStart())).isEqualTo(Phase.LUNCH);
      assertThat(session.phaseAt(session.lunchEnd())).isEqualTo(Phase.OPEN);
    }
  }

  @Property
  void whoCouldReactHasNotClosedYetAndNobodyCouldBefore(
      @ForAll("exchanges") Exchange exchange, @ForAll("instants") Instant instant) {
    SessionTime time = exchange.at(instant);
    LocalDate first = time.firstSessionThatCouldReact();

    assertThat(exchange.session(first).orElseThrow().close()).isAfter(instant);
    assertThat(exchange.session(exchange.previousSession(first)).orElseThrow().close())
        .isBeforeOrEqualTo(instant);
  }

  @Property
  void laterNewsIsNotReactedToEarlier(
      @ForAll("exchanges") Exchange exchange,
      @ForAll("instants") Instant one,
      @ForAll("instants") Instant other) {
    Instant earlier = one.isBefore(other) ? one : other;
    Instant later = one.isBefore(other) ? other : one;

    assertThat(exchange.at(earlier).firstSessionThatCouldReact())
        .isBeforeOrEqualTo(exchange.at(later).firstSessionThatCouldReact());
  }

  @Property
  void aToldWeekdayIsThatWeekdayWithinTheWeekBefore(
      @ForAll("exchanges") Exchange exchange,
      @ForAll DayOfWeek told,
      @ForAll("instants") Instant publishedAt) {
    LocalDate published = publishedAt.atZone(exchange.zone()).toLocalDate();
    LocalDate day = exchange.toldWeekday(told, publishedAt);

    assertThat(day.getDayOfWeek()).isEqualTo(told);
    assertThat(day).isBetween(published.minusDays(6), published);
  }

  @Property
  void observingWhatTheCalendarSaysChangesNothing(
      @ForAll("exchanges") Exchange exchange, @ForAll("dates") LocalDate date) {
    boolean session = exchange.isSession(date);
    Assume.that(exchange.calendarKnown(date));
    SessionObservation seen = new SessionObservation(date, 10, session ? 10 : 0);
    Exchange observed = exchange.withObservedSessions(ObservedSessions.of(List.of(seen)));

    assertThat(observed.session(date)).isEqualTo(exchange.session(date));
    assertThat(observed.nextSession(date)).isEqualTo(exchange.nextSession(date));
  }
}
