package dev.tapeline.market;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
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

  /** A cell of a COPY row behind another; what is written there holds nothing to escape. */
  static void cell(StringBuilder rows, @Nullable Object value) {
    rows.append('\t').append(value == null ? "\\N" : value);
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

  /** The bar of a row with its columns. */
  static RecordedBar recorded(ResultSet row) throws SQLException {
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
