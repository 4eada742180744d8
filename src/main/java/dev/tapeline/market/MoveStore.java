package dev.tapeline.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tapeline.timeline.RecordedExtreme;
import dev.tapeline.timeline.RecordedMove;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Computes recorded moves and keeps them. */
public final class MoveStore {

  /** Of columns in the database; what resources answer is written by the service's own mapper. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private static final TypeReference<List<RecordedExtreme>> EXTREMES = new TypeReference<>() {};

  private final Jdbi jdbi;

  /** The moves of a database. */
  public MoveStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Computes everything that is due, a series a transaction; several processes may share the work.
   *
   * @return of how many series moves were computed
   */
  public int computeDue() {
    int series = 0;
    while (jdbi.inTransaction(MoveStore::computeNext)) {
      series++;
    }
    return series;
  }

  private record Due(int series, LocalDate from) {}

  private static boolean computeNext(Handle handle) {
    Optional<Due> due =
        handle
            .createQuery(
                """
                select id, moves_due from price_series where moves_due is not null
                order by id limit 1 for update skip locked
                """)
            .map(
                (row, context) ->
                    new Due(row.getInt("id"), row.getObject("moves_due", LocalDate.class)))
            .findFirst();
    due.ifPresent(next -> compute(handle, next));
    return due.isPresent();
  }

  private static void compute(Handle handle, Due due) {
    PriceSeries series = SeriesStore.find(handle, due.series()).orElseThrow();
    handle.execute(
        "delete from recorded_move where series_id = ? and session >= ?", series.id(), due.from());
    if (!series.isIndex()) {
      List<ComputedMove> moves =
          MoveCalculator.moves(
              BarStore.current(handle, series), benchmark(handle, series), series.exchange());
      StringBuilder rows = new StringBuilder();
      moves.stream()
          .filter(move -> !move.session().isBefore(due.from()))
          .forEach(move -> append(rows, series, move));
      BarStore.copy(
          handle,
          """
          copy recorded_move (series_id, session, previous_session, sessions_missed,
            previous_close, close, change_percent, total_return_percent, abnormal_percent, model,
            benchmark, z_score, extremes, streak, provider, sample, flagged) from stdin
          """,
          rows);
    }
    handle
        .createUpdate(
            """
            update price_series set moves_due = null,
              follow_up_due = least(follow_up_due, cast(:from as date))
            where id = :id
            """)
        .bind("from", due.from())
        .bind("id", series.id())
        .execute();
  }

  private static Benchmark benchmark(Handle handle, PriceSeries series) {
    String index = series.benchmark();
    return index == null
        ? Benchmark.NONE
        : SeriesStore.find(handle, index)
            .map(found -> Benchmark.of(BarStore.current(handle, found)))
            .orElse(Benchmark.NONE);
  }

  private static void append(StringBuilder rows, PriceSeries series, ComputedMove move) {
    ComputedMove.Abnormal abnormal = move.abnormal();
    boolean onMarket = abnormal != null && abnormal.model() != RecordedMove.Model.MEAN_ADJUSTED;
    rows.append(series.id());
    BarStore.cell(rows, move.session());
    BarStore.cell(rows, move.previousSession());
    BarStore.cell(rows, move.sessionsMissed());
    BarStore.cell(rows, move.previousClose());
    BarStore.cell(rows, move.close());
    BarStore.cell(rows, move.changePercent());
    BarStore.cell(rows, move.totalReturnPercent());
    BarStore.cell(rows, abnormal == null ? null : abnormal.percent());
    BarStore.cell(rows, abnormal == null ? null : abnormal.model());
    BarStore.cell(rows, onMarket ? series.benchmark() : null);
    BarStore.cell(rows, move.zScore());
    BarStore.cell(rows, move.extremes().isEmpty() ? null : write(move.extremes()));
    BarStore.cell(rows, move.streak());
    BarStore.cell(rows, move.provider());
    BarStore.cell(rows, move.sample());
    BarStore.cell(rows, move.flagged());
    rows.append('\n');
  }

  private static String write(List<RecordedExtreme> extremes) {
    try {
      return JSON.writeValueAsString(extremes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("extremes could not be written", e);
    }
  }

  /** Reads the column {@code extremes}. */
  static List<RecordedExtreme> extremes(@Nullable String column) {
    if (column == null) {
      return List.of();
    }
    try {
      return JSON.readValue(column, EXTREMES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored extremes cannot be read", e);
    }
  }
}
