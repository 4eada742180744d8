package dev.tapeline.market;

import dev.tapeline.timeline.RecordedMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All recorded moves, the small ones too, for those who watch them. */
@ApplicationScoped
public class MoveFeed {
  private final MoveReader reader;
  private final ExplainedMoves explained;

  MoveFeed(MoveReader reader, ExplainedMoves explained) {
    this.reader = reader;
    this.explained = explained;
  }

  /**
   * A move and whose it is.
   *
   * @param series its listing's
   * @param move as it is stored
   */
  public record Item(PriceSeries series, RecordedMove move) {

    /** When its session closed; the end of the UTC day where the exchange is not known. */
    public Instant closedAt() {
      return series
          .exchange()
          .flatMap(exchange -> exchange.session(move.session()))
          .map(session -> session.close())
          .orElseGet(() -> move.session().atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC));
    }
  }

  /** The moves of series, each from a session on, oldest session first. */
  public List<Item> since(Handle handle, Map<Integer, LocalDate> from) {
    return items(
        handle,
        handle
            .createQuery(
                """
                select %s
                from unnest(cast(:series as int[]), cast(:from as date[])) as due (series, since)
                  join recorded_move m on m.series_id = due.series and m.session >= due.since
                  join price_series s on s.id = m.series_id
                order by m.session, m.series_id
                """
                    .formatted(MoveReader.COLUMNS))
            .bind("series", SeriesStore.ids(from.keySet()))
            .bind("from", LargeMoves.dates(from.values()))
            .map((row, context) -> reader.move(row))
            .list());
  }

  /**
   * Which moves of the past are asked for; null leaves a condition out.
   *
   * @param companies their ids; null for all, where the others are null too
   * @param markets by MIC, whose listings are asked for beside the companies'
   * @param indices by ticker: the listings measured against them are asked for too
   * @param minChange absolute, in percent
   * @param before the last move of the page before
   */
  public record Past(
      @Nullable Collection<UUID> companies,
      @Nullable Collection<String> markets,
      @Nullable Collection<String> indices,
      LocalDate from,
      LocalDate to,
      @Nullable BigDecimal minChange,
      @Nullable UUID before) {}

  /** Moves of the past, newest session first, in the order of {@code GET /moves}. */
  public List<Item> past(Handle handle, Past past, int limit) {
    StringBuilder where = new StringBuilder("m.session >= :from and m.session <= :to");
    Map<String, Object> values = new HashMap<>();
    values.put("from", past.from());
    values.put("to", past.to());
    if (past.companies() != null || past.markets() != null || past.indices() != null) {
      where.append(
          """
           and m.series_id in (
            select id from price_series
            where company_id = any(cast(:companies as uuid[]))
              or split_part(listing, ':', 1) = any(cast(:markets as text[]))
              or benchmark = any(cast(:indices as text[])))
          """);
      values.put("companies", array(past.companies()));
      values.put("markets", array(past.markets()));
      values.put("indices", array(past.indices()));
    }
    if (past.minChange() != null) {
      where.append(" and abs(m.change_percent) >= :change");
      values.put("change", past.minChange());
      if (past.minChange().compareTo(BigDecimal.valueOf(5)) >= 0) {
        where.append(" and abs(m.change_percent) >= 5"); // the index of large moves serves
      }
    }
    MoveId before = past.before() == null ? null : MoveId.of(past.before());
    if (before != null) {
      where.append(" and (m.session, m.series_id) < (:session, :id)");
      values.put("session", before.session());
      values.put("id", before.series());
    }
    return items(
        handle,
        handle
            .createQuery(
                """
                select %s from recorded_move m join price_series s on s.id = m.series_id
                where %s order by m.session desc, m.series_id desc limit :limit
                """
                    .formatted(MoveReader.COLUMNS, where))
            .bindMap(values)
            .bind("limit", limit)
            .map((row, context) -> reader.move(row))
            .list());
  }

  /** The moves; those whose explanations were not looked for, as of small ones, with them. */
  public List<Item> explained(Handle handle, List<Item> items) {
    Map<UUID, RecordedMove> known =
        explained.onReading(
            handle, items.stream().filter(item -> !item.move().causesSought()).toList());
    return items.stream()
        .map(item -> new Item(item.series(), known.getOrDefault(item.move().id(), item.move())))
        .toList();
  }

  /**
   * The newest session that moves are recorded of, for the series of each move; a series whose
   * moves have just gone has none.
   *
   * @param moves their ids
   */
  public Map<UUID, LocalDate> newest(Handle handle, Collection<UUID> moves) {
    Map<Integer, LocalDate> bySeries = new HashMap<>();
    handle
        .createQuery(
            """
            select s.id, (
                select session from recorded_move where series_id = s.id
                order by session desc limit 1) as newest
            from unnest(cast(:series as int[])) as s (id)
            """)
        .bind("series", SeriesStore.ids(moves.stream().map(MoveFeed::series).distinct().toList()))
        .map(
            (row, context) ->
                bySeries.put(row.getInt("id"), row.getObject("newest", LocalDate.class)))
        .list();
    Map<UUID, LocalDate> newest = new HashMap<>();
    for (UUID move : moves) {
      LocalDate session = bySeries.get(series(move));
      if (session != null) {
        newest.put(move, session);
      }
    }
    return newest;
  }

  private static int series(UUID move) {
    return Objects.requireNonNull(MoveId.of(move)).series();
  }

  private static List<Item> items(Handle handle, List<RecordedMove> moves) {
    List<Integer> ids = moves.stream().map(move -> id(move).series()).distinct().toList();
    Map<Integer, PriceSeries> series = SeriesStore.byId(handle, ids);
    List<Item> items = new ArrayList<>();
    for (RecordedMove move : moves) {
      items.add(new Item(Objects.requireNonNull(series.get(id(move).series())), move));
    }
    return items;
  }

  private static MoveId id(RecordedMove move) {
    return Objects.requireNonNull(MoveId.of(move.id()));
  }

  /** PostgreSQL's text of an array of ids or codes, which need no quotes. */
  private static String array(@Nullable Collection<?> values) {
    return values == null
        ? "{}"
        : values.toString().replace('[', '{').replace(']', '}').replace(" ", "");
  }
}
