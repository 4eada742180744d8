package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.market.study.EstimationWindow;
import dev.tapeline.market.study.EventWindow;
import dev.tapeline.market.study.ListingReturns;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Reads the returns of listings around events, many listings in one statement: each listing's bars
 * come as arrays of one row, from the bar that the first estimation window begins with to behind
 * the last event window.
 */
final class StudyReturns {

  /** Listings that are in memory at a time. */
  private static final int FETCHED = 50;

  /** Days that surely hold the longest event window, holidays and all. */
  private static final int DAYS_BEHIND = 3 * EventWindow.LATEST;

  /** Numbers arrive as they are, which takes a fifth of the time that reading text does. */
  private static final StatementCustomizer BINARY =
      new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
        }
      };

  private final Handle handle;
  private final Map<String, Benchmark> benchmarks = new HashMap<>();

  StudyReturns(Handle handle) {
    this.handle = handle;
  }

  /**
   * The events of a listing.
   *
   * @param series whose bars
   * @param exchange whose sessions
   * @param reactions the first session that could react to each, days of 1970-01-01, at least one
   */
  record Wanted(PriceSeries series, Exchange exchange, int[] reactions) {
    LocalDate first() {
      return LocalDate.ofEpochDay(Arrays.stream(reactions).min().orElseThrow());
    }

    LocalDate last() {
      return LocalDate.ofEpochDay(Arrays.stream(reactions).max().orElseThrow());
    }
  }

  /**
   * What was read of a listing.
   *
   * @param returns as recorded moves have them
   * @param benchmark the index that the market's returns are of; null where it has no bars
   * @param providers who gave the bars
   */
  record Found(ListingReturns returns, @Nullable String benchmark, Set<String> providers) {}

  /** Reads the listings one after the other. Runs in the caller's transaction. */
  void forEach(List<Wanted> wanted, BiConsumer<Wanted, Found> taker) {
    Map<Integer, Wanted> bySeries = new HashMap<>();
    wanted.forEach(one -> bySeries.put(one.series().id(), one));
    // Before the rows stream: a connection reads one thing at a time.
    wanted.forEach(one -> benchmark(one.series()));
    handle
        .createQuery(
            """
            select w.series, b.days, b.closes, b.providers, b.flagged
            from unnest(cast(:series as int[]), cast(:first as date[]), cast(:last as date[]))
              w(series, first, last)
            cross join lateral (
              select array_agg(o.day) as days, array_agg(o.adjusted_close) as closes,
                case when min(o.provider) = max(o.provider) then array[min(o.provider)]
                  else array_agg(o.provider) end as providers,
                array_agg(o.day) filter (where o.flag is not null) as flagged
              from (
                select session - date '1970-01-01' as day, adjusted_close,
                  provider collate "C" as provider, flag
                from bar
                where series_id = w.series and current and session <= w.last
                  and session >= coalesce((
                    select session from bar
                    where series_id = w.series and current and session < w.first
                    order by session desc offset :before limit 1), '-infinity')
                order by session) o
              ) b
            """)
        .bindArray("series", Integer.class, wanted.stream().map(w -> w.series().id()).toList())
        .bindArray("first", String.class, wanted.stream().map(w -> w.first().toString()).toList())
        .bindArray(
            "last",
            String.class,
            wanted.stream().map(w -> w.last().plusDays(DAYS_BEHIND).toString()).toList())
        .bind("before", -EstimationWindow.FROM)
        .setFetchSize(FETCHED)
        .addCustomizer(BINARY)
        .map(
            (row, context) -> {
              Wanted one = Objects.requireNonNull(bySeries.get(row.getInt("series")));
              return Map.entry(one, found(row, one));
            })
        .forEach(read -> taker.accept(read.getKey(), read.getValue()));
  }

  private Found found(ResultSet row, Wanted wanted) throws SQLException {
    Benchmark benchmark = benchmark(wanted.series());
    int[] days = ints(row, "days");
    @Nullable Double[] closes = array(row, "closes", new Double[0]);
    String[] providers = array(row, "providers", new String[0]);
    Set<Integer> flagged = new HashSet<>();
    Arrays.stream(ints(row, "flagged")).forEach(flagged::add);
    double[] own = new double[days.length];
    double[] market = new double[days.length];
    Arrays.fill(own, Double.NaN);
    Arrays.fill(market, Double.NaN);
    double indexBefore = days.length == 0 ? Double.NaN : benchmark.close(days[0]);
    for (int i = 1; i < days.length; i++) {
      Double from = closes[i - 1];
      Double to = closes[i];
      // As MoveCalculator has it: what a flagged bar says enters no window, and each provider
      // adjusts to a day of its own.
      boolean oneProvider = providers.length == 1 || providers[i].equals(providers[i - 1]);
      if (from != null && to != null && oneProvider && !flagged.contains(days[i])) {
        own[i] = MoveCalculator.percent(from, to);
      }
      double index = benchmark.close(days[i]);
      market[i] = MoveCalculator.percent(indexBefore, index);
      indexBefore = index;
    }
    return new Found(
        new ListingReturns(
            days, own, market, (after, before) -> missed(wanted, benchmark, after, before)),
        benchmark == Benchmark.NONE ? null : wanted.series().benchmark(),
        new TreeSet<>(Arrays.asList(providers)));
  }

  /** Whether the exchange's calendar has a session between two days that the index has a bar of. */
  private static boolean missed(Wanted wanted, Benchmark benchmark, int after, int before) {
    for (int day = after + 1; day < before; day++) {
      if (!benchmark.skips(day) && wanted.exchange().isSession(LocalDate.ofEpochDay(day))) {
        return true;
      }
    }
    return false;
  }

  private Benchmark benchmark(PriceSeries series) {
    String index = series.benchmark();
    return index == null
        ? Benchmark.NONE
        : benchmarks.computeIfAbsent(
            index,
            ticker ->
                SeriesStore.find(handle, ticker)
                    .map(found -> Benchmark.of(BarStore.current(handle, found)))
                    .filter(found -> found.days().length > 0)
                    .orElse(Benchmark.NONE));
  }

  private static int[] ints(ResultSet row, String column) throws SQLException {
    Integer[] boxed = array(row, column, new Integer[0]);
    int[] values = new int[boxed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed[i];
    }
    return values;
  }

  private static <T> T[] array(ResultSet row, String column, T[] none) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return none;
    }
    @SuppressWarnings("unchecked") // the statement's columns are arrays of these
    T[] values = (T[]) array.getArray();
    return values;
  }
}
