package dev.tapeline.market;

import static java.util.stream.Collectors.joining;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.analysis.directory.ShareIndex;
import dev.tapeline.timeline.ObservedExchanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Price series in the database. Every method runs inside the caller's transaction. */
final class SeriesStore {
  /** Where new and revised bars are announced, in all processes on the database. */
  static final String CHANNEL = "tapeline_bars";

  private static final String COLUMNS = "id, ticker, listing, mic, currency, benchmark, company_id";

  /** With what bars have shown of the sessions by then. */
  private static final String OBSERVED =
      ", (select version from observed_sessions_version) as observed";

  private SeriesStore() {}

  /**
   * The series of a written ticker, made where it is new: a listing of the directory in any form
   * that the directory reads, or an index.
   *
   * @return empty for what the directory does not know
   */
  static Optional<PriceSeries> findOrMake(Handle handle, String written) {
    String text = written.strip().toUpperCase(Locale.ROOT);
    return text.startsWith(PriceSeries.INDEX)
        ? Optional.of(index(handle, text))
        : listed(handle, text).or(() -> readTicker(text).flatMap(ticker -> listed(handle, ticker)));
  }

  /**
   * The series of many written tickers of listings, made where they are new, and locked until
   * commit.
   *
   * @param written as a person may write them; no indices
   * @return by what was written; what the directory does not know is left out
   */
  static Map<String, PriceSeries> findOrMake(Handle handle, Collection<String> written) {
    Map<String, String> tickers = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    written.forEach(text -> texts.put(text, text.strip().toUpperCase(Locale.ROOT)));
    Map<String, String> direct = listedTickers(handle, texts.values());
    Map<String, String> readings = new HashMap<>();
    texts.forEach(
        (text, upper) -> {
          if (direct.containsKey(upper)) {
            tickers.put(text, direct.get(upper));
          } else {
            readTicker(upper).ifPresent(ticker -> readings.put(text, ticker));
          }
        });
    Map<String, String> read = listedTickers(handle, readings.values());
    readings.forEach(
        (text, ticker) -> {
          if (read.containsKey(ticker)) {
            tickers.put(text, read.get(ticker));
          }
        });
    Map<String, PriceSeries> byTicker = made(handle, Set.copyOf(tickers.values()));
    Map<String, PriceSeries> series = new HashMap<>();
    tickers.forEach((text, ticker) -> series.put(text, byTicker.get(ticker)));
    return series;
  }

  /** The tickers of listings that are called so by ticker or {@code MIC:code}, by that name. */
  private static Map<String, String> listedTickers(Handle handle, Collection<String> names) {
    Map<String, String> tickers = new HashMap<>();
    if (!names.isEmpty()) {
      handle
          .createQuery(
              """
              select ticker, listing from listing
              where ticker = any(:names) or listing = any(:names)
              """)
          .bindArray("names", String.class, names)
          .map((row, context) -> List.of(row.getString(1), String.valueOf(row.getString(2))))
          .forEach(
              found -> {
                tickers.putIfAbsent(found.get(1), found.get(0));
                tickers.put(found.get(0), found.get(0));
              });
    }
    return tickers;
  }

  private static Map<String, PriceSeries> made(Handle handle, Set<String> tickers) {
    handle
        .createUpdate(
            """
            insert into price_series (ticker, listing, mic, currency, benchmark, company_id)
            select ticker, listing, mic, currency, benchmark, company_id
            from listing where ticker = any(:tickers) order by ticker
            on conflict (ticker) do nothing
            """)
        .bindArray("tickers", String.class, tickers)
        .execute();
    List<Integer> ids =
        handle
            .createQuery("select id from price_series where ticker = any(:tickers)")
            .bindArray("tickers", String.class, tickers)
            .mapTo(Integer.class)
            .list();
    lock(handle, ids);
    handle
        .createUpdate(
            """
            update price_series s
            set listing = l.listing, mic = l.mic, currency = l.currency,
              benchmark = l.benchmark, company_id = l.company_id
            from listing l
            where s.id = any(cast(:ids as int[])) and l.ticker = s.ticker
              and (s.listing, s.mic, s.currency, s.benchmark, s.company_id)
                is distinct from (l.listing, l.mic, l.currency, l.benchmark, l.company_id)
            """)
        .bind("ids", ids(ids))
        .execute();
    Map<String, PriceSeries> made = new HashMap<>();
    byId(handle, ids).values().forEach(series -> made.put(series.ticker(), series));
    return made;
  }

  /**
   * Letters alone are an American code: {@code PTTEP} is not {@code PTTEP.BK}, although nobody else
   * in the directory is called so; a file {@code BBL.csv} may be anybody's.
   */
  private static Optional<String> readTicker(String text) {
    return CompanyDirectory.builtIn().resolve(text) instanceof Resolution.Found found
        ? Optional.of(found.listing().ticker())
            .filter(ticker -> !text.matches("[A-Z]+") || !ticker.contains("."))
        : Optional.empty();
  }

  private static Optional<PriceSeries> listed(Handle handle, String ticker) {
    boolean known =
        handle
                .createUpdate(
                    """
                    insert into price_series (ticker, listing, mic, currency, benchmark, company_id)
                    select ticker, listing, mic, currency, benchmark, company_id
                    from listing where ticker = :ticker or listing = :ticker
                    on conflict (ticker) do update
                      set listing = excluded.listing, mic = excluded.mic,
                        currency = excluded.currency, benchmark = excluded.benchmark,
                        company_id = excluded.company_id
                    """)
                .bind("ticker", ticker)
                .execute()
            > 0;
    return known ? find(handle, ticker) : Optional.empty();
  }

  private static PriceSeries index(Handle handle, String ticker) {
    Optional<ShareIndex> index =
        ShareIndex.builtIn().stream().filter(i -> i.ticker().equals(ticker)).findFirst();
    handle
        .createUpdate(
            """
            insert into price_series (ticker, mic, currency) values (:ticker, :mic, :currency)
            on conflict (ticker) do update
              set mic = excluded.mic, currency = excluded.currency
            """)
        .bind("ticker", ticker)
        .bind("mic", index.map(ShareIndex::mic).orElse(null))
        .bind("currency", index.map(ShareIndex::currency).orElse(null))
        .execute();
    return find(handle, ticker).orElseThrow();
  }

  /** The series with exactly this ticker or {@code MIC:code}. */
  static Optional<PriceSeries> find(Handle handle, String ticker) {
    return handle
        .createQuery(
            "select %s from price_series where ticker = :ticker or listing = :ticker"
                .formatted(COLUMNS + OBSERVED))
        .bind("ticker", ticker)
        .map((row, context) -> series(handle, row))
        .findFirst();
  }

  /**
   * The series that moves told of some tickers may be of: those of the tickers themselves, and of
   * all other listings of their companies.
   */
  static Map<String, List<PriceSeries>> ofCompanies(Handle handle, Collection<String> tickers) {
    Map<String, List<PriceSeries>> found = new HashMap<>();
    handle
        .createQuery(
            """
            select told, %s from (
              select t.ticker as told, s.id
              from unnest(cast(:tickers as text[])) t (ticker)
                join price_series s on s.ticker = t.ticker
              union
              select t.ticker, s.id
              from unnest(cast(:tickers as text[])) t (ticker)
                join listing l on l.ticker = t.ticker
                join price_series s on s.company_id = l.company_id) of_company
            join price_series using (id)
            """
                .formatted(COLUMNS + OBSERVED))
        .bindArray("tickers", String.class, tickers)
        .map((row, context) -> Map.entry(row.getString("told"), series(handle, row)))
        .forEach(
            one ->
                found
                    .computeIfAbsent(one.getKey(), ticker -> new ArrayList<>())
                    .add(one.getValue()));
    return found;
  }

  static Optional<PriceSeries> find(Handle handle, int id) {
    return handle
        .createQuery("select %s from price_series where id = :id".formatted(COLUMNS + OBSERVED))
        .bind("id", id)
        .map((row, context) -> series(handle, row))
        .findFirst();
  }

  /** Series by their ids. */
  static Map<Integer, PriceSeries> byId(Handle handle, Collection<Integer> ids) {
    Map<Integer, PriceSeries> found = new HashMap<>();
    handle
        .createQuery(
            "select %s from price_series where id = any(cast(:ids as int[]))"
                .formatted(COLUMNS + OBSERVED))
        .bind("ids", ids(ids))
        .map((row, context) -> series(handle, row))
        .forEach(series -> found.put(series.id(), series));
    return found;
  }

  /** Series by exactly these tickers; those that have none are left out. */
  static Map<String, PriceSeries> byTicker(Handle handle, Collection<String> tickers) {
    Map<String, PriceSeries> found = new HashMap<>();
    handle
        .createQuery(
            "select %s from price_series where ticker = any(:tickers)"
                .formatted(COLUMNS + OBSERVED))
        .bindArray("tickers", String.class, tickers)
        .map((row, context) -> series(handle, row))
        .forEach(series -> found.put(series.ticker(), series));
    return found;
  }

  /** Waits for whoever writes bars and moves of series, and keeps all others out until commit. */
  static void lock(Handle handle, Collection<Integer> ids) {
    // One order in all transactions, so that two never wait crosswise.
    handle
        .createQuery(
            """
            select id from price_series where id = any(cast(:ids as int[])) order by id for update
            """)
        .bind("ids", ids(ids))
        .mapTo(Integer.class)
        .list();
  }

  /** PostgreSQL's text of an array of numbers. */
  static String ids(Collection<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /** All series of the companies; of none where there are none. */
  static List<PriceSeries> of(Handle handle, List<UUID> companies) {
    return handle
        .createQuery(
            """
            select %s from price_series where company_id = any(:companies)
            """
                .formatted(COLUMNS + OBSERVED))
        .bindArray("companies", UUID.class, companies)
        .map((row, context) -> series(handle, row))
        .list();
  }

  /**
   * The series that a company is measured by.
   *
   * @param sample whether its bars are the built-in sample's
   */
  record Standing(PriceSeries series, boolean sample) {}

  /**
   * By company, the series that has bars: the home listing's before others, real bars before the
   * sample's. Companies without bars are absent.
   */
  static Map<UUID, Standing> standingFor(Handle handle, List<UUID> companies) {
    Map<UUID, Standing> standing = new HashMap<>();
    handle
        .createQuery(
            """
            select distinct on (s.company_id) %s, s.sample
            from price_series s left join listing l using (ticker)
            where s.company_id = any(:companies)
              and exists (select 1 from bar b where b.series_id = s.id and b.current)
            order by s.company_id, s.sample, l.home is true desc, s.ticker
            """
                .formatted(
                    Arrays.stream(COLUMNS.split(", "))
                        .map("s."::concat)
                        .collect(joining(", ", "", OBSERVED))))
        .bindArray("companies", UUID.class, companies)
        .map(
            (row, context) ->
                Map.entry(
                    row.getObject("company_id", UUID.class),
                    new Standing(series(handle, row), row.getBoolean("sample"))))
        .forEach(found -> standing.put(found.getKey(), found.getValue()));
    return standing;
  }

  /** Keeps everybody else from writing bars and moves of a series until commit. */
  static void lock(Handle handle, PriceSeries series) {
    handle.execute("select 1 from price_series where id = ? for update", series.id());
  }

  /**
   * To be called where bars of a series were written: has its moves computed anew from a session
   * on, and those measured against it, and its exchange's sessions counted.
   */
  static void movesDue(Handle handle, PriceSeries series, LocalDate from) {
    handle
        .createUpdate(
            """
            with concerned as materialized (
              select id from price_series where id = :id or benchmark = :ticker
              order by id for update)
            update price_series s set moves_due = least(moves_due, :from),
              count_due = case when s.id = :id then least(count_due, :from) else count_due end
            from concerned where s.id = concerned.id
            """)
        .bind("from", from)
        .bind("id", series.id())
        .bind("ticker", series.isIndex() ? series.ticker() : null)
        .execute();
    announce(handle);
  }

  /**
   * As {@link #movesDue(Handle, PriceSeries, LocalDate)} of many listings, none of them an index.
   */
  static void movesDue(Handle handle, Map<Integer, LocalDate> from) {
    handle
        .createUpdate(
            """
            update price_series s set moves_due = least(moves_due, due.since),
              count_due = least(count_due, due.since)
            from unnest(cast(:series as int[]), cast(:from as date[])) as due (series, since)
            where s.id = due.series
            """)
        .bind("series", ids(from.keySet()))
        .bind("from", LargeMoves.dates(from.values()))
        .execute();
    announce(handle);
  }

  /** Says at the commit that it is time to look. */
  private static void announce(Handle handle) {
    handle.execute("select pg_notify(?, '')", CHANNEL);
  }

  private static PriceSeries series(Handle handle, ResultSet row) throws SQLException {
    return new PriceSeries(
        row.getInt("id"),
        row.getString("ticker"),
        row.getString("listing"),
        row.getString("mic"),
        row.getString("currency"),
        row.getString("benchmark"),
        row.getObject("company_id", UUID.class),
        ObservedExchanges.of(handle, row.getObject("observed", UUID.class)));
  }

  /** A double, null where the column is. */
  static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
