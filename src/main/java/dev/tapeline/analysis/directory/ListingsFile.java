package dev.tapeline.analysis.directory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of listings and of names, plain or gzipped, whatever they are called.
 *
 * <p>Listings come as CSV with a header that has {@code symbol} and any of {@code
 * name,currency,sector,mic,country,isin,delisted} (the form of FinanceDatabase), or as JSON of
 * objects with {@code ticker}, {@code title} and {@code cik_str} (the form of the SEC's {@code
 * company_tickers.json}). Names come as CSV with {@code symbol,name}. A row that cannot be taken is
 * handed back with its reason, and the others go on.
 *
 * @param rows the listings, in the order of the file
 * @param refused the rows that could not be taken
 */
public record ListingsFile(List<ListingRow> rows, List<RefusedRow> refused) {
  private static final Pattern SYMBOL =
      Pattern.compile("[\\p{L}\\p{N}&^_\\-=+]{1,20}(\\.[A-Z]{1,4})?");
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final Map<String, String> SECTORS =
      Map.ofEntries(
          Map.entry("information technology", "technology"),
          Map.entry("technology", "technology"),
          Map.entry("communication services", "communication"),
          Map.entry("communication", "communication"),
          Map.entry("consumer discretionary", "consumer-discretionary"),
          Map.entry("consumer staples", "consumer-staples"),
          Map.entry("financials", "financials"),
          Map.entry("health care", "health-care"),
          Map.entry("industrials", "industrials"),
          Map.entry("energy", "energy"),
          Map.entry("materials", "materials"),
          Map.entry("utilities", "utilities"),
          Map.entry("real estate", "real-estate"));

  public ListingsFile {
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
  }

  /**
   * Reads a file of listings.
   *
   * @throws IOException where it cannot be read, or is neither of the two forms
   */
  public static ListingsFile read(Path file) throws IOException {
    return read(file, UnaryOperator.identity());
  }

  /**
   * As {@link #read(Path)}, through a stream that watches the bytes of the file as they are read.
   *
   * @throws IOException where it cannot be read, or is neither of the two forms
   */
  public static ListingsFile read(Path file, UnaryOperator<InputStream> watch) throws IOException {
    try (InputStream in = open(file, watch)) {
      in.mark(64);
      int first = in.read();
      while (first == ' '
          || first == '\n'
          || first == '\r'
          || first == '\t'
          || first == 0xEF
          || first == 0xBB
          || first == 0xBF) {
        first = in.read();
      }
      in.reset();
      return first == '{' || first == '[' ? json(in) : csv(file, in);
    }
  }

  /**
   * Reads a file of names: each row's name in the place of {@link ListingRow#name}.
   *
   * @throws IOException where it cannot be read, or has no columns {@code symbol} and {@code name}
   */
  public static ListingsFile readNames(Path file) throws IOException {
    return readNames(file, UnaryOperator.identity());
  }

  /**
   * As {@link #readNames(Path)}, through a stream that watches the bytes of the file as they are
   * read.
   *
   * @throws IOException where it cannot be read, or has no columns {@code symbol} and {@code name}
   */
  public static ListingsFile readNames(Path file, UnaryOperator<InputStream> watch)
      throws IOException {
    try (InputStream in = open(file, watch)) {
      return csv(file, in);
    }
  }

  private static InputStream open(Path file, UnaryOperator<InputStream> watch) throws IOException {
    BufferedInputStream in =
        new BufferedInputStream(watch.apply(Files.newInputStream(file)), 1 << 16);
    in.mark(2);
    int magic = (in.read() << 8) | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16)) : in;
  }

  private static ListingsFile csv(Path file, InputStream in) throws IOException {
    Reading reading = new Reading();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .detectBomHeader(true)
            .allowMissingFields(true)
            .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      boolean header = true;
      for (NamedCsvRecord row : rows) {
        if (header && row.findField("symbol").isEmpty()) {
          throw new IOException(
              file + ": expected a column named symbol, found " + row.getHeader());
        }
        header = false;
        reading.take(row);
      }
    }
    return reading.result();
  }

  private static ListingsFile json(InputStream in) throws IOException {
    Reading reading = new Reading();
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      long place = 0;
      Map<String, String> fields = new HashMap<>();
      String name = null;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> {
            depth++;
            fields.clear();
          }
          case END_OBJECT -> {
            depth--;
            if (!fields.isEmpty()) {
              reading.takeRegistrant(++place, fields);
              fields.clear();
            }
          }
          case FIELD_NAME -> name = parser.currentName();
          case VALUE_STRING, VALUE_NUMBER_INT -> {
            if (name != null && depth > 0) {
              fields.put(name, parser.getText());
            }
          }
          default -> {}
        }
      }
    }
    return reading.result();
  }

  /** The rows of one file while it is read. */
  private static final class Reading {
    private final List<ListingRow> rows = new ArrayList<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private final Markets markets = Markets.builtIn();
    private final Map<String, String> pool = new HashMap<>();

    ListingsFile result() {
      return new ListingsFile(rows, refused);
    }

    void take(NamedCsvRecord row) {
      long line = row.getStartingLineNumber();
      String symbol = field(row, "symbol");
      if (symbol == null) {
        refused.add(new RefusedRow(line, "no symbol"));
      } else if (!SYMBOL.matcher(symbol).matches()) {
        refused.add(new RefusedRow(line, "not a symbol: " + symbol));
      } else {
        rows.add(row(symbol, row));
      }
    }

    private ListingRow row(String symbol, NamedCsvRecord row) {
      Market market = market(symbol, field(row, "mic"));
      String country = field(row, "country");
      String sector = field(row, "sector");
      String isin = field(row, "isin");
      String currency = field(row, "currency");
      return new ListingRow(
          symbol,
          field(row, "name"),
          market == null ? null : market.mic(),
          currency != null && currency.length() == 3 ? pooled(currency) : null,
          country == null ? null : CountryNames.code(country),
          sector == null ? null : SECTORS.get(sector.toLowerCase(Locale.ROOT)),
          isin != null && Isin.isValid(isin) ? isin : null,
          null,
          "true".equalsIgnoreCase(field(row, "delisted")));
    }

    /** By the told MIC, else by the suffix where it leaves one market alone. */
    private @Nullable Market market(String symbol, @Nullable String mic) {
      Market told = mic == null ? null : markets.byMic(mic);
      int dot = symbol.lastIndexOf('.');
      if (told != null || dot <= 0) {
        return told;
      }
      List<Market> bySuffix = markets.bySuffix(symbol.substring(dot + 1));
      return bySuffix.size() == 1 ? bySuffix.get(0) : null;
    }

    void takeRegistrant(long place, Map<String, String> fields) {
      String ticker = fields.get("ticker");
      if (ticker == null || ticker.isBlank()) {
        refused.add(new RefusedRow(place, "no ticker"));
        return;
      }
      String cik = fields.get("cik_str");
      rows.add(
          new ListingRow(
              ticker.strip(),
              fields.get("title"),
              null,
              "USD",
              null,
              null,
              null,
              cik == null ? null : "CIK:" + cik,
              false));
    }

    private String pooled(String text) {
      return pool.computeIfAbsent(text, t -> t);
    }

    private static @Nullable String field(NamedCsvRecord row, String name) {
      String value = row.findField(name).orElse("").strip();
      return value.isEmpty() ? null : value;
    }
  }
}
