package dev.tapeline.exchange;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.exchange.ExchangeCalendar.Span;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The exchanges that Tapeline knows, by MIC, by the codes that are read as one, and by ticker
 * suffix. Immutable.
 */
public final class Exchanges {

  private static final Mic NEW_YORK = Mic.of("XNYS");
  private static final String MARKETS = "markets.csv";

  private final Map<Mic, Exchange> byMic;
  private final Map<String, Mic> aliases;
  private final Map<String, Mic> suffixes;

  /** What is found for each MIC as Tapeline writes it, which is what most callers have. */
  private final Map<String, Optional<Exchange>> byCode = new HashMap<>();

  private Exchanges(Map<Mic, Exchange> byMic, Map<String, Mic> aliases, Map<String, Mic> suffixes) {
    this.byMic = byMic;
    this.aliases = aliases;
    this.suffixes = suffixes;
    for (Mic mic : byMic.keySet()) {
      byCode.put(mic.code(), mic(mic.code()).flatMap(this::find));
    }
  }

  /**
   * The table of how markets and their symbols are written, {@code markets.csv}: of this package
   * and of everybody who reads symbols.
   */
  public static InputStream marketsFile() {
    return ExchangeFiles.open(MARKETS);
  }

  /** The exchanges of the files in the jar; read at the first call, calendars when first needed. */
  public static Exchanges builtIn() {
    return BuiltIn.EXCHANGES;
  }

  /**
   * Finds an exchange by its MIC or by a code that is read as it, in any case: {@code XTKS}, {@code
   * XJPX}, {@code TYO} and {@code tse} are Tokyo. A code that several exchanges use stands for the
   * one that is meant more often, the first in {@code markets.csv}.
   */
  public Optional<Exchange> find(String micOrAlias) {
    Optional<Exchange> known = byCode.get(micOrAlias);
    return known != null ? known : mic(micOrAlias).flatMap(this::find);
  }

  /** Finds an exchange by the MIC that Tapeline writes. */
  public Optional<Exchange> find(Mic mic) {
    return Optional.ofNullable(byMic.get(mic));
  }

  /**
   * The MIC that Tapeline writes for a code: {@code XTKS} for {@code XJPX}, {@code XHKG} for {@code
   * HKEX}; empty for one that is not known.
   */
  public Optional<Mic> mic(String micOrAlias) {
    String code = micOrAlias.strip().toUpperCase(Locale.ROOT);
    Mic alias = aliases.get(code);
    if (alias != null) {
      return Optional.of(alias);
    }
    return Mic.isMic(code)
        ? Optional.of(Mic.of(code)).filter(byMic::containsKey)
        : Optional.empty();
  }

  /**
   * Finds an exchange by the suffix of a ticker in Yahoo's form, with or without its dot: {@code
   * HK} and {@code .HK} are Hong Kong. Of several with a suffix it is the one that is meant more
   * often: {@code VN} is Ho Chi Minh City, not Hanoi. The empty suffix is American, and says
   * nothing of the venue.
   */
  public Optional<Exchange> bySuffix(String suffix) {
    return Optional.ofNullable(suffixes.get(withoutDot(suffix))).flatMap(this::find);
  }

  /**
   * The exchange whose sessions a ticker with this suffix follows. As {@link #bySuffix}, but for
   * the empty suffix it is New York: all American exchanges keep the same days and hours.
   */
  public Optional<Exchange> sessionsBySuffix(String suffix) {
    return withoutDot(suffix).isEmpty() ? find(NEW_YORK) : bySuffix(suffix);
  }

  /** All exchanges, in the order of their file. */
  public Collection<Exchange> all() {
    return byMic.values();
  }

  /** The codes that are read as a MIC, each with the MIC that is written. */
  public Map<String, Mic> aliases() {
    return aliases;
  }

  /** These exchanges, each with what bars have shown of its sessions. */
  public Exchanges withObservedSessions(Function<Mic, ObservedSessions> observed) {
    return map(exchange -> exchange.withObservedSessions(observed.apply(exchange.mic())));
  }

  private Exchanges map(UnaryOperator<Exchange> change) {
    Map<Mic, Exchange> changed = new LinkedHashMap<>();
    byMic.forEach((mic, exchange) -> changed.put(mic, change.apply(exchange)));
    return new Exchanges(Collections.unmodifiableMap(changed), aliases, suffixes);
  }

  private static String withoutDot(String suffix) {
    String code = suffix.strip().toUpperCase(Locale.ROOT);
    return code.startsWith(".") ? code.substring(1) : code;
  }

  /** Reads the files when first asked for. */
  private static final class BuiltIn {
    static final Exchanges EXCHANGES = new Reading().exchanges();
  }

  /** One reading of the files. */
  private static final class Reading {
    private final Map<String, HoursHistory> hours = ExchangeFiles.hours();
    private final Map<String, NavigableMap<LocalDate, Set<DayOfWeek>>> weekends =
        ExchangeFiles.weekends();
    private final List<WrittenMarket> markets = ExchangeFiles.rows(MARKETS, WrittenMarket::read);
    private final Map<String, Span> known = ExchangeFiles.knownSpans();
    private final ConcurrentHashMap<String, ExchangeCalendar> calendars = new ConcurrentHashMap<>();

    Exchanges exchanges() {
      Map<Mic, Exchange> byMic = new LinkedHashMap<>();
      for (Exchange exchange : ExchangeFiles.rows("exchanges.csv", this::exchange)) {
        if (byMic.put(exchange.mic(), exchange) != null) {
          throw new IllegalStateException("exchanges.csv: " + exchange.mic() + " is there twice");
        }
      }
      return new Exchanges(Collections.unmodifiableMap(byMic), aliases(byMic), suffixes());
    }

    private Exchange exchange(NamedCsvRecord row) {
      Exchange.Facts facts =
          new Exchange.Facts(
              Mic.of(row.getField("mic")),
              row.getField("name"),
              row.getField("city"),
              row.getField("country"),
              row.getField("currency"),
              ZoneId.of(row.getField("zone")),
              suffixesOf(row.getField("mic")),
              row.getField("calendar"));
      HoursHistory schedule = hours.get(row.getField("hours"));
      if (schedule == null || !known.containsKey(facts.calendar())) {
        throw new IllegalStateException(
            "no hours " + row.getField("hours") + " or no calendar " + facts.calendar());
      }
      return new Exchange(
          facts, () -> calendar(facts.calendar()), schedule, ObservedSessions.none());
    }

    private List<String> suffixesOf(String mic) {
      return markets.stream()
          .filter(market -> market.mic().code().equals(mic))
          .map(WrittenMarket::suffixes)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(mic + " is not in " + MARKETS));
    }

    private Map<String, Mic> suffixes() {
      Map<String, Mic> suffixes = new HashMap<>();
      markets.forEach(
          market ->
              market.suffixes().forEach(suffix -> suffixes.putIfAbsent(suffix, market.mic())));
      return Map.copyOf(suffixes);
    }

    private ExchangeCalendar calendar(String name) {
      ExchangeCalendar read = calendars.get(name);
      return read != null ? read : calendars.computeIfAbsent(name, this::readCalendar);
    }

    private ExchangeCalendar readCalendar(String name) {
      Span span = Objects.requireNonNull(known.get(name));
      return new ExchangeCalendar(
          span,
          weekends.getOrDefault(name, ExchangeFiles.saturdaysAndSundays()),
          ExchangeFiles.calendarRows(name));
    }

    private Map<String, Mic> aliases(Map<Mic, Exchange> byMic) {
      Map<String, Mic> aliases = new HashMap<>();
      for (WrittenMarket market : markets) {
        if (!byMic.containsKey(market.mic())) {
          throw new IllegalStateException(MARKETS + ": no exchange " + market.mic());
        }
        for (String code : market.codes()) {
          if (!Mic.isMic(code) || !byMic.containsKey(Mic.parse(code))) {
            aliases.putIfAbsent(code.toUpperCase(Locale.ROOT), market.mic());
          }
        }
      }
      return Map.copyOf(aliases);
    }
  }

  /**
   * How an exchange is written.
   *
   * @param suffixes of its tickers, its own first
   * @param codes that are read as its MIC
   */
  private record WrittenMarket(Mic mic, List<String> suffixes, List<String> codes) {
    static WrittenMarket read(NamedCsvRecord row) {
      List<String> codes = new ArrayList<>();
      List.of("reads", "prefixes", "codes")
          .forEach(column -> codes.addAll(list(row.getField(column))));
      return new WrittenMarket(Mic.of(row.getField("mic")), list(row.getField("suffixes")), codes);
    }

    private static List<String> list(String cell) {
      return cell.isEmpty() ? List.of() : List.of(cell.split("\\|", -1));
    }
  }
}
