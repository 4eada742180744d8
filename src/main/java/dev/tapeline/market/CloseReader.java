package dev.tapeline.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads what moves are computed from: the closes of many series at once. */
final class CloseReader {

  private CloseReader() {}

  /**
   * The current bars of series, oldest first, without what moves do not need: open, high, low and
   * volume.
   *
   * @param from for each series the first session to read
   */
  static Map<Integer, List<RecordedBar>> read(Handle handle, Map<Integer, LocalDate> from) {
    // A lateral query with an order of its own is an index scan a series, whatever the planner
    // thinks of arrays.
    String select =
        """
        select due.series, b.session, b.close, b.adjusted_close, b.provider, b.flag
        from unnest(cast('%s' as int[]), cast('%s' as date[])) as due (series, since)
          cross join lateral (
            select session, close, adjusted_close, provider, flag from bar
            where series_id = due.series and session >= due.since and current
            order by session) b
        """
            .formatted(SeriesStore.ids(from.keySet()), LargeMoves.dates(from.values()));
    Map<Integer, List<RecordedBar>> series = new HashMap<>();
    try (CopyRows rows = new CopyRows(handle, select)) {
      // Bars of one provider stand behind one another: they share its name.
      String provider = "";
      while (rows.next()) {
        List<RecordedBar> bars = series.computeIfAbsent(rows.integer(), any -> new ArrayList<>());
        LocalDate session = rows.date();
        double close = rows.number();
        Double adjusted = rows.has() ? rows.number() : null;
        provider = rows.text(provider);
        String flag = rows.has() ? rows.text() : null;
        bars.add(
            new RecordedBar(
                new Bar(session, null, null, null, close, adjusted, null), provider, flag));
      }
    }
    return series;
  }

  /** From the first to the last bar of a series. */
  record Reach(LocalDate first, LocalDate last) {}

  /** How far the bars of series reach; those without bars are left out. */
  static Map<Integer, Reach> reach(Handle handle, Collection<Integer> series) {
    Map<Integer, Reach> reach = new TreeMap<>();
    handle
        .createQuery(
            """
            select due.series, first.session as first, last.session as last
            from unnest(cast(:series as int[])) as due (series)
              cross join lateral (
                select session from bar where series_id = due.series and current
                order by session limit 1) first
              cross join lateral (
                select session from bar where series_id = due.series and current
                order by session desc limit 1) last
            """)
        .bind("series", SeriesStore.ids(series))
        .map(
            (row, context) ->
                Map.entry(
                    row.getInt("series"),
                    new Reach(
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class))))
        .forEach(entry -> reach.put(entry.getKey(), entry.getValue()));
    return reach;
  }
}
