package dev.tapeline.market;

import dev.tapeline.analysis.move.Extreme.Kind;
import dev.tapeline.timeline.RecordedExtreme;
import dev.tapeline.timeline.RecordedMove;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Computes the moves of many series in one transaction, by a number of statements that does not
 * depend on how many they are.
 *
 * <p>A day's new bar does not need all bars before it: windows reach back {@value #LOOK_BACK} bars,
 * and only an extreme that none of these reaches is asked of the database. So what is read is a
 * piece of the series, where it holds enough bars before the first session that is due, and else
 * all of it. Moves that are computed from a piece equal those computed from all bars, but for
 * rounding in the last digits of a regression.
 */
final class MoveBatch {

  /** Series whose moves are computed in one transaction. */
  static final int SERIES = 200;

  /** Days of bars that are held in memory at a time: some hundred thousand sessions. */
  private static final long DAYS_TOGETHER = 150_000;

  /** Bars that the windows of a move reach back to: 20 of the gap, 250 of the estimation. */
  static final int LOOK_BACK = ExpectedReturns.GAP + ExpectedReturns.WINDOW + 2;

  /** Days in which an exchange surely has that many sessions. */
  private static final int LOOK_BACK_DAYS = 440;

  private final Handle handle;

  /** Read once a transaction: whoever writes bars of an index waits for it, and comes again. */
  private final Map<String, Benchmark> benchmarks = new HashMap<>();

  MoveBatch(Handle handle) {
    this.handle = handle;
  }

  /**
   * Computes what is due of the next series that nobody else has taken.
   *
   * @return how many series that were
   */
  int run() {
    Map<Integer, LocalDate> due = due();
    if (!due.isEmpty()) {
      forget(due);
      Map<Integer, LocalDate> listed = new TreeMap<>();
      Map<Integer, PriceSeries> series = SeriesStore.byId(handle, due.keySet());
      series.values().stream()
          .filter(one -> !one.isIndex())
          .forEach(one -> listed.put(one.id(), Objects.requireNonNull(due.get(one.id()))));
      compute(series, listed);
      done(due);
    }
    return due.size();
  }

  private Map<Integer, LocalDate> due() {
    Map<Integer, LocalDate> due = new TreeMap<>();
    handle
        .createQuery(
            """
            select id, moves_due from price_series where moves_due is not null
            order by id limit :series for update skip locked
            """)
        .bind("series", SERIES)
        .map(
            (row, context) ->
                Map.entry(row.getInt("id"), row.getObject("moves_due", LocalDate.class)))
        .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
    return due;
  }

  private void forget(Map<Integer, LocalDate> due) {
    handle
        .createUpdate(
            """
            delete from recorded_move m
            using unnest(cast(:series as int[]), cast(:from as date[])) as due (series, since)
            where m.series_id = due.series and m.session >= due.since
            """)
        .bind("series", SeriesStore.ids(due.keySet()))
        .bind("from", LargeMoves.dates(due.values()))
        .execute();
  }

  private void done(Map<Integer, LocalDate> due) {
    handle
        .createUpdate(
            """
            update price_series s set moves_due = null,
              follow_up_due = least(follow_up_due, due.since)
            from unnest(cast(:series as int[]), cast(:from as date[])) as due (series, since)
            where s.id = due.series
            """)
        .bind("series", SeriesStore.ids(due.keySet()))
        .bind("from", LargeMoves.dates(due.values()))
        .execute();
  }

  /**
   * The moves of a series that are due.
   *
   * @param bars that they were computed from
   * @param isPiece whether there are bars before those
   */
  private record Moves(
      PriceSeries series, List<RecordedBar> bars, boolean isPiece, List<ComputedMove> computed) {}

  /** Some series at a time, so that the bars of ten years need no more memory than a day's. */
  private void compute(Map<Integer, PriceSeries> series, Map<Integer, LocalDate> due) {
    readBenchmarks(due.keySet().stream().map(id -> required(series, id)).toList());
    Map<Integer, CloseReader.Reach> reach = CloseReader.reach(handle, due.keySet());
    Map<Integer, LocalDate> since = new TreeMap<>();
    long days = 0;
    for (Map.Entry<Integer, CloseReader.Reach> of : reach.entrySet()) {
      LocalDate from = later(of.getValue().first(), lookBack(due, of.getKey()));
      since.put(of.getKey(), from);
      days += ChronoUnit.DAYS.between(from, of.getValue().last()) + 1;
      if (days > DAYS_TOGETHER) {
        write(moves(series, due, reach, since));
        since.clear();
        days = 0;
      }
    }
    write(moves(series, due, reach, since));
  }

  private void write(List<Moves> moves) {
    completeExtremes(moves);
    copy(moves);
  }

  private List<Moves> moves(
      Map<Integer, PriceSeries> series,
      Map<Integer, LocalDate> due,
      Map<Integer, CloseReader.Reach> reach,
      Map<Integer, LocalDate> since) {
    List<Moves> moves = new ArrayList<>();
    Map<Integer, LocalDate> tooShort = new TreeMap<>();
    read(since)
        .forEach(
            (id, bars) -> {
              LocalDate first = required(reach, id).first();
              boolean isPiece = bars.get(0).bar().session().isAfter(first);
              Moves computed = compute(required(series, id), bars, isPiece, required(due, id));
              if (isPiece && !suffices(computed, required(due, id))) {
                tooShort.put(id, first);
              } else {
                moves.add(computed);
              }
            });
    read(tooShort)
        .forEach(
            (id, bars) -> moves.add(compute(required(series, id), bars, false, required(due, id))));
    return moves;
  }

  private static LocalDate lookBack(Map<Integer, LocalDate> due, int series) {
    return required(due, series).minusDays(LOOK_BACK_DAYS);
  }

  private static <V> V required(Map<Integer, V> values, int series) {
    return Objects.requireNonNull(values.get(series));
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private Map<Integer, List<RecordedBar>> read(Map<Integer, LocalDate> since) {
    return since.isEmpty() ? Map.of() : CloseReader.read(handle, since);
  }

  private Moves compute(
      PriceSeries series, List<RecordedBar> bars, boolean isPiece, LocalDate from) {
    List<ComputedMove> moves =
        MoveCalculator.moves(bars, benchmark(series), series.exchange()).stream()
            .filter(move -> !move.session().isBefore(from))
            .toList();
    return new Moves(series, bars, isPiece, new ArrayList<>(moves));
  }

  /** Whether the windows and the streak of the first move that is due lie within the piece. */
  private static boolean suffices(Moves moves, LocalDate from) {
    int before = 0;
    int trusted = 0;
    for (RecordedBar bar : moves.bars()) {
      if (!bar.bar().session().isBefore(from)) {
        break;
      }
      before++;
      trusted += bar.flagged() ? 0 : 1;
    }
    boolean streakBegins =
        moves.computed().isEmpty() || Math.abs(moves.computed().get(0).streak()) < before;
    return before >= LOOK_BACK && trusted > MoveCalculator.VOLATILITY && streakBegins;
  }

  private void readBenchmarks(List<PriceSeries> series) {
    Set<String> indices =
        series.stream()
            .map(PriceSeries::benchmark)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    SeriesStore.byTicker(handle, indices)
        .forEach(
            (index, found) -> benchmarks.put(index, Benchmark.of(BarStore.current(handle, found))));
  }

  private Benchmark benchmark(PriceSeries series) {
    return benchmarks.getOrDefault(String.valueOf(series.benchmark()), Benchmark.NONE);
  }

  // --- Extremes that no bar of a piece reaches

  /** An extreme whose look-back has to go on before the piece. */
  private record Open(Moves moves, int move, int extreme, RecordedExtreme found, double value) {}

  private void completeExtremes(List<Moves> moves) {
    List<Open> changes = new ArrayList<>();
    List<Open> prices = new ArrayList<>();
    for (Moves piece : moves) {
      for (int m = 0; piece.isPiece() && m < piece.computed().size(); m++) {
        ComputedMove move = piece.computed().get(m);
        for (int e = 0; e < move.extremes().size(); e++) {
          RecordedExtreme extreme = move.extremes().get(e);
          if (extreme.since() == null) {
            boolean isChange = isChange(extreme.kind());
            double value = isChange ? MoveCalculator.compared(move.changePercent()) : move.close();
            (isChange ? changes : prices).add(new Open(piece, m, e, extreme, value));
          }
        }
      }
    }
    complete(changes, CHANGES);
    complete(prices, PRICES);
  }

  private static boolean isChange(Kind kind) {
    return kind == Kind.LARGEST_GAIN || kind == Kind.LARGEST_LOSS;
  }

  /** Up and down by a sign; the change of the piece's own first bar lies before the piece. */
  private static final String CHANGES =
      """
      select w.place, since.session as since, history.session as history
      from unnest(cast(:places as int[]), cast(:series as int[]), cast(:starts as date[]),
          cast(:signs as int[]), cast(:values as double precision[]))
          as w (place, series, start, sign, value)
        left join lateral (
          select session from recorded_move
          where series_id = w.series and session <= w.start
            and w.sign * round(change_percent * 1e9) / 1e9 >= w.sign * w.value
          order by session desc limit 1) since on true
        left join lateral (
          select session from recorded_move where series_id = w.series
          order by session limit 1) history on true
      """;

  private static final String PRICES =
      """
      select w.place, since.session as since, history.session as history
      from unnest(cast(:places as int[]), cast(:series as int[]), cast(:starts as date[]),
          cast(:signs as int[]), cast(:values as double precision[]))
          as w (place, series, start, sign, value)
        left join lateral (
          select session from bar
          where series_id = w.series and current and session < w.start
            and w.sign * close >= w.sign * w.value
          order by session desc limit 1) since on true
        left join lateral (
          select session from bar where series_id = w.series and current
          order by session limit 1) history on true
      """;

  private void complete(List<Open> open, String sql) {
    if (open.isEmpty()) {
      return;
    }
    Map<Integer, RecordedExtreme> completed = new HashMap<>();
    handle
        .createQuery(sql)
        .bind("places", SeriesStore.ids(places(open.size())))
        .bind("series", SeriesStore.ids(open.stream().map(o -> o.moves().series().id()).toList()))
        .bind(
            "starts",
            LargeMoves.dates(
                open.stream().map(o -> o.moves().bars().get(0).bar().session()).toList()))
        .bind("signs", SeriesStore.ids(open.stream().map(o -> sign(o.found().kind())).toList()))
        .bindArray(
            "values", String.class, open.stream().map(o -> String.valueOf(o.value())).toList())
        .map(
            (row, context) -> {
              LocalDate since = row.getObject("since", LocalDate.class);
              RecordedExtreme found = open.get(row.getInt("place")).found();
              return Map.entry(
                  row.getInt("place"),
                  new RecordedExtreme(
                      found.kind(),
                      found.measure(),
                      since,
                      since == null ? row.getObject("history", LocalDate.class) : null));
            })
        .forEach(entry -> completed.put(entry.getKey(), entry.getValue()));
    for (int i = 0; i < open.size(); i++) {
      replace(open.get(i), Objects.requireNonNull(completed.get(i)));
    }
  }

  private static List<Integer> places(int count) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(i);
    }
    return places;
  }

  private static int sign(Kind kind) {
    return kind == Kind.LARGEST_LOSS || kind == Kind.LOWEST_PRICE ? -1 : 1;
  }

  private static void replace(Open open, RecordedExtreme extreme) {
    List<ComputedMove> moves = open.moves().computed();
    ComputedMove move = moves.get(open.move());
    List<RecordedExtreme> extremes = new ArrayList<>(move.extremes());
    extremes.set(open.extreme(), extreme);
    moves.set(open.move(), move.withExtremes(extremes));
  }

  // --- Rows

  private void copy(List<Moves> moves) {
    StringBuilder rows = new StringBuilder();
    moves.forEach(of -> of.computed().forEach(move -> append(rows, of.series(), move)));
    BarStore.copy(
        handle,
        """
        copy recorded_move (series_id, session, previous_session, sessions_missed,
          previous_close, close, change_percent, total_return_percent, abnormal_percent, model,
          benchmark, z_score, extremes, streak, provider, sample, flagged) from stdin
        """,
        rows);
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
    BarStore.cell(rows, MoveStore.column(move.extremes()));
    BarStore.cell(rows, move.streak());
    BarStore.cell(rows, move.provider());
    BarStore.cell(rows, move.sample());
    BarStore.cell(rows, move.flagged());
    rows.append('\n');
  }
}
