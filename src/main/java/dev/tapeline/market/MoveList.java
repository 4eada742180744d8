package dev.tapeline.market;

import dev.tapeline.timeline.RecordedMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Finds recorded moves, newest first. */
@ApplicationScoped
class MoveList {

  /** The change from which on {@code recorded_move_large_idx} holds moves. */
  private static final BigDecimal INDEXED = BigDecimal.valueOf(5);

  private final Jdbi jdbi;
  private final MoveReader reader;

  MoveList(Jdbi jdbi, MoveReader reader) {
    this.jdbi = jdbi;
    this.reader = reader;
  }

  /**
   * Which moves are asked for; null leaves a condition out.
   *
   * @param series ids of the series, or null for all
   * @param from first session
   * @param to last session
   * @param minChange absolute, in percent
   * @param after the last move of the page before
   */
  record Query(
      @Nullable List<Integer> series,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable BigDecimal minChange,
      @Nullable Boolean explained,
      @Nullable MoveId after) {}

  /** Up to so many moves in their order. */
  List<RecordedMove> page(Query query, int limit) {
    StringBuilder where = new StringBuilder("true");
    Map<String, Object> values = new HashMap<>();
    condition(
        where, values, " and m.series_id = any(cast(:series as int[]))", "series", query.series());
    condition(where, values, " and m.session >= :from", "from", query.from());
    condition(where, values, " and m.session <= :to", "to", query.to());
    condition(where, values, " and m.explained = :explained", "explained", query.explained());
    condition(where, values, " and abs(m.change_percent) >= :change", "change", query.minChange());
    if (query.minChange() != null && query.minChange().compareTo(INDEXED) >= 0) {
      where.append(" and abs(m.change_percent) >= 5"); // so that the index of large moves serves
    }
    if (query.after() != null) {
      where.append(" and (m.session, m.series_id) < (:session, :id)");
      values.put("session", query.after().session());
      values.put("id", query.after().series());
    }
    String sql =
        """
        select %s from recorded_move m join price_series s on s.id = m.series_id
        where %s order by m.session desc, m.series_id desc limit :limit
        """
            .formatted(MoveReader.COLUMNS, where);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bindMap(values)
                .bind("limit", limit)
                .map((row, context) -> reader.move(row))
                .list());
  }

  private static void condition(
      StringBuilder where,
      Map<String, Object> values,
      String sql,
      String name,
      @Nullable Object value) {
    if (value != null) {
      where.append(sql);
      values.put(name, value instanceof List<?> list ? array(list) : value);
    }
  }

  /** PostgreSQL's text of an array of numbers. */
  private static String array(List<?> numbers) {
    return numbers.toString().replace('[', '{').replace(']', '}');
  }

  /** One move. */
  Optional<RecordedMove> find(MoveId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select %s from recorded_move m join price_series s on s.id = m.series_id
                    where m.series_id = :series and m.session = :session
                    """
                        .formatted(MoveReader.COLUMNS))
                .bind("series", id.series())
                .bind("session", id.session())
                .map((row, context) -> reader.move(row))
                .findFirst());
  }
}
