package dev.tapeline.company;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tapeline.rest.Refusal;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * A CSV of companies: one a row, in the column headed {@code company}, {@code ticker}, {@code
 * symbol}, {@code listing} or {@code isin}, or in the first column where no such header is there.
 * Other columns are left alone, as brokers' exports have many.
 *
 * @param companies those that were understood, each once
 * @param refused the rows that name no company, or more than one
 */
record WatchListFile(List<UUID> companies, List<Row> refused) {
  private static final Set<String> HEADERS =
      Set.of("company", "ticker", "symbol", "listing", "isin");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * A row that was not taken.
   *
   * @param line its number, from 1
   * @param company as it was written
   * @param reason for a person
   */
  record Row(long line, String company, String reason) {}

  /**
   * Reads a file.
   *
   * @throws HttpProblem 400 where it is no CSV, or has too many rows
   */
  static WatchListFile read(String text, Companies companies) {
    Set<UUID> found = new LinkedHashSet<>();
    List<Row> refused = new ArrayList<>();
    String csv = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    int column = -1;
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(separator(csv))
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(true)
            .ofCsvRecord(csv)) {
      for (CsvRecord row : rows) {
        if (column < 0) {
          column = headedColumn(row);
          if (column >= 0) {
            continue;
          }
          column = 0;
        }
        if (found.size() + refused.size() >= WatchListEdit.MOST_COMPANIES) {
          throw notRead("at most %d rows".formatted(WatchListEdit.MOST_COMPANIES));
        }
        take(row, column, companies, found, refused);
      }
    } catch (CsvParseException | java.io.IOException e) {
      throw notRead("CSV (RFC 4180) with a company a row");
    }
    return new WatchListFile(List.copyOf(found), List.copyOf(refused));
  }

  private static void take(
      CsvRecord row, int column, Companies companies, Set<UUID> found, List<Row> refused) {
    String written = column < row.getFieldCount() ? row.getField(column).strip() : "";
    if (written.isEmpty()) {
      return;
    }
    try {
      found.add(companies.get(written).id());
    } catch (HttpProblem unknown) {
      refused.add(
          new Row(row.getStartingLineNumber(), written, String.valueOf(unknown.getDetail())));
    }
  }

  private static int headedColumn(CsvRecord row) {
    for (int i = 0; i < row.getFieldCount(); i++) {
      if (HEADERS.contains(row.getField(i).strip().toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }

  // Spreadsheets of half of Europe write semicolons.
  private static char separator(String csv) {
    String first = csv.lines().findFirst().orElse("");
    return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
  }

  private static HttpProblem notRead(String allowed) {
    return Refusal.badParameter("body", "", allowed);
  }
}
