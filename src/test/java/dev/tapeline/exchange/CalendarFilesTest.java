package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.DayRule.Dates;
import dev.tapeline.exchange.ExchangeCalendar.Kind;
import dev.tapeline.exchange.ExchangeCalendar.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Finds slips of the pen in the data: a holiday written on a weekend, twice, or outside the years
 * in which the calendar claims to be complete.
 */
class CalendarFilesTest {

  static Stream<Exchange> oneExchangeOfEachCalendar() {
    Map<String, Exchange> byCalendar = new HashMap<>();
    for (Exchange exchange : Exchanges.builtIn().all()) {
      byCalendar.put(exchange.calendarName(), exchange);
    }
    return byCalendar.values().stream();
  }

  @ParameterizedTest
  @MethodSource("oneExchangeOfEachCalendar")
  void datesAreDaysThatWouldOtherwiseTrade(Exchange exchange) {
    List<String> slips = new ArrayList<>();
    Map<LocalDate, Row> seen = new HashMap<>();
    for (Row row : ExchangeFiles.calendarRows(exchange.calendarName())) {
      if (row.rule() instanceof Dates dates) {
        if (row.kind() == Kind.CLOSED) {
          slips.addAll(slipsOfClosing(exchange, row, dates, seen));
        } else if (!exchange.isSession(dates.from()) || !exchange.isSession(dates.to())) {
          slips.add(row + " is not a session");
        }
      }
    }
    assertThat(slips).isEmpty();
  }

  private static Collection<String> slipsOfClosing(
      Exchange exchange, Row row, Dates dates, Map<LocalDate, Row> seen) {
    List<String> slips = new ArrayList<>();
    if (dates.from().datesUntil(dates.to().plusDays(1)).allMatch(exchange::restsAtWeekend)) {
      slips.add(row + " is on a weekend");
    }
    dates
        .from()
        .datesUntil(dates.to().plusDays(1))
        .forEach(
            date -> {
              Row other = seen.put(date, row);
              if (other != null) {
                slips.add(date + " is closed by " + row + " and by " + other);
              }
            });
    return slips;
  }

  @ParameterizedTest
  @MethodSource("oneExchangeOfEachCalendar")
  void aYearHasAsManySessionsAsAYearHas(Exchange exchange) {
    for (int year = 2006; year <= 2027; year++) {
      LocalDate first = LocalDate.of(year, 1, 1);
      if (exchange.calendarKnown(first)
          && exchange.calendarKnown(first.plusYears(1).minusDays(1))) {
        long sessions = first.datesUntil(first.plusYears(1)).filter(exchange::isSession).count();
        assertThat(sessions).as("%s in %d", exchange, year).isBetween(220L, 260L);
      }
    }
  }
}
