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
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds listings and names from files to a directory.
 *
 * <ul>
 *   <li>Listings as CSV: a header with {@code symbol} and {@code name}, and as many as there are of
 *       {@code currency}, {@code mic}, {@code isin}, {@code country} (in English), {@code
 *       delisted}; other columns are skipped.
 *   <li>Listings as the SEC's register of tickers: {@code {"0": {"cik_str": 320193, "ticker":
 *       "AAPL", "title": "Apple Inc."}}}.
 *   <li>Names as CSV: {@code symbol,name}.
 * </ul>
 *
 * Each may be compressed by gzip. Symbols are in Yahoo's form. A row whose symbol is known changes
 * nothing; one with the ISIN of a known company, or with its registered name and country, is
 * another listing of it; any other makes a company. Not for several threads at once.
 */
public final class ListingFiles {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Markets markets = Markets.builtIn();
  private final Map<String, String> countries = countries();
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, Draft> byTicker = new HashMap<>();
  private final Map<String, Draft> byIsin = new HashMap<>();
  private final Map<String, Draft> byName = new HashMap<>();

  private ListingFiles(List<Company> companies) {
    companies.forEach(company -> index(new Draft(company)));
  }

  /** Begins with the companies that there are. */
  public static ListingFiles over(List<Company> companies) {
    return new ListingFiles(companies);
  }

  /** A company in the making. */
  private static final class Draft {
    private final String id;
    private final String name;
    private final @Nullable String country;
    private final @Nullable String sector;
    private final boolean builtIn;
    private final List<Listing> listings;
    private final Set<CompanyName> names;

    Draft(Company company) {
      this.id = company.id();
      this.name = company.name();
      this.country = company.country();
      this.sector = company.sector();
      this.builtIn = company.builtIn();
      this.listings = new ArrayList<>(company.listings());
      this.names = new LinkedHashSet<>(company.names());
    }
  }

  /**
   * Adds a file of listings, CSV or JSON.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is no such file
   */
  public void addListings(InputStream file) throws IOException {
    BufferedInputStream text = unpacked(file);
    if (first(text) == '{') {
      addRegister(text);
    } else {
      addRows(text);
    }
  }

  /**
   * Adds a file of names, {@code symbol,name}.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is no such file
   */
  public void addNames(InputStream file) throws IOException {
    try (CsvReader<NamedCsvRecord> rows = csv(unpacked(file))) {
      for (NamedCsvRecord row : rows) {
        addName(required(row, "symbol"), required(row, "name"));
      }
    }
  }

  /** All companies: those it began with, and those of the files. */
  public List<Company> companies() {
    return drafts.stream().map(this::company).toList();
  }

  private static BufferedInputStream unpacked(InputStream file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(file);
    bytes.mark(2);
    boolean packed = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
    bytes.reset();
    return withoutMark(packed ? new BufferedInputStream(new GZIPInputStream(bytes)) : bytes);
  }

  // Spreadsheets put a byte order mark before the first column's name.
  private static BufferedInputStream withoutMark(BufferedInputStream text) throws IOException {
    text.mark(3);
    if (text.read() != 0xEF || text.read() != 0xBB || text.read() != 0xBF) {
      text.reset();
    }
    return text;
  }

  private static int first(BufferedInputStream text) throws IOException {
    text.mark(64);
    int c = text.read();
    while (c >= 0 && c <= ' ') {
      c = text.read();
    }
    text.reset();
    return c;
  }

  private static CsvReader<NamedCsvRecord> csv(InputStream text) {
    return CsvReader.builder()
        .allowMissingFields(true)
        .ofNamedCsvRecord(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  private static String required(NamedCsvRecord row, String column) {
    return row.findField(column)
        .map(String::strip)
        .orElseThrow(
            () -> new IllegalArgumentException("no column " + column + " in " + row.getHeader()));
  }

  private static @Nullable String optional(NamedCsvRecord row, String column) {
    String value = row.findField(column).map(String::strip).orElse("");
    return value.isEmpty() ? null : value;
  }

  private void addRows(InputStream text) throws IOException {
    try (CsvReader<NamedCsvRecord> rows = csv(text)) {
      for (NamedCsvRecord row : rows) {
        String ticker = required(row, "symbol");
        String country = optional(row, "country");
        Listing listing =
            new Listing(
                ticker,
                mic(ticker, optional(row, "mic")),
                optional(row, "currency"),
                optional(row, "isin"),
                null,
                Boolean.parseBoolean(optional(row, "delisted")));
        add(
            listing,
            required(row, "name"),
            country == null ? null : countries.get(country.toLowerCase(Locale.ROOT)));
      }
    }
  }

  private void addRegister(InputStream text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      Map<String, String> entry = new HashMap<>();
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue() && json.currentName() != null) {
          entry.put(json.currentName(), json.getText());
        } else if (token == JsonToken.END_OBJECT) {
          String ticker = entry.get("ticker");
          String title = entry.get("title");
          if (ticker != null && title != null) {
            add(new Listing(ticker.strip(), null, "USD", null, null, false), title, null);
          }
          entry.clear();
        }
      }
    }
  }

  // A file that names no market may still show it in the symbol's suffix.
  private @Nullable String mic(String ticker, @Nullable String said) {
    Market market = said == null ? null : markets.byMic(said);
    if (market == null && said == null && ticker.contains(".")) {
      List<Market> written = markets.bySuffix(ticker.substring(ticker.lastIndexOf('.') + 1));
      market = written.isEmpty() ? null : written.get(0);
    }
    return market == null ? null : market.mic();
  }

  private void add(Listing listing, String name, @Nullable String country) {
    String official = name.strip();
    if (listing.ticker().isEmpty() || official.isEmpty() || known(listing.ticker()) != null) {
      return;
    }
    String isin = listing.isin();
    Draft draft = isin == null ? null : byIsin.get(isin);
    if (draft == null) {
      draft = byName.get(nameKey(official, country));
    }
    if (draft == null) {
      index(
          new Draft(
              new Company(
                  listing.ticker().toLowerCase(Locale.ROOT),
                  official,
                  country,
                  null,
                  List.of(listing),
                  List.of(new CompanyName(official, CompanyName.Kind.OFFICIAL, false)),
                  false)));
    } else {
      draft.listings.add(listing);
      index(draft, listing);
    }
  }

  private void addName(String ticker, String written) {
    String name = Normalizer.normalize(written, Normalizer.Form.NFKC);
    if (ticker.isEmpty() || name.isEmpty()) {
      return;
    }
    Draft draft = known(ticker);
    if (draft == null) {
      add(new Listing(ticker, mic(ticker, null), null, null, null, false), name, null);
      draft = known(ticker);
    }
    if (draft != null) {
      draft.names.add(new CompanyName(name, CompanyName.Kind.LOCAL, false));
      String bare = withoutShareClass(name);
      if (!bare.equals(name)) {
        draft.names.add(new CompanyName(bare, CompanyName.Kind.LOCAL, false));
      }
    }
  }

  // 万科A names the class of the shares along with the company.
  private static String withoutShareClass(String name) {
    int last = name.length() - 1;
    boolean marked =
        last >= 2
            && (name.charAt(last) == 'A' || name.charAt(last) == 'B')
            && Character.isIdeographic(name.codePointBefore(last));
    return marked ? name.substring(0, last) : name;
  }

  private @Nullable Draft known(String ticker) {
    return byTicker.get(ticker.toUpperCase(Locale.ROOT));
  }

  private void index(Draft draft) {
    drafts.add(draft);
    byName.putIfAbsent(nameKey(draft.name, draft.country), draft);
    draft.listings.forEach(listing -> index(draft, listing));
  }

  private void index(Draft draft, Listing listing) {
    byTicker.putIfAbsent(listing.ticker().toUpperCase(Locale.ROOT), draft);
    if (listing.isin() != null) {
      byIsin.putIfAbsent(listing.isin(), draft);
    }
  }

  private static String nameKey(String name, @Nullable String country) {
    StringBuilder key = new StringBuilder(country == null ? "" : country).append(':');
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }

  private Company company(Draft draft) {
    List<Listing> listings = draft.listings;
    if (!draft.builtIn) {
      // At home first, then on a country's main market.
      listings =
          draft.listings.stream()
              .sorted(
                  Comparator.comparing(Listing::delisted)
                      .thenComparing(listing -> !isAtHome(listing, draft.country))
                      .thenComparing(this::rank))
              .toList();
    }
    return new Company(
        draft.id,
        draft.name,
        draft.country,
        draft.sector,
        listings,
        List.copyOf(draft.names),
        draft.builtIn);
  }

  private boolean isAtHome(Listing listing, @Nullable String country) {
    Market market = listing.mic() == null ? null : markets.byMic(listing.mic());
    return market != null && market.country().equals(country);
  }

  private int rank(Listing listing) {
    Market market = listing.mic() == null ? null : markets.byMic(listing.mic());
    return market == null ? Integer.MAX_VALUE : market.rank();
  }

  private static Map<String, String> countries() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String code : Locale.getISOCountries()) {
      String name = new Locale("", code).getDisplayCountry(Locale.ENGLISH);
      codes.put(name.toLowerCase(Locale.ROOT), code);
    }
    codes.put("hong kong", "HK");
    codes.put("macau", "MO");
    codes.put("czech republic", "CZ");
    codes.put("turkey", "TR");
    return codes;
  }
}
