package dev.tapeline.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Writes bars of one provider for many series in one transaction, by a number of statements that
 * does not depend on how many they are.
 *
 * <p>New bars become current, changed ones become a revision that is current, and equal ones are
 * left alone. Real bars drive the sample's out of their series; the sample's are not written beside
 * real ones.
 */
final class BarBatch {

  private final Handle handle;
  private final String provider;
  private final Instant now;

  /**
   * @param provider who gave the bars
   */
  BarBatch(Handle handle, String provider, Instant now) {
    this.handle = handle;
    this.provider = provider;
    this.now = now;
  }

  /**
   * What was done.
   *
   * @param unknown tickers that the directory does not know
   */
  record Outcome(
      int created,
      int changed,
      int unchanged,
      List<BarScreening.Remark> refused,
      List<BarScreening.Remark> flagged,
      List<String> unknown) {}

  /** A series and the rows for it. */
  private record Given(PriceSeries series, List<BarRow> rows) {
    LocalDate first() {
      return edge(Comparator.naturalOrder());
    }

    LocalDate last() {
      return edge(Comparator.reverseOrder());
    }

    private LocalDate edge(Comparator<LocalDate> order) {
      return rows.stream().map(row -> row.bar().session()).min(order).orElseThrow();
    }
  }

  private record Known(RecordedBar recorded, int revision, boolean current) {}

  private record Place(int series, LocalDate session) {}

  /** What is to be written, found out by comparing with what there is. */
  private static final class Plan {
    final StringBuilder rows = new StringBuilder();
    final List<Place> replaced = new ArrayList<>();
    final Map<Integer, LocalDate> from = new TreeMap<>();
    int created;
    int changed;
    int unchanged;

    void touched(int series, LocalDate session) {
      from.merge(series, session, (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  /**
   * Writes.
   *
   * @param byTicker rows by the ticker that they were told with: of listings, or of one index
   */
  Outcome take(Map<String, List<BarRow>> byTicker) {
    Map<String, PriceSeries> series = series(byTicker.keySet());
    List<String> unknown =
        byTicker.keySet().stream().filter(ticker -> !series.containsKey(ticker)).toList();
    Map<Integer, Given> given = given(byTicker, series);
    Plan plan = new Plan();
    if (isSample()) {
      withReal(given.keySet()).forEach(given::remove);
    } else {
      removeSamples(given.keySet(), plan);
    }
    List<BarScreening.Remark> refused = new ArrayList<>();
    List<BarScreening.Remark> flagged = new ArrayList<>();
    plan(screened(given, refused, flagged), plan);
    write(plan);
    due(given, plan.from);
    return new Outcome(plan.created, plan.changed, plan.unchanged, refused, flagged, unknown);
  }

  private boolean isSample() {
    return provider.equals(RecordedBar.SAMPLE);
  }

  private Map<String, PriceSeries> series(Collection<String> tickers) {
    if (tickers.size() == 1) {
      String ticker = tickers.iterator().next();
      Optional<PriceSeries> found = SeriesStore.findOrMake(handle, ticker);
      found.ifPresent(series -> SeriesStore.lock(handle, series));
      return found.map(series -> Map.of(ticker, series)).orElseGet(Map::of);
    }
    return SeriesStore.findOrMake(handle, tickers);
  }

  /** By series: one may be written in several ways. */
  private static Map<Integer, Given> given(
      Map<String, List<BarRow>> byTicker, Map<String, PriceSeries> series) {
    Map<Integer, Given> given = new LinkedHashMap<>();
    byTicker.forEach(
        (ticker, rows) -> {
          PriceSeries found = series.get(ticker);
          if (found != null) {
            given
                .computeIfAbsent(found.id(), any -> new Given(found, new ArrayList<>()))
                .rows()
                .addAll(rows);
          }
        });
    return given;
  }

  // --- The sample

  private List<Integer> withReal(Collection<Integer> series) {
    return handle
        .createQuery(
            """
            select s.id from price_series s
            where s.id = any(cast(:ids as int[])) and exists (
              select from bar where series_id = s.id and current and provider <> 'sample')
            """)
        .bind("ids", SeriesStore.ids(series))
        .mapTo(Integer.class)
        .list();
  }

  private void removeSamples(Collection<Integer> series, Plan plan) {
    List<Integer> sampled =
        handle
            .createQuery(
                "select id from price_series where sample and id = any(cast(:ids as int[]))")
            .bind("ids", SeriesStore.ids(series))
            .mapTo(Integer.class)
            .list();
    SeriesStore.byId(handle, sampled)
        .values()
        .forEach(
            sample -> {
              LocalDate from = BarStore.removeSample(handle, sample);
              if (from != null) {
                plan.touched(sample.id(), from);
              }
            });
  }

  // --- Screening

  private Map<Integer, List<RecordedBar>> screened(
      Map<Integer, Given> given,
      List<BarScreening.Remark> refused,
      List<BarScreening.Remark> flagged) {
    Map<Integer, Bar> before = lastBefore(given);
    Map<Integer, List<RecordedBar>> kept = new TreeMap<>();
    given.forEach(
        (id, of) -> {
          PriceSeries series = of.series();
          BarScreening screened =
              new BarScreening(provider, series.exchange(), series.currency(), now)
                  .screen(of.rows(), before.get(id));
          refused.addAll(screened.refused());
          flagged.addAll(screened.flagged());
          if (!screened.kept().isEmpty()) {
            kept.put(id, screened.kept());
          }
        });
    return kept;
  }

  /** The last bar before the rows of each series, unless it is made up. */
  private Map<Integer, Bar> lastBefore(Map<Integer, Given> given) {
    Map<Integer, Bar> before = new HashMap<>();
    handle
        .createQuery(
            """
            select due.series, b.*
            from unnest(cast(:series as int[]), cast(:first as date[])) as due (series, first)
              cross join lateral (
                select session, open, high, low, close, adjusted_close, volume, provider, flag
                from bar where series_id = due.series and current and session < due.first
                order by session desc limit 1) b
            """)
        .bind("series", SeriesStore.ids(given.keySet()))
        .bind("first", LargeMoves.dates(given.values().stream().map(Given::first).toList()))
        .map((row, context) -> Map.entry(row.getInt("series"), BarStore.recorded(row)))
        .forEach(
            found -> {
              if (!found.getValue().sample()) {
                before.put(found.getKey(), found.getValue().bar());
              }
            });
    return before;
  }

  // --- Comparing and writing

  private void plan(Map<Integer, List<RecordedBar>> kept, Plan plan) {
    Map<Place, List<Known>> known = known(kept);
    kept.forEach(
        (series, bars) -> {
          for (RecordedBar bar : bars) {
            Place place = new Place(series, bar.bar().session());
            plan(plan, place, bar, known.getOrDefault(place, List.of()));
          }
        });
  }

  private void plan(Plan plan, Place place, RecordedBar bar, List<Known> before) {
    Known own =
        before.stream()
            .filter(known -> known.recorded().provider().equals(provider))
            .findFirst()
            .orElse(null);
    if (own != null && own.recorded().equals(bar)) {
      plan.unchanged++;
      return;
    }
    boolean hasCurrent = before.stream().anyMatch(Known::current);
    boolean current = !hasCurrent || !bar.sample();
    if (own == null) {
      plan.created++;
    } else {
      plan.changed++;
    }
    if (hasCurrent && current) {
      plan.replaced.add(place);
    }
    append(plan.rows, place.series(), bar, own == null ? 1 : own.revision() + 1, current);
    plan.touched(place.series(), place.session());
  }

  private Map<Place, List<Known>> known(Map<Integer, List<RecordedBar>> kept) {
    Map<Place, List<Known>> known = new HashMap<>();
    // The provider's latest revision of a session comes before its others.
    handle
        .createQuery(
            """
            select due.series, b.*
            from unnest(cast(:series as int[]), cast(:from as date[]), cast(:to as date[]))
                as due (series, first, last)
              cross join lateral (
                select session, open, high, low, close, adjusted_close, volume, provider, flag,
                  revision, current
                from bar
                where series_id = due.series and session between due.first and due.last
                  and (current or provider = :provider)
                order by session, revision desc) b
            """)
        .bind("series", SeriesStore.ids(kept.keySet()))
        .bind("from", sessions(kept, bars -> bars.get(0)))
        .bind("to", sessions(kept, bars -> bars.get(bars.size() - 1)))
        .bind("provider", provider)
        .map(
            (row, context) ->
                Map.entry(
                    row.getInt("series"),
                    new Known(
                        BarStore.recorded(row), row.getInt("revision"), row.getBoolean("current"))))
        .forEach(
            found ->
                known
                    .computeIfAbsent(
                        new Place(found.getKey(), found.getValue().recorded().bar().session()),
                        any -> new ArrayList<>(1))
                    .add(found.getValue()));
    return known;
  }

  private static String sessions(
      Map<Integer, List<RecordedBar>> kept,
      java.util.function.Function<List<RecordedBar>, RecordedBar> which) {
    return LargeMoves.dates(
        kept.values().stream().map(which).map(bar -> bar.bar().session()).toList());
  }

  private void append(
      StringBuilder rows, int series, RecordedBar recorded, int revision, boolean current) {
    Bar bar = recorded.bar();
    rows.append(series).append('\t').append(bar.session()).append('\t');
    rows.append(recorded.provider()).append('\t').append(revision).append('\t');
    rows.append(current ? 't' : 'f');
    BarStore.cell(rows, bar.open());
    BarStore.cell(rows, bar.high());
    BarStore.cell(rows, bar.low());
    BarStore.cell(rows, bar.close());
    BarStore.cell(rows, bar.adjustedClose());
    BarStore.cell(rows, bar.volume());
    BarStore.cell(rows, recorded.flag());
    BarStore.cell(rows, now);
    rows.append('\n');
  }

  private void write(Plan plan) {
    if (!plan.replaced.isEmpty()) {
      handle
          .createUpdate(
              """
              update bar b set current = false
              from unnest(cast(:series as int[]), cast(:sessions as date[])) as due (series, day)
              where b.series_id = due.series and b.session = due.day and b.current
              """)
          .bind("series", SeriesStore.ids(plan.replaced.stream().map(Place::series).toList()))
          .bind("sessions", LargeMoves.dates(plan.replaced.stream().map(Place::session).toList()))
          .execute();
    }
    BarStore.copy(
        handle,
        """
        copy bar (series_id, session, provider, revision, current, open, high, low, close,
          adjusted_close, volume, flag, recorded_at) from stdin
        """,
        plan.rows);
  }

  private void due(Map<Integer, Given> given, Map<Integer, LocalDate> from) {
    if (isSample()) {
      handle
          .createUpdate("update price_series set sample = true where id = any(cast(:ids as int[]))")
          .bind("ids", SeriesStore.ids(given.keySet()))
          .execute();
    }
    Map<Integer, LocalDate> listings = new TreeMap<>(from);
    for (Given of : given.values()) {
      LocalDate since = of.series().isIndex() ? listings.remove(of.series().id()) : null;
      if (since != null) {
        SeriesStore.movesDue(handle, of.series(), since);
      }
    }
    SeriesStore.movesDue(handle, listings);
  }
}
