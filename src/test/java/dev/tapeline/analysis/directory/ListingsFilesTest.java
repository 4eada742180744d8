package dev.tapeline.analysis.directory;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The facts of the built-in directory hold together: every file of the folder is read, so that a
 * new market is tested by being there.
 */
class ListingsFilesTest {

  private static final List<String> COLUMNS =
      List.of(
          "ticker",
          "mic",
          "currency",
          "country",
          "benchmark",
          "issuer",
          "isin",
          "name",
          "local_names",
          "aliases",
          "brands",
          "people",
          "sector");

  private static final Set<String> SECTORS =
      Set.of(
          "technology",
          "communication",
          "consumer-discretionary",
          "consumer-staples",
          "financials",
          "health-care",
          "industrials",
          "energy",
          "materials",
          "utilities",
          "real-estate");

  /** How a market writes its codes; a market that is not here takes letters, digits and hyphens. */
  private static final Map<String, Pattern> CODES =
      Map.ofEntries(
          Map.entry("XHKG", Pattern.compile("\\d{4,5}")),
          Map.entry("XSHG", Pattern.compile("(60[0-5]|68[89])\\d{3}")),
          Map.entry("XSHE", Pattern.compile("(00[0-3]|30[0-2])\\d{3}")),
          Map.entry("XTAI", Pattern.compile("\\d{4}")),
          Map.entry("ROCO", Pattern.compile("\\d{4}")),
          Map.entry("XTKS", Pattern.compile("\\d{3}[\\dA-Z]")),
          Map.entry("XKRX", Pattern.compile("\\d{6}")),
          Map.entry("XKOS", Pattern.compile("\\d{6}")),
          Map.entry("XKLS", Pattern.compile("\\d{4}")),
          Map.entry("XNSE", Pattern.compile("[A-Z0-9]+([-&][A-Z0-9]+)*")),
          Map.entry("XIDX", Pattern.compile("[A-Z]{4}")),
          Map.entry("XNAS", Pattern.compile("[A-Z]{1,5}")),
          Map.entry("XNYS", Pattern.compile("[A-Z]{1,5}(-[A-Z])?")));

  private static final Pattern OTHER_CODE = Pattern.compile("[A-Z0-9]+(-[A-Z0-9]+)*");
  private static final Pattern SLUG = Pattern.compile("\\*?[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern ISIN = Pattern.compile("[A-Z]{2}[A-Z0-9]{9}\\d");

  private static final List<Row> ROWS = readAll();

  @Test
  void everyFileHasTheHeader() {
    assertThat(ROWS).extracting(row -> row.record().getHeader()).containsOnly(COLUMNS);
  }

  @Test
  void everyFileIsNamedInTheListThatTheDirectoryReads() {
    List<String> named =
        read(directory().resolve("listings.csv")).stream().map(row -> row.get("file")).toList();
    assertThat(files()).extracting(file -> file.getFileName().toString()).isSubsetOf(named);
    assertThat(named).doesNotHaveDuplicates().hasSameSizeAs(files());
  }

  @Test
  void cellsAreTrimmedAndListsHoldNothingEmptyOrTwice() {
    assertThat(problems(ListingsFilesTest::untidyCells)).isEmpty();
  }

  private static List<String> untidyCells(Row row) {
    List<String> untidy = new ArrayList<>();
    for (String column : COLUMNS) {
      String cell = row.get(column);
      List<String> parts = cell.isEmpty() ? List.of() : Arrays.asList(cell.split("\\|", -1));
      boolean tidy =
          parts.stream().allMatch(part -> !part.isBlank() && part.equals(part.strip()))
              && Set.copyOf(parts).size() == parts.size()
              && parts.stream().noneMatch(part -> part.matches("(?s).*(\\?.+|\\?\\?|[\\r\\n]).*"));
      if (!tidy) {
        untidy.add(column + " " + cell);
      }
    }
    return untidy;
  }

  @Test
  void everyListingHasANameAnIssuerAndASector() {
    assertThat(
            violations(
                row ->
                    row.get("name").matches("[^|?]+")
                        && SLUG.matcher(row.get("issuer")).matches()
                        && SECTORS.contains(row.get("sector"))))
        .isEmpty();
  }

  @Test
  void tickersAreUnique() {
    assertThat(duplicates(ROWS.stream().map(Row::ticker).toList())).isEmpty();
  }

  @Test
  void micsAreKnownAndTheOnesThatAreWritten() {
    assertThat(
            violations(
                row -> {
                  String mic = row.get("mic");
                  return Exchanges.builtIn()
                      .mic(mic)
                      .filter(known -> known.toString().equals(mic))
                      .isPresent();
                }))
        .isEmpty();
  }

  @Test
  void tickersAreWrittenAsTheirMarketDoes() {
    assertThat(
            violations(
                row ->
                    row.suffix().equals(writtenSuffix(row.exchange()))
                        && CODES
                            .getOrDefault(row.get("mic"), OTHER_CODE)
                            .matcher(row.code())
                            .matches()))
        .isEmpty();
  }

  private static String writtenSuffix(Exchange exchange) {
    return exchange.suffixes().stream().findFirst().orElse("");
  }

  @Test
  void onlyAmericanTickersHaveNoSuffix() {
    assertThat(violations(row -> row.suffix().isEmpty() == row.exchange().country().equals("US")))
        .isEmpty();
  }

  @Test
  void currenciesAndCountriesAreIsoCodes() {
    Set<String> countries = Set.of(Locale.getISOCountries());
    Set<String> currencies =
        Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    assertThat(
            violations(
                row ->
                    countries.contains(row.get("country"))
                        && currencies.contains(row.get("currency"))))
        .isEmpty();
  }

  /** Some companies of Singapore and London trade in dollars, some of London in euros. */
  @Test
  void currenciesAreThoseOfTheMarket() {
    assertThat(
            violations(
                row ->
                    Set.of("USD", "EUR").contains(row.get("currency"))
                        || row.get("currency").equals(row.exchange().currency())))
        .isEmpty();
  }

  @Test
  void benchmarksAreKnownIndicesAndOneToAMarket() {
    Set<String> known =
        read(directory().resolve("indices.csv")).stream()
            .map(row -> row.get("code"))
            .collect(Collectors.toSet());
    assertThat(violations(row -> known.contains(row.get("benchmark")))).isEmpty();
    assertThat(moreThanOne(row -> Set.of(row.get("mic")), row -> row.get("benchmark"))).isEmpty();
  }

  @Test
  void isinsHaveTheirCheckDigitAndOneIssuer() {
    assertThat(violations(row -> row.get("isin").isEmpty() || isValidIsin(row.get("isin"))))
        .isEmpty();
    assertThat(
            moreThanOne(
                row -> row.get("isin").isEmpty() ? Set.of() : Set.of(row.get("isin")), Row::issuer))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "US0378331005, true", "KYG9830T1067, true", "JP3633400001, true", "KR7005930003, true",
    "US0378331006, false", "KYG9830T1076, false", "JP363340001, false", "us0378331005, false"
  })
  void checksIsins(String isin, boolean valid) {
    assertThat(isValidIsin(isin)).isEqualTo(valid);
  }

  @Test
  void everyIssuerHasExactlyOneHomeListing() {
    Map<String, List<Row>> issuers = byIssuer();
    issuers.values().removeIf(rows -> rows.stream().filter(Row::isHome).count() == 1);
    assertThat(issuers).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"country", "sector"})
  void listingsOfOneIssuerAgree(String column) {
    assertThat(moreThanOne(row -> Set.of(row.issuer()), row -> row.get(column))).isEmpty();
  }

  @Test
  void anIssuerMarksANameInAllItsRowsOrInNone() {
    Map<String, Set<Boolean>> marks = new TreeMap<>();
    for (Row row : ROWS) {
      for (Name name : row.names()) {
        marks
            .computeIfAbsent(row.issuer() + ": " + name.key(), any -> new TreeSet<>())
            .add(name.ambiguous());
      }
    }
    marks.values().removeIf(both -> both.size() == 1);
    assertThat(marks.keySet()).isEmpty();
  }

  @Test
  void noUnmarkedNameIsSharedByTwoIssuers() {
    assertThat(
            moreThanOne(
                row ->
                    row.names().stream()
                        .filter(name -> !name.ambiguous())
                        .map(Name::key)
                        .collect(Collectors.toSet()),
                Row::issuer))
        .isEmpty();
  }

  @Test
  void noUnmarkedNameIsAnOrdinaryWord() {
    Set<String> words = ordinaryWords();
    assertThat(
            problems(
                row ->
                    row.namesBesidesPeople().stream()
                        .filter(name -> !name.ambiguous() && words.contains(name.key()))
                        .map(Name::text)
                        .toList()))
        .isEmpty();
  }

  @Test
  void aNameThatIsAWordBesidesItsLegalFormIsListedMarked() {
    Set<String> words = ordinaryWords();
    List<String> unlisted = new ArrayList<>();
    byIssuer()
        .forEach(
            (issuer, rows) -> {
              Set<String> marked =
                  rows.stream()
                      .flatMap(row -> row.names().stream())
                      .filter(Name::ambiguous)
                      .map(Name::key)
                      .collect(Collectors.toSet());
              rows.stream()
                  .map(row -> bareKey(row.get("name")))
                  .filter(bare -> words.contains(bare) && !marked.contains(bare))
                  .forEach(bare -> unlisted.add(issuer + " needs the alias " + bare + "?"));
            });
    assertThat(unlisted).isEmpty();
  }

  @Test
  void theListOfOrdinaryWordsIsLongEnoughToFindSomething() {
    assertThat(ordinaryWords())
        .hasSizeGreaterThan(1500)
        .contains("apple", "target", "bumi", "licht", "orange", "poco", "平安", "イオン", "기아");
  }

  @ParameterizedTest
  @CsvSource({
    "XHKG, 90",
    "XNAS+XNYS+XASE, 120",
    "XIDX, 45",
    "XTKS, 60",
    "XSHG+XSHE, 50",
    "XKRX+XKOS, 25",
    "XTAI+ROCO, 15",
    "XNSE+XBOM, 30",
    "XSES, 5",
    "XKLS, 5",
    "XBKK, 5",
    "XPHS, 5",
    "XSTC+HSTC, 5",
    "XLON+XDUB+XPAR+XAMS+XBRU+XLIS+XMIL+XMAD+XETR+XSWX+XWBO+XSTO+XCSE+XHEL+XOSL+XWAR+XATH, 60",
    "BVMF, 5"
  })
  void coversTheMarkets(String mics, int atLeast) {
    Set<String> wanted = Set.of(mics.split("\\+"));
    assertThat(ROWS)
        .filteredOn(row -> wanted.contains(row.get("mic")))
        .hasSizeGreaterThan(atLeast - 1);
  }

  @Test
  void holdsAtLeastFiveHundredListings() {
    assertThat(ROWS).hasSizeGreaterThanOrEqualTo(500);
  }

  // ---- reading ----

  private static List<Row> readAll() {
    return files().stream().flatMap(file -> rows(file).stream()).toList();
  }

  private static List<Row> rows(Path file) {
    List<Row> rows = read(file);
    assertThat(rows).as(file.toString()).isNotEmpty();
    return rows;
  }

  private static List<Path> files() {
    try (Stream<Path> paths = Files.list(directory().resolve("listings"))) {
      return paths.filter(path -> path.toString().endsWith(".csv")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fields that a row lacks or has too many are an error of the reader's. */
  private static List<Row> read(Path file) {
    String source = file.getFileName().toString();
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(file)) {
      return reader.stream().map(csv -> new Row(source, csv)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    return path("/dev/tapeline/analysis/directory/indices.csv").resolveSibling("");
  }

  private static Set<String> ordinaryWords() {
    try (Stream<String> lines =
        Files.lines(
            path("/dev/tapeline/analysis/directory/ordinary-words.txt"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(",", -1)))
          .filter(word -> !word.isBlank())
          .map(word -> NameKey.of(word))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String resource) {
    URL url = Objects.requireNonNull(ListingsFilesTest.class.getResource(resource), resource);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  // ---- asking ----

  private static List<String> problems(Function<Row, List<String>> check) {
    return ROWS.stream()
        .flatMap(row -> check.apply(row).stream().map(problem -> row + ": " + problem))
        .toList();
  }

  private static Map<String, List<Row>> byIssuer() {
    return ROWS.stream()
        .collect(Collectors.groupingBy(Row::issuer, TreeMap::new, Collectors.toList()));
  }

  /** The rows for which a rule does not hold. */
  private static List<Row> violations(Predicate<Row> rule) {
    return ROWS.stream().filter(row -> !rule.test(row)).toList();
  }

  /** The keys that stand with more than one value, over all rows. */
  private static Map<String, Set<String>> moreThanOne(
      Function<Row, Set<String>> keys, Function<Row, String> value) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Row row : ROWS) {
      for (String key : keys.apply(row)) {
        values.computeIfAbsent(key, any -> new TreeSet<>()).add(value.apply(row));
      }
    }
    values.values().removeIf(distinct -> distinct.size() == 1);
    return values;
  }

  private static Set<String> duplicates(Collection<String> values) {
    Set<String> seen = new TreeSet<>();
    return values.stream().filter(value -> !seen.add(value)).collect(Collectors.toSet());
  }

  /** The key of a name as people shorten it: without its legal form, {@code Group} and the like. */
  private static String bareKey(String name) {
    LegalForms forms = LegalForms.builtIn();
    return forms.strip(forms.stripGeneric(forms.strip(NameKey.of(name))));
  }

  /** ISO 6166: letters become two digits, then every second digit from the right is doubled. */
  private static boolean isValidIsin(String isin) {
    if (!ISIN.matcher(isin).matches()) {
      return false;
    }
    String digits =
        isin.chars()
            .mapToObj(c -> String.valueOf(Character.digit(c, 36)))
            .collect(Collectors.joining());
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted / 10 + weighted % 10;
    }
    return sum % 10 == 0;
  }

  /** A name as listed; ambiguous where it bears the question mark. */
  private record Name(String text, String key, boolean ambiguous) {
    static Name of(String listed) {
      boolean ambiguous = listed.endsWith("?");
      String text = ambiguous ? listed.substring(0, listed.length() - 1) : listed;
      return new Name(text, NameKey.of(text), ambiguous);
    }
  }

  /** A row with the file that it stands in. */
  private record Row(String file, NamedCsvRecord record) {

    String get(String column) {
      return record.getField(column);
    }

    String ticker() {
      return get("ticker");
    }

    String code() {
      int dot = ticker().lastIndexOf('.');
      return dot < 0 ? ticker() : ticker().substring(0, dot);
    }

    String suffix() {
      int dot = ticker().lastIndexOf('.');
      return dot < 0 ? "" : ticker().substring(dot + 1);
    }

    Exchange exchange() {
      return Exchanges.builtIn()
          .find(get("mic"))
          .orElseThrow(() -> new AssertionError(this + ": unknown MIC " + get("mic")));
    }

    boolean isHome() {
      return get("issuer").startsWith("*");
    }

    String issuer() {
      return isHome() ? get("issuer").substring(1) : get("issuer");
    }

    List<Name> names() {
      return names("name", "local_names", "aliases", "brands", "people");
    }

    List<Name> namesBesidesPeople() {
      return names("name", "local_names", "aliases", "brands");
    }

    private List<Name> names(String... columns) {
      return Stream.of(columns)
          .flatMap(column -> Arrays.stream(get(column).split("\\|", -1)))
          .filter(name -> !name.isEmpty())
          .map(Name::of)
          .toList();
    }

    @Override
    public String toString() {
      return file + " " + ticker();
    }
  }
}
