package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the calendars against a published library, where one of its calendars serves an exchange.
 * The library itself takes 300 ms to start, too long for a command that answers one line.
 */
class PublicHolidaysTest {

  @Test
  void newYorkIsClosedOnTheHolidaysOfItsExchangeAndOnMourningDays() {
    HolidayManager library =
        HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.NYSE));
    Exchange newYork = Exchanges.builtIn().find("XNYS").orElseThrow();
    List<LocalDate> once =
        List.of(
            LocalDate.of(2007, 1, 2),
            LocalDate.of(2012, 10, 29),
            LocalDate.of(2012, 10, 30),
            LocalDate.of(2018, 12, 5),
            LocalDate.of(2025, 1, 9));

    for (int year = 2006; year <= 2028; year++) {
      LocalDate first = LocalDate.of(year, 1, 1);
      first
          .datesUntil(first.plusYears(1))
          .filter(date -> !newYork.restsAtWeekend(date))
          .filter(date -> !once.contains(date))
          .forEach(
              date ->
                  assertThat(newYork.isSession(date))
                      .as("%s", date)
                      .isNotEqualTo(library.isHoliday(date)));
    }
  }

  @ParameterizedTest
  @CsvSource({ // The library misses the change of Emperor and the holidays moved for the Olympic
    // Games
    "XTKS, jp, 2007, 2018",
    "XLON, gb_eng, 2006, 2026",
    "XWAR, pl, 2011, 2026",
    "XSWX, ch_zh, 2006, 2026"
  })
  void isClosedOnPublicHolidays(String mic, String calendar, int from, int to) {
    String[] parts = calendar.split("_", -1);
    HolidayManager library = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
    Exchange exchange = Exchanges.builtIn().find(mic).orElseThrow();

    for (int year = from; year <= to; year++) {
      assertThat(
              parts.length == 1
                  ? library.getHolidays(Year.of(year))
                  : library.getHolidays(Year.of(year), parts[1]))
          .extracting(holiday -> holiday.getDate())
          .filteredOn(exchange::isSession)
          .as("public holidays of %s in %d on which %s trades", calendar, year, mic)
          .isEmpty();
    }
  }
}
