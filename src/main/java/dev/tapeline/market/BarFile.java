package dev.tapeline.market;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tapeline.market.BarColumns.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV file.
 *
 * @param name of the file
 * @param provider who writes files like this
 * @param rows what could be read, in the file's order
 * @param refused what could not
 */
public record BarFile(String name, String provider, List<BarRow> rows, List<RefusedRows> refused) {

  /** {@code aapl_us_d.csv}, as Stooq's download is named; {@code aapl.us.txt} in its archives. */
  private static final Pattern STOOQ_NAME = Pattern.compile("(.+)_([a-z]{2})_d");

  /** Stooq's markets in Yahoo's form, where the two differ. */
  private static final Map<String, String> STOOQ_SUFFIXES =
      Map.of("US", "", "UK", ".L", "JP", ".T", "PL", ".WA", "HU", ".BD");

  private static final Pattern COMPACT_DATE = Pattern.compile("\\d{8}");
  private static final int ISO_LENGTH = 10;

  /** Nobody sells older daily bars; what is older was read wrongly. */
  private static final int FIRST_YEAR = 1880;

  public BarFile {
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
  }

  /**
   * Reads a file to its end.
   *
   * @param ticker whose bars it holds; null to take it from a column or else from the file's name
   * @param named columns that are called otherwise than usual
   */
  static BarFile read(
      String name, InputStream in, @Nullable String ticker, Map<Column, String> named) {
    Reading reading = new Reading(name, ticker, named);
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (CsvRecord record : csv) {
        if (!reading.take(record)) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
    return reading.file();
  }

  /**
   * Reads a file whose header is one of those that are known.
   *
   * @param ticker whose bars it holds
   */
  public static BarFile read(String name, InputStream in, String ticker) {
    return read(name, in, ticker, Map.of());
  }

  /** The ticker in Yahoo's form that a file's name tells: {@code 1810.HK} for "1810.HK.csv". */
  public static String tickerOf(String name) {
    String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    base = base.replaceFirst("(?i)\\.(csv|txt)$", "");
    Matcher stooq = STOOQ_NAME.matcher(base.toLowerCase(Locale.ROOT));
    if (stooq.matches()) {
      return ofStooq(stooq.group(1) + "." + stooq.group(2));
    }
    return base.equals(base.toLowerCase(Locale.ROOT)) ? ofStooq(base) : base.replace('_', ':');
  }

  private static String ofStooq(String ticker) {
    String upper = ticker.toUpperCase(Locale.ROOT);
    int dot = upper.lastIndexOf('.');
    String suffix = dot < 0 ? null : STOOQ_SUFFIXES.get(upper.substring(dot + 1));
    return suffix == null ? upper : upper.substring(0, dot) + suffix;
  }

  /** A file on its way in. */
  private static final class Reading {
    private final String name;
    private final @Nullable String ticker;
    private final Map<Column, String> named;
    private final List<BarRow> rows = new ArrayList<>();
    private final List<RefusedRows> refused = new ArrayList<>();
    private @Nullable BarColumns columns;

    Reading(String name, @Nullable String ticker, Map<Column, String> named) {
      this.name = name;
      this.ticker = ticker;
      this.named = named;
    }

    /** Takes a row; false where no more should follow. */
    boolean take(CsvRecord record) {
      BarColumns header = columns;
      if (header == null) {
        return takeHeader(record);
      }
      try {
        rows.add(row(header, record));
      } catch (DateTimeException e) {
        refuse(
            record, "no date such as 2021-10-19: " + header.cell(Column.DATE, record.getFields()));
      } catch (IllegalArgumentException e) {
        refuse(record, String.valueOf(e.getMessage()));
      }
      return true;
    }

    private boolean takeHeader(CsvRecord record) {
      columns = BarColumns.of(record.getFields(), named);
      if (columns == null) {
        refused.add(new RefusedRows(name, 0, 1, headerObjection(record.getField(0))));
      }
      return columns != null;
    }

    private static String headerObjection(String first) {
      String start = first.strip().toLowerCase(Locale.ROOT);
      return start.startsWith("<!doctype") || start.startsWith("<html")
          ? "an HTML page and no CSV: Stooq answers so where it asks for a key"
          : "its first row does not name the columns of date and close";
    }

    private void refuse(CsvRecord record, String reason) {
      refused.add(new RefusedRows(name, record.getStartingLineNumber(), 1, reason));
    }

    private BarRow row(BarColumns header, CsvRecord record) {
      List<String> cells = record.getFields();
      Double close = number(header, Column.CLOSE, cells);
      if (close == null) {
        throw new IllegalArgumentException("it has no close");
      }
      Double volume = number(header, Column.VOLUME, cells);
      Bar bar =
          new Bar(
              date(String.valueOf(header.cell(Column.DATE, cells))),
              number(header, Column.OPEN, cells),
              number(header, Column.HIGH, cells),
              number(header, Column.LOW, cells),
              close,
              number(header, Column.ADJUSTED_CLOSE, cells),
              volume == null ? null : Math.round(volume));
      String objection =
          bar.session().getYear() < FIRST_YEAR
              ? "no session of the years since " + FIRST_YEAR
              : bar.objection();
      if (objection != null) {
        throw new IllegalArgumentException(objection);
      }
      return new BarRow(
          tickerOf(header, cells),
          record.getStartingLineNumber(),
          bar,
          header.cell(Column.CURRENCY, cells));
    }

    private String tickerOf(BarColumns header, List<String> cells) {
      String given = ticker;
      if (given != null) {
        return given;
      }
      String cell = header.cell(Column.TICKER, cells);
      if (cell == null) {
        return BarFile.tickerOf(name);
      }
      return header.provider().equals("stooq") ? ofStooq(cell) : cell;
    }

    private static @Nullable Double number(BarColumns header, Column column, List<String> cells) {
      String text = header.cell(column, cells);
      if (text == null) {
        return null;
      }
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("no number: " + text, e);
      }
    }

    private static LocalDate date(String text) {
      if (COMPACT_DATE.matcher(text).matches()) {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
      }
      String day = text.length() > ISO_LENGTH ? text.substring(0, ISO_LENGTH) : text;
      return LocalDate.parse(day.replace('/', '-'));
    }

    BarFile file() {
      if (columns == null && refused.isEmpty()) {
        refused.add(new RefusedRows(name, 0, 1, "it is empty"));
      }
      return new BarFile(name, columns == null ? "csv" : columns.provider(), rows, refused);
    }
  }
}
