package dev.tapeline.exchange;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.exchange.ExchangeCalendar.Kind;
import dev.tapeline.exchange.ExchangeCalendar.Row;
import dev.tapeline.exchange.ExchangeCalendar.Span;
import dev.tapeline.exchange.HoursHistory.ClockTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the CSV files beside this package. A faulty row is an error that names file and line. */
final class ExchangeFiles {

  private static final LocalDate ALWAYS = LocalDate.MIN;
  private static final Set<DayOfWeek> SATURDAY_AND_SUNDAY =
      EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private ExchangeFiles() {}

  /** Regular hours by schedule name. */
  static Map<String, HoursHistory> hours() {
    Map<String, List<HoursHistory.Span>> spans = new HashMap<>();
    for (var entry : rows("hours.csv", ExchangeFiles::hoursRow)) {
      spans.computeIfAbsent(entry.getKey(), any -> new ArrayList<>()).add(entry.getValue());
    }
    Map<String, HoursHistory> histories = new HashMap<>();
    spans.forEach((name, list) -> histories.put(name, new HoursHistory(name, list)));
    return histories;
  }

  private static Map.Entry<String, HoursHistory.Span> hoursRow(NamedCsvRecord row) {
    return Map.entry(
        row.getField("schedule"),
        new HoursHistory.Span(
            dateOr(row.getField("from"), ALWAYS),
            weekdays(row.getField("days")),
            ClockTime.parse(row.getField("open")),
            ClockTime.parse(row.getField("close")),
            time(row.getField("lunch_start")),
            time(row.getField("lunch_end"))));
  }

  /** From when to when each calendar is complete, by its name. */
  static Map<String, Span> knownSpans() {
    Map<String, Span> spans = new HashMap<>();
    for (var entry : rows("calendars.csv", ExchangeFiles::knownSpan)) {
      spans.put(entry.getKey(), entry.getValue());
    }
    return spans;
  }

  private static Map.Entry<String, Span> knownSpan(NamedCsvRecord row) {
    String from = row.getField("known_from");
    String to = row.getField("known_to");
    return Map.entry(
        row.getField("calendar"),
        new Span(
            from.isEmpty() ? null : LocalDate.parse(from),
            to.isEmpty() ? null : LocalDate.parse(to)));
  }

  /** The weekends of the calendars whose weekend is, or was, another than Saturday and Sunday. */
  static Map<String, NavigableMap<LocalDate, Set<DayOfWeek>>> weekends() {
    Map<String, NavigableMap<LocalDate, Set<DayOfWeek>>> weekends = new HashMap<>();
    for (Weekend weekend : rows("weekends.csv", Weekend::read)) {
      weekends
          .computeIfAbsent(weekend.calendar(), any -> new TreeMap<>())
          .put(weekend.from(), weekend.days());
    }
    return weekends;
  }

  static NavigableMap<LocalDate, Set<DayOfWeek>> saturdaysAndSundays() {
    NavigableMap<LocalDate, Set<DayOfWeek>> weekend = new TreeMap<>();
    weekend.put(ALWAYS, SATURDAY_AND_SUNDAY);
    return weekend;
  }

  /** The rows of one calendar's file. */
  static List<Row> calendarRows(String calendar) {
    return rows("calendars/" + calendar + ".csv", ExchangeFiles::calendarRow);
  }

  private static Row calendarRow(NamedCsvRecord row) {
    String from = row.getField("from");
    String to = row.getField("to");
    return new Row(
        DayRule.parse(row.getField("day")),
        Kind.valueOf(row.getField("what").toUpperCase(Locale.ROOT)),
        clockTime(row.getField("open")),
        clockTime(row.getField("close")),
        from.isEmpty() ? Integer.MIN_VALUE : Integer.parseInt(from),
        to.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(to),
        row.getField("name"));
  }

  /** Reads every row of a file by a function. */
  static <T> List<T> rows(String file, Function<NamedCsvRecord, T> read) {
    List<T> values = new ArrayList<>();
    try (Reader reader = new InputStreamReader(open(file), StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> csv =
            CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(reader)) {
      for (NamedCsvRecord row : csv) {
        values.add(value(file, row, read));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return values;
  }

  private static <T> T value(String file, NamedCsvRecord row, Function<NamedCsvRecord, T> read) {
    try {
      return read.apply(row);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          file + ", line " + row.getStartingLineNumber() + ": " + e.getMessage(), e);
    }
  }

  /** Opens a file. */
  static InputStream open(String file) {
    InputStream stream = ExchangeFiles.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IllegalStateException(
          "No resource " + file + " beside " + ExchangeFiles.class.getName());
    }
    return stream;
  }

  /** Weekdays as {@code MON-THU}, {@code FRI|SAT}; all where nothing is written. */
  static Set<DayOfWeek> weekdays(String text) {
    if (text.isEmpty()) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split("\\|", -1)) {
      int dash = part.indexOf('-');
      if (dash < 0) {
        days.add(DayRule.Weekdays.parse(part));
      } else {
        days.addAll(
            EnumSet.range(
                DayRule.Weekdays.parse(part.substring(0, dash)),
                DayRule.Weekdays.parse(part.substring(dash + 1))));
      }
    }
    return days;
  }

  private static LocalDate dateOr(String text, LocalDate absent) {
    return text.isEmpty() ? absent : LocalDate.parse(text);
  }

  private static @Nullable ClockTime clockTime(String text) {
    return text.isEmpty() ? null : ClockTime.parse(text);
  }

  private static @Nullable LocalTime time(String text) {
    return text.isEmpty() ? null : LocalTime.parse(text);
  }

  /** A row of the file of weekends. */
  private record Weekend(String calendar, LocalDate from, Set<DayOfWeek> days) {
    static Weekend read(NamedCsvRecord row) {
      return new Weekend(
          row.getField("calendar"),
          dateOr(row.getField("from"), ALWAYS),
          weekdays(row.getField("days")));
    }
  }
}
