package dev.tapeline.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads what moves are computed from, the closes of many series, by one {@code COPY} in <a
 * href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL's binary format</a>: five
 * times as fast as rows of a query.
 *
 * <p>The stream is a header (11 bytes of signature, flags, a length and as many bytes to skip),
 * then a row after another, each in a message of its own, the header before the first: the number
 * of its fields (16 bits), and each field as its length (32 bits, −1 for null) and bytes; −1 in
 * place of a row's number of fields ends it. A date is days since 1 January 2000.
 */
final class CloseReader {
  private static final int SIGNATURE = 11;
  private static final int FIELDS = 6;
  private static final long EPOCH_DAY_2000 = LocalDate.of(2000, 1, 1).toEpochDay();

  private String lastProvider = "";

  private CloseReader() {}

  /**
   * The current bars of series, oldest first, without what moves do not need: open, high, low and
   * volume.
   *
   * @param from for each series the first session to read
   */
  static Map<Integer, List<RecordedBar>> read(Handle handle, Map<Integer, LocalDate> from) {
    // The query of a COPY takes no parameters; these are numbers and dates alone. A lateral query
    // with an order of its own is an index scan a series, whatever the planner thinks of arrays.
    String sql =
        """
        copy (
          select due.series, b.session, b.close, b.adjusted_close, b.provider, b.flag
          from unnest(cast('%s' as int[]), cast('%s' as date[])) as due (series, since)
            cross join lateral (
              select session, close, adjusted_close, provider, flag from bar
              where series_id = due.series and session >= due.since and current
              order by session) b
        ) to stdout (format binary)
        """
            .formatted(SeriesStore.ids(from.keySet()), LargeMoves.dates(from.values()));
    try {
      CopyOut copy = handle.getConnection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
      try {
        return new CloseReader().read(copy);
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("bars could not be copied out of the database", e);
    }
  }

  private Map<Integer, List<RecordedBar>> read(CopyOut copy) throws SQLException {
    Map<Integer, List<RecordedBar>> series = new HashMap<>();
    boolean isFirst = true;
    for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
      ByteBuffer in = ByteBuffer.wrap(row);
      if (isFirst) {
        skipHeader(in);
        isFirst = false;
      }
      if (in.getShort() == FIELDS) {
        in.getInt();
        series.computeIfAbsent(in.getInt(), any -> new ArrayList<>()).add(bar(in));
      }
    }
    return series;
  }

  private static void skipHeader(ByteBuffer in) {
    in.position(SIGNATURE + Integer.BYTES);
    int more = in.getInt();
    in.position(in.position() + more);
  }

  private RecordedBar bar(ByteBuffer in) {
    in.getInt();
    LocalDate session = LocalDate.ofEpochDay(EPOCH_DAY_2000 + in.getInt());
    in.getInt();
    double close = in.getDouble();
    Double adjusted = in.getInt() < 0 ? null : in.getDouble();
    String provider = provider(in, in.getInt());
    int flagged = in.getInt();
    String flag = flagged < 0 ? null : text(in, flagged);
    return new RecordedBar(
        new Bar(session, null, null, null, close, adjusted, null), provider, flag);
  }

  /** Bars of one provider stand behind one another: they share its name. */
  private String provider(ByteBuffer in, int length) {
    String provider = text(in, length);
    if (!provider.equals(lastProvider)) {
      lastProvider = provider;
    }
    return lastProvider;
  }

  private static String text(ByteBuffer in, int length) {
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
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
