package dev.tapeline.market;

import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.timeline.RecordedMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds the moves that stand in timelines: {@code tapeline.moves.*}, and no bar of them flagged.
 */
@ApplicationScoped
class LargeMoves {

  /** Of {@code recorded_move m}; {@link #bind} gives its values. */
  static final String LARGE =
      "not m.flagged and (abs(m.change_percent) >= :change or abs(m.z_score) >= :z)";

  private final Companies companies;
  private final MoveReader reader;
  private final MovesConfig config;

  LargeMoves(Companies companies, MoveReader reader, MovesConfig config) {
    this.companies = companies;
    this.reader = reader;
    this.config = config;
  }

  /** Those of series, each from a session on. */
  List<LargeMove> since(Handle handle, Map<Integer, LocalDate> from) {
    return read(
        handle,
        handle
            .createQuery(
                """
                select %s
                from unnest(cast(:series as int[]), cast(:from as date[])) as due (series, since)
                  join price_series s on s.id = due.series
                  cross join lateral (
                    select * from recorded_move m
                    where m.series_id = due.series and m.session >= due.since and %s
                    order by m.session) m
                """
                    .formatted(MoveReader.COLUMNS, LARGE))
            .bind("series", SeriesStore.ids(from.keySet()))
            .bind("from", dates(from.values())));
  }

  /** Those among the moves. */
  List<LargeMove> among(Handle handle, Collection<MoveId> moves) {
    return read(
        handle,
        handle
            .createQuery(
                """
                select %s
                from unnest(cast(:series as int[]), cast(:sessions as date[])) as due (series, day)
                  join recorded_move m on m.series_id = due.series and m.session = due.day
                  join price_series s on s.id = m.series_id
                where %s
                """
                    .formatted(MoveReader.COLUMNS, LARGE))
            .bind("series", SeriesStore.ids(moves.stream().map(MoveId::series).toList()))
            .bind("sessions", dates(moves.stream().map(MoveId::session).toList())));
  }

  /** Binds what {@link #LARGE} asks for. */
  Query bind(Query query) {
    return query.bind("change", config.minAbsChange()).bind("z", config.minAbsZScore());
  }

  private List<LargeMove> read(Handle handle, Query query) {
    List<RecordedMove> moves = bind(query).map((row, context) -> reader.move(row)).list();
    Map<Integer, PriceSeries> series =
        SeriesStore.byId(handle, moves.stream().map(LargeMoves::series).distinct().toList());
    List<LargeMove> large = new ArrayList<>();
    for (RecordedMove move : moves) {
      Optional.ofNullable(series.get(series(move)))
          .flatMap(found -> large(found, move))
          .ifPresent(large::add);
    }
    return large;
  }

  /** A move with its company; empty where that has left the directory. */
  Optional<LargeMove> large(PriceSeries series, RecordedMove move) {
    Optional<CompanyRef> company = Optional.ofNullable(series.company()).flatMap(companies::byId);
    return company.map(found -> new LargeMove(series, found, move));
  }

  private static int series(RecordedMove move) {
    MoveId id = MoveId.of(move.id());
    if (id == null) {
      throw new IllegalStateException("not the id of a recorded move: " + move.id());
    }
    return id.series();
  }

  /** PostgreSQL's text of an array of dates. */
  static String dates(Collection<LocalDate> dates) {
    return dates.stream().map(LocalDate::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
