package dev.tapeline.exchange;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.exchange.ExchangeCalendar.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
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

  private final Map<Mic, Exchange> byMic;
  private final Map<String, Mic> aliases;
  private final Map<String, Exchange> bySuffix;

  private Exchanges(Map<Mic, Exchange> byMic, Map<String, Mic> aliases) {
    this.byMic = byMic;
    this.aliases = aliases;
    this.bySuffix = new HashMap<>();
    for (Exchange exchange : byMic.values()) {
      exchange.suffixes().forEach(suffix -> bySuffix.put(suffix, exchange));
    }
  }

  /** The exchanges of the files in the jar; read at the first call, calendars when first needed. */
  public static Exchanges builtIn() {
    return BuiltIn.EXCHANGES;
  }

  /**
   * Finds an exchange by its MIC or by a code that is read as it, in any case: {@code XTKS}, {@code
   * XJPX}, {@code TYO} and {@code tse} are Tokyo.
   */
  public Optional<Exchange> find(String micOrAlias) {
    return mic(micOrAlias).flatMap(this::find);
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
   * HK} and {@code .HK} are Hong Kong. The empty suffix is American, and says nothing of the venue.
   */
  public Optional<Exchange> bySuffix(String suffix) {
    return Optional.ofNullable(bySuffix.get(withoutDot(suffix)));
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
    return new Exchanges(Collections.unmodifiableMap(changed), aliases);
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
    private final Map<String, Span> known = ExchangeFiles.knownSpans();
    private final ConcurrentHashMap<String, ExchangeCalendar> calendars = new ConcurrentHashMap<>();

    Exchanges exchanges() {
      Map<Mic, Exchange> byMic = new LinkedHashMap<>();
      for (Exchange exchange : ExchangeFiles.rows("exchanges.csv", this::exchange)) {
        if (byMic.put(exchange.mic(), exchange) != null) {
          throw new IllegalStateException("exchanges.csv: " + exchange.mic() + " is there twice");
        }
      }
      return new Exchanges(Collections.unmodifiableMap(byMic), aliases(byMic));
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
              suffixes(row.getField("suffixes")),
              row.getField("calendar"));
      HoursHistory schedule = hours.get(row.getField("hours"));
      if (schedule == null || !known.containsKey(facts.calendar())) {
        throw new IllegalStateException(
            "no hours " + row.getField("hours") + " or no calendar " + facts.calendar());
      }
      return new Exchange(
          facts, () -> calendar(facts.calendar()), schedule, ObservedSessions.none());
    }

    private static List<String> suffixes(String text) {
      return text.isEmpty() ? List.of() : List.of(text.split("\\|", -1));
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

    private static Map<String, Mic> aliases(Map<Mic, Exchange> byMic) {
      Map<String, Mic> aliases = new HashMap<>();
      for (Alias alias : ExchangeFiles.rows("aliases.csv", Alias::read)) {
        if (!byMic.containsKey(alias.mic()) || aliases.put(alias.code(), alias.mic()) != null) {
          throw new IllegalStateException(
              "aliases.csv: " + alias.code() + " is there twice or means no known exchange");
        }
      }
      return Map.copyOf(aliases);
    }
  }

  /** A code and the MIC that it is read as. */
  private record Alias(String code, Mic mic) {
    static Alias read(NamedCsvRecord row) {
      return new Alias(row.getField("code"), Mic.of(row.getField("mic")));
    }
  }
}
