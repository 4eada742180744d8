package dev.tapeline.analysis.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All companies that a text can be linked to, with their names compiled for matching. Immutable,
 * safe for any number of threads; a changed directory is a new one.
 *
 * <pre>{@code
 * CompanyDirectory directory = CompanyDirectory.builtIn();
 * directory.resolve("HKEX: 1810"); // Found: Xiaomi Corporation, 1810.HK
 * directory.resolve("1810");       // Ambiguous where several markets have that code
 * }</pre>
 */
public final class CompanyDirectory {
  private static final Pattern ISIN = Pattern.compile("[A-Z]{2}[A-Z0-9]{9}[0-9]");

  private final List<Company> companies;
  private final List<ShareIndex> indices;
  private final NameIndex names;
  private final Markets markets = Markets.builtIn();
  private final Map<String, Company> byId = new HashMap<>();
  private final Map<String, Resolution.Found> byTicker = new HashMap<>();
  private final Map<String, List<Resolution.Found>> byCode = new HashMap<>();
  private final Map<String, Resolution.Found> byIsin = new HashMap<>();

  CompanyDirectory(List<Company> companies, NameIndex names) {
    this.companies = List.copyOf(companies);
    this.indices = ShareIndex.builtIn();
    this.names = names;
    for (Company company : this.companies) {
      byId.put(company.id(), company);
      for (Listing listing : company.listings()) {
        index(new Resolution.Found(company, listing));
      }
    }
  }

  private void index(Resolution.Found found) {
    Listing listing = found.listing();
    byTicker.putIfAbsent(upper(listing.ticker()), found);
    byCode.computeIfAbsent(upper(listing.code()), k -> new ArrayList<>(1)).add(found);
    if (listing.isin() != null) {
      byIsin.putIfAbsent(listing.isin(), found);
    }
  }

  /** The companies of the jar; read at the first call. */
  public static CompanyDirectory builtIn() {
    return BuiltIn.DIRECTORY;
  }

  /** Compiles companies from elsewhere, for example a database. */
  public static CompanyDirectory of(Collection<Company> companies) {
    List<Company> list = List.copyOf(companies);
    return new CompanyDirectory(list, NameCompiler.compile(list, ShareIndex.builtIn()));
  }

  /**
   * This directory and what files of listings tell: further lines of its companies, and companies
   * that it does not have. See {@link ListingsFile} for the forms that are read.
   *
   * @throws IOException where a file cannot be read; rows that cannot be taken are left out
   */
  public CompanyDirectory withListings(Path... files) throws IOException {
    List<ListingRow> rows = new ArrayList<>();
    for (Path file : files) {
      rows.addAll(ListingsFile.read(file).rows());
    }
    return withListings(rows);
  }

  /** This directory and further lines of shares, joined to issuers. */
  public CompanyDirectory withListings(List<ListingRow> rows) {
    return of(new Issuers(companies).join(rows));
  }

  /**
   * This directory with further names of its companies, from files with the columns {@code
   * symbol,name}. A symbol that it does not have becomes a company of that name.
   *
   * @throws IOException where a file cannot be read; rows that cannot be taken are left out
   */
  public CompanyDirectory withNames(Path... files) throws IOException {
    List<ListingRow> rows = new ArrayList<>();
    for (Path file : files) {
      rows.addAll(ListingsFile.readNames(file).rows());
    }
    return withNames(rows);
  }

  /** This directory with further lines of shares and further names, compiled once for both. */
  public CompanyDirectory with(List<ListingRow> listings, List<ListingRow> names) {
    List<Company> joined = listings.isEmpty() ? companies : new Issuers(companies).join(listings);
    return of(names.isEmpty() ? joined : AddedNames.join(joined, names));
  }

  /** This directory with further names, each row's ticker saying whose name it is. */
  public CompanyDirectory withNames(List<ListingRow> rows) {
    return of(AddedNames.join(companies, rows));
  }

  /**
   * The built-in directory with files of listings and of names, compiled once for both.
   *
   * @throws IOException where a file cannot be read
   */
  public static CompanyDirectory of(List<Path> listings, List<Path> names) throws IOException {
    List<Company> companies = BuiltInListings.read();
    List<ListingRow> rows = new ArrayList<>();
    for (Path file : listings) {
      rows.addAll(ListingsFile.read(file).rows());
    }
    companies = rows.isEmpty() ? companies : new Issuers(companies).join(rows);
    List<ListingRow> nameRows = new ArrayList<>();
    for (Path file : names) {
      nameRows.addAll(ListingsFile.readNames(file).rows());
    }
    return of(nameRows.isEmpty() ? companies : AddedNames.join(companies, nameRows));
  }

  /**
   * As {@link #of(List, List)}, but read from a cache in this folder where it was compiled before
   * from the same files.
   *
   * @throws IOException where a file of listings or names cannot be read
   */
  public static CompanyDirectory cached(Path folder, List<Path> listings, List<Path> names)
      throws IOException {
    return DirectoryCache.load(folder, listings, names);
  }

  /** All companies; {@link Reference#target} counts in this list. */
  public List<Company> companies() {
    return companies;
  }

  /** The indices whose names are known; {@link Reference#target} counts in this list. */
  public List<ShareIndex> indices() {
    return indices;
  }

  /** The compiled names of companies and indices. */
  public NameIndex names() {
    return names;
  }

  /** Whether a key is an ordinary word, given name or place of some language. */
  public boolean isWord(String key) {
    return OrdinaryWords.builtIn().contains(key);
  }

  /** The company with this id. */
  public Optional<Company> company(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The company and listing with exactly this ticker, in any case: {@code 1810.HK}. */
  public Optional<Resolution.Found> ticker(String ticker) {
    // Written as the directory writes it, it needs no other form
    Resolution.Found found = byTicker.get(ticker);
    return Optional.ofNullable(found != null ? found : byTicker.get(upper(ticker)));
  }

  /**
   * Reads a reference in any of the written forms: {@code 1810.HK}, {@code 01810.HK}, {@code 1810
   * HK}, {@code XHKG:1810}, {@code HKEX:1810}, {@code BRK.B}, an ISIN, a company's id.
   */
  public Resolution resolve(String text) {
    String trimmed = text.strip();
    Resolution.Found exact = byTicker.get(trimmed);
    if (exact != null && isAlone(trimmed, exact)) {
      return exact;
    }
    Company company = byId.get(trimmed);
    if (company != null) {
      return new Resolution.Found(company, company.home());
    }
    String upper = upper(trimmed);
    Resolution.Found byNumber = ISIN.matcher(upper).matches() ? byIsin.get(upper) : null;
    if (byNumber != null) {
      return byNumber;
    }
    return answer(readings(trimmed));
  }

  /**
   * The listings that a written ticker can mean, the likeliest reading's alone: those of several
   * companies only where one reading leads to them all.
   */
  public List<Resolution.Found> tickers(String written) {
    return readings(written);
  }

  private List<Resolution.Found> readings(String text) {
    List<Resolution.Found> found = new ArrayList<>();
    boolean named = false;
    for (WrittenTicker.Reading reading : WrittenTicker.readings(text, markets)) {
      if (reading.market() == null && !found.isEmpty()) {
        break;
      }
      named |= reading.market() != null;
      found.addAll(listings(reading));
    }
    return named && found.size() > 1 ? primary(found) : found;
  }

  /** One listing for a company that has several under one code, the first told market's. */
  private static List<Resolution.Found> primary(List<Resolution.Found> found) {
    Map<String, Resolution.Found> byCompany = new LinkedHashMap<>();
    found.forEach(f -> byCompany.putIfAbsent(f.company().id(), f));
    return List.copyOf(byCompany.values());
  }

  private List<Resolution.Found> listings(WrittenTicker.Reading reading) {
    Market market = reading.market();
    if (market == null) {
      return byCode.getOrDefault(reading.code(), List.of());
    }
    Resolution.Found found = null;
    for (String suffix : market.suffixes()) {
      Resolution.Found written = byTicker.get(reading.code() + "." + suffix);
      found = written != null && market.mic().equals(written.listing().mic()) ? written : found;
    }
    if (market.suffixes().isEmpty()) {
      // The register of the SEC tells no exchange, and shares change it: any American line will do.
      found = byTicker.get(reading.code());
    }
    return found == null ? List.of() : List.of(found);
  }

  private static Resolution answer(List<Resolution.Found> found) {
    Map<String, Resolution.Found> byCompany = new LinkedHashMap<>();
    found.forEach(f -> byCompany.putIfAbsent(f.company().id(), f));
    return switch (byCompany.size()) {
      case 0 -> new Resolution.Unknown();
      case 1 -> byCompany.values().iterator().next();
      default -> new Resolution.Ambiguous(List.copyOf(byCompany.values()));
    };
  }

  /** An American ticker is written without a suffix, and so may be another market's code. */
  private boolean isAlone(String ticker, Resolution.Found found) {
    return !found.listing().suffix().isEmpty()
        || byCode.getOrDefault(ticker, List.of()).stream()
            .allMatch(f -> f.company().equals(found.company()) || !isDigits(ticker));
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Companies whose ticker, code or a name begins with the words of a query, the best first.
   *
   * @param limit how many at most
   */
  public List<Company> search(String query, int limit) {
    return new CompanySearch(this).search(query, limit);
  }

  @Nullable Company byExactTicker(String ticker) {
    Resolution.Found found = byTicker.get(upper(ticker));
    return found == null ? null : found.company();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static final class BuiltIn {
    static final CompanyDirectory DIRECTORY = DirectoryCache.builtIn();
  }
}
