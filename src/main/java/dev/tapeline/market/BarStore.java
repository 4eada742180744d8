package dev.tapeline.market;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Bars in the database. Every method runs inside the caller's transaction. */
final class BarStore {

  /** Any number that nothing else in the database locks: "bar" in ASCII. */
  private static final long PARTITION_LOCK = 0x626172;

  private BarStore() {}

  /**
   * What writing did.
   *
   * @param from the first session that has another bar now, or null where none has
   */
  record Written(int created, int changed, int unchanged, @Nullable LocalDate from) {}

  private record Known(RecordedBar recorded, int revision, boolean current) {}

  /** What a batch has to do, found out by comparing it with what there is. */
  private static final class Plan {
    final StringBuilder rows = new StringBuilder();
    final List<LocalDate> replaced = new ArrayList<>();
    int created;
    int changed;
    int unchanged;
    @Nullable LocalDate from;

    void touched(LocalDate session) {
      LocalDate earliest = from;
      from = earliest == null || session.isBefore(earliest) ? session : earliest;
    }

    Written written() {
      return new Written(created, changed, unchanged, from);
    }
  }

  /**
   * Writes bars of one provider: new ones become current, changed ones become a revision that is
   * current, and equal ones are left alone. Real bars drive the sample's out of their series.
   *
   * @param bars in the order of their sessions, each session once
   */
  static Written write(
      Handle handle, PriceSeries series, String provider, List<RecordedBar> bars, Instant now) {
    SeriesStore.lock(handle, series);
    LocalDate sampleFrom =
        provider.equals(RecordedBar.SAMPLE) ? null : removeSample(handle, series);
    if (bars.isEmpty()) {
      return new Written(0, 0, 0, sampleFrom);
    }
    Plan plan = plan(handle, series, provider, bars, now);
    if (sampleFrom != null) {
      plan.touched(sampleFrom);
    }
    if (provider.equals(RecordedBar.SAMPLE)) {
      handle.execute("update price_series set sample = true where id = ?", series.id());
    }
    retire(handle, series, plan.replaced);
    copy(
        handle,
        """
        copy bar (series_id, session, provider, revision, current, open, high, low, close,
          adjusted_close, volume, flag, recorded_at) from stdin
        """,
        plan.rows);
    return plan.written();
  }

  private static Plan plan(
      Handle handle, PriceSeries series, String provider, List<RecordedBar> bars, Instant now) {
    Map<LocalDate, List<Known>> known =
        known(
            handle,
            series,
            provider,
            bars.get(0).bar().session(),
            bars.get(bars.size() - 1).bar().session());
    Plan plan = new Plan();
    for (RecordedBar bar : bars) {
      LocalDate session = bar.bar().session();
      List<Known> before = known.getOrDefault(session, List.of());
      Optional<Known> own =
          before.stream().filter(k -> k.recorded().provider().equals(provider)).findFirst();
      if (own.isPresent() && own.get().recorded().equals(bar)) {
        plan.unchanged++;
        continue;
      }
      boolean hasCurrent = before.stream().anyMatch(Known::current);
      boolean current = !hasCurrent || !bar.sample();
      if (own.isPresent()) {
        plan.changed++;
      } else {
        plan.created++;
      }
      if (hasCurrent && current) {
        plan.replaced.add(session);
      }
      append(plan.rows, series, bar, own.map(k -> k.revision() + 1).orElse(1), current, now);
      plan.touched(session);
    }
    return plan;
  }

  private static void append(
      StringBuilder rows,
      PriceSeries series,
      RecordedBar recorded,
      int revision,
      boolean current,
      Instant now) {
    Bar bar = recorded.bar();
    rows.append(series.id()).append('\t').append(bar.session()).append('\t');
    rows.append(recorded.provider()).append('\t').append(revision).append('\t');
    rows.append(current ? 't' : 'f');
    cell(rows, bar.open());
    cell(rows, bar.high());
    cell(rows, bar.low());
    cell(rows, bar.close());
    cell(rows, bar.adjustedClose());
    cell(rows, bar.volume());
    cell(rows, recorded.flag());
    cell(rows, now);
    rows.append('\n');
  }

  /** A cell of a COPY row behind another; what is written there holds nothing to escape. */
  static void cell(StringBuilder rows, @Nullable Object value) {
    rows.append('\t').append(value == null ? "\\N" : value);
  }

  private static Map<LocalDate, List<Known>> known(
      Handle handle, PriceSeries series, String provider, LocalDate from, LocalDate to) {
    Map<LocalDate, List<Known>> known = new HashMap<>();
    // The provider's latest revision of a session comes before its others.
    handle
        .createQuery(
            """
            select session, open, high, low, close, adjusted_close, volume, provider, flag,
              revision, current
            from bar
            where series_id = :series and session between :from and :to
              and (current or provider = :provider)
            order by session, revision desc
            """)
        .bind("series", series.id())
        .bind("from", from)
        .bind("to", to)
        .bind("provider", provider)
        .map(
            (row, context) ->
                new Known(recorded(row), row.getInt("revision"), row.getBoolean("current")))
        .forEach(
            bar ->
                known
                    .computeIfAbsent(bar.recorded().bar().session(), any -> new ArrayList<>())
                    .add(bar));
    return known;
  }

  private static void retire(Handle handle, PriceSeries series, List<LocalDate> sessions) {
    if (!sessions.isEmpty()) {
      handle
          .createUpdate(
              """
              update bar set current = false
              where series_id = :series and current and session between :from and :to
                and session = any(cast(:sessions as date[]))
              """)
          .bind("series", series.id())
          .bind("from", sessions.get(0))
          .bind("to", sessions.get(sessions.size() - 1))
          .bindArray("sessions", String.class, sessions.stream().map(LocalDate::toString).toList())
          .execute();
    }
  }

  /** Takes the sample's bars out of a series; the first session that had one, or null. */
  static @Nullable LocalDate removeSample(Handle handle, PriceSeries series) {
    int had =
        handle.execute(
            "update price_series set sample = false where id = ? and sample", series.id());
    return had == 0 ? null : deleteSample(handle, series);
  }

  private static @Nullable LocalDate deleteSample(Handle handle, PriceSeries series) {
    return handle
        .createQuery(
            """
            with gone as (
              delete from bar where series_id = :series and provider = 'sample' returning session)
            select min(session) as first from gone
            """)
        .bind("series", series.id())
        .map((row, context) -> Optional.ofNullable(row.getObject("first", LocalDate.class)))
        .one()
        .orElse(null);
  }

  /** Whether a series has a bar that is not made up. */
  static boolean hasReal(Handle handle, PriceSeries series) {
    return handle
        .createQuery(
            """
            select exists (
              select 1 from bar where series_id = :series and current and provider <> 'sample')
            """)
        .bind("series", series.id())
        .mapTo(Boolean.class)
        .one();
  }

  /** The current bars of a series, oldest first. */
  static List<RecordedBar> current(Handle handle, PriceSeries series) {
    return current(handle, series, LocalDate.MIN, LocalDate.MAX);
  }

  /** The current bars of a series from one session to another, both inclusive, oldest first. */
  static List<RecordedBar> current(
      Handle handle, PriceSeries series, LocalDate from, LocalDate to) {
    return handle
        .createQuery(
            """
            select session, open, high, low, close, adjusted_close, volume, provider, flag
            from bar
            where series_id = :series and current
              and (cast(:from as date) is null or session >= :from)
              and (cast(:to as date) is null or session <= :to)
            order by session
            """)
        .bind("series", series.id())
        .bind("from", from.equals(LocalDate.MIN) ? null : from)
        .bind("to", to.equals(LocalDate.MAX) ? null : to)
        .map((row, context) -> recorded(row))
        .list();
  }

  /** The last current bar before a session. */
  static Optional<RecordedBar> lastBefore(Handle handle, PriceSeries series, LocalDate session) {
    return handle
        .createQuery(
            """
            select session, open, high, low, close, adjusted_close, volume, provider, flag
            from bar
            where series_id = :series and current and session < :session
            order by session desc limit 1
            """)
        .bind("series", series.id())
        .bind("session", session)
        .map((row, context) -> recorded(row))
        .findFirst();
  }

  private static RecordedBar recorded(ResultSet row) throws SQLException {
    long volume = row.getLong("volume");
    Long told = row.wasNull() ? null : volume;
    return new RecordedBar(
        new Bar(
            row.getObject("session", LocalDate.class),
            SeriesStore.number(row, "open"),
            SeriesStore.number(row, "high"),
            SeriesStore.number(row, "low"),
            row.getDouble("close"),
            SeriesStore.number(row, "adjusted_close"),
            told),
        row.getString("provider"),
        row.getString("flag"));
  }

  /** Makes the partitions of years, where they are missing. */
  static void makePartitions(Handle handle, TreeSet<Integer> years) {
    handle.execute("select pg_advisory_xact_lock(?)", PARTITION_LOCK);
    for (int year : years) {
      handle.execute(
          "create table if not exists bar_%d partition of bar for values from ('%d-01-01') to ('%d-01-01')"
              .formatted(year, year, year + 1));
    }
  }

  /** The years that have a partition. */
  static TreeSet<Integer> partitions(Handle handle) {
    return new TreeSet<>(
        handle
            .createQuery(
                """
                select cast(substring(c.relname from 5) as int)
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'bar'::regclass
                """)
            .mapTo(Integer.class)
            .list());
  }

  /**
   * Runs a COPY.
   *
   * @param rows in COPY's text format
   */
  static void copy(Handle handle, String sql, CharSequence rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      handle
          .getConnection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new StringReader(rows.toString()));
    } catch (SQLException e) {
      throw new IllegalStateException("rows could not be copied into the database", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
