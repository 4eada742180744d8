package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.timeline.ObservedExchanges;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Bars of five listings in Manila, March and April 2023, with a closed day that its calendar does
 * not know, and trading on a holiday.
 */
@QuarkusTest
class SessionCountTest {
  private static final List<String> LISTINGS =
      List.of("SM.PS", "BDO.PS", "BPI.PS", "ALI.PS", "JFC.PS");

  /** In Kuala Lumpur, with the bars of those in Manila. */
  private static final List<String> LISTINGS_ELSEWHERE =
      List.of("1155.KL", "1295.KL", "1023.KL", "5347.KL", "6888.KL");

  private static final Exchange BUILT_IN = Exchanges.builtIn().find("XPHS").orElseThrow();

  /** A Wednesday on which nothing was traded. */
  private static final LocalDate SILENT = LocalDate.parse("2023-03-15");

  /** Maundy Thursday and Good Friday. */
  private static final LocalDate HOLIDAY = LocalDate.parse("2023-04-06");

  private static final LocalDate OTHER_HOLIDAY = LocalDate.parse("2023-04-07");

  @Inject Jdbi jdbi;
  @Inject InstantSource clock;

  /** What a provider has of a listing: volume on workdays and, for some, on the holiday. */
  private void load(String ticker, boolean onHoliday, boolean onSilentDay) {
    List<BarRow> rows = new ArrayList<>();
    double close = 100;
    for (LocalDate date = LocalDate.parse("2023-03-01");
        date.isBefore(LocalDate.parse("2023-05-01"));
        date = date.plusDays(1)) {
      boolean trades =
          date.equals(HOLIDAY)
              ? onHoliday
              : date.equals(SILENT) ? onSilentDay : BUILT_IN.isSession(date);
      if (trades) {
        close += 1;
        rows.add(new BarRow(ticker, 0, new Bar(date, close, close, close, close, null, 1000L)));
      } else if (date.equals(SILENT)) {
        // Made up: the close of the day before, and no volume.
        rows.add(new BarRow(ticker, 0, new Bar(date, close, close, close, close, null, 0L)));
      }
    }
    new BarImport(jdbi, clock).take(new BarFile(ticker, "csv", rows, List.of()), "csv");
  }

  private Exchange observed() {
    return jdbi.withHandle(ObservedExchanges::in).find("XPHS").orElseThrow();
  }

  private Map<String, Integer> missedBefore(LocalDate session) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select s.ticker, m.sessions_missed from recorded_move m
                    join price_series s on s.id = m.series_id
                    where s.mic = 'XPHS' and m.session = :session
                    """)
                .bind("session", session)
                .reduceRows(
                    new java.util.HashMap<String, Integer>(),
                    (map, row) -> {
                      map.put(
                          row.getColumn("ticker", String.class),
                          row.getColumn("sessions_missed", Integer.class));
                      return map;
                    }));
  }

  @Test
  void barsOfMostListingsOverruleTheCalendar() {
    assertThat(BUILT_IN.isSession(SILENT)).isTrue();
    assertThat(BUILT_IN.isSession(HOLIDAY)).isFalse();

    // Two listings are too few to say that a holiday was none.
    load(LISTINGS.get(0), true, false);
    load(LISTINGS.get(1), true, false);
    DueMoves.compute(jdbi);
    assertThat(observed().isSession(HOLIDAY)).isFalse();
    assertThat(observed().isSession(SILENT)).isTrue();

    load(LISTINGS.get(2), true, false);
    load(LISTINGS.get(3), false, false);
    load(LISTINGS.get(4), true, false);
    DueMoves.compute(jdbi);

    Exchange observed = observed();
    assertThat(observed.isSession(HOLIDAY)).isTrue();
    assertThat(observed.isSession(OTHER_HOLIDAY)).isFalse();
    assertThat(observed.isSession(SILENT)).isFalse();
    assertThat(observed.nextSession(LocalDate.parse("2023-04-05"))).isEqualTo(HOLIDAY);
    assertThat(jdbi.withHandle(h -> SeriesStore.find(h, LISTINGS.get(0))).orElseThrow().exchange())
        .map(exchange -> exchange.isSession(HOLIDAY))
        .contains(true);
    // Only who did not trade on the holiday has missed it. The silent day's bars were kept, as they
    // came before anybody knew.
    assertThat(missedBefore(LocalDate.parse("2023-04-11")))
        .containsEntry(LISTINGS.get(3), 1)
        .containsEntry(LISTINGS.get(0), 0);

    // One that traded after all: silence is broken, and the calendar stands again.
    load(LISTINGS.get(0), true, true);
    DueMoves.compute(jdbi);
    assertThat(observed().isSession(SILENT)).isTrue();
    assertThat(observed().isSession(HOLIDAY)).isTrue();
  }

  @Test
  void barsThatComeBetweenACountAndTheComputingOfMovesAreCountedAfterwards() {
    new SessionCount(jdbi).countDue();
    for (String ticker : LISTINGS_ELSEWHERE) {
      load(ticker, false, false);
    }
    jdbi.useTransaction(handle -> new MoveBatch(handle).run());

    DueMoves.compute(jdbi);

    Exchange observed = jdbi.withHandle(ObservedExchanges::in).find("XKLS").orElseThrow();
    assertThat(Exchanges.builtIn().find("XKLS").orElseThrow().isSession(SILENT)).isTrue();
    assertThat(observed.isSession(SILENT)).isFalse();
  }
}
