package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A day's new bar is computed from a piece of its series: the moves must be those of the whole. */
@QuarkusTest
class PieceOfSeriesTest {
  private static final int BARS = 900;
  private static final int LATE = 12;

  @Inject Jdbi jdbi;
  @Inject InstantSource clock;

  private record Row(
      LocalDate session,
      double change,
      @Nullable Double abnormal,
      @Nullable String model,
      @Nullable Double z,
      @Nullable String extremes,
      int streak) {}

  private void load(String ticker, List<String> rows) {
    String text = "Date,Open,High,Low,Close,Adj Close,Volume\n" + String.join("\n", rows) + "\n";
    new BarImport(jdbi, clock)
        .take(
            BarFile.read(
                ticker + ".csv",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ticker,
                Map.of()),
            "yahoo");
    DueMoves.compute(jdbi);
  }

  /** Rises from 2018 to a peak in 2019 that no later close reaches, and falls from it. */
  private static List<String> made(Random random, double trend) {
    List<String> rows = new ArrayList<>();
    double close = 100;
    for (int i = 0; i < BARS; i++) {
      double drift = i < BARS / 3 ? trend : -trend;
      close *= 1 + drift + 0.012 * random.nextGaussian();
      LocalDate day = SeriesOfBars.session(i);
      rows.add("%s,%.3f,%.3f,%.3f,%.3f,%.3f,5".formatted(day, close, close, close, close, close));
    }
    return rows;
  }

  private List<Row> moves(String ticker) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from recorded_move
                    where series_id = (select id from price_series where ticker = ?)
                    order by session
                    """)
                .bind(0, ticker)
                .map(
                    (row, context) ->
                        new Row(
                            row.getObject("session", LocalDate.class),
                            row.getDouble("change_percent"),
                            SeriesStore.number(row, "abnormal_percent"),
                            row.getString("model"),
                            SeriesStore.number(row, "z_score"),
                            row.getString("extremes"),
                            row.getInt("streak")))
                .list());
  }

  @Test
  void movesOfAPieceAreThoseOfTheWhole() {
    Random random = new Random(11);
    List<String> index = made(random, 0.0002);
    List<String> shares = made(random, 0.002);
    // Extremes of the last days, each way: the deepest and the highest close and change ever.
    shares.set(BARS - 9, line(BARS - 9, 20));
    shares.set(BARS - 8, line(BARS - 8, 600));
    shares.set(BARS - 7, line(BARS - 7, 601));
    shares.set(BARS - 6, line(BARS - 6, 30));
    load("INDEX:SET", index.subList(0, BARS - LATE));
    load("PTT.BK", shares.subList(0, BARS - LATE));
    for (int i = BARS - LATE; i < BARS; i++) {
      load("INDEX:SET", List.of(index.get(i)));
      load("PTT.BK", List.of(shares.get(i)));
    }
    List<Row> piece = moves("PTT.BK");

    jdbi.useHandle(
        handle ->
            handle.execute(
                "update price_series set moves_due = '2000-01-01' where ticker = 'PTT.BK'"));
    DueMoves.compute(jdbi);
    List<Row> whole = moves("PTT.BK");

    assertThat(piece).hasSize(BARS - 1).hasSameSizeAs(whole);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(piece.get(i).model()).isEqualTo(whole.get(i).model());
      assertThat(piece.get(i).extremes()).as("%s", piece.get(i)).isEqualTo(whole.get(i).extremes());
      assertThat(piece.get(i).streak()).isEqualTo(whole.get(i).streak());
      assertThat(piece.get(i).z()).isEqualTo(whole.get(i).z());
      assertThat(piece.get(i).change()).isEqualTo(whole.get(i).change());
      if (whole.get(i).abnormal() != null) {
        assertThat(piece.get(i).abnormal()).isEqualTo(whole.get(i).abnormal(), within(1e-9));
      }
    }
    assertThat(piece.get(BARS - 2).model()).isEqualTo("MARKET_MODEL");
    assertThat(piece).filteredOn(row -> row.extremes() != null).isNotEmpty();
    // The flagged jumps are told with how far the bars reach.
    assertThat(piece.get(BARS - 9).extremes()).contains("historyFrom");
  }

  private static String line(int i, double close) {
    LocalDate day = SeriesOfBars.session(i);
    return "%s,%s,%s,%s,%s,%s,5".formatted(day, close, close, close, close, close);
  }

  @Test
  void aStreakLongerThanThePieceIsCountedToItsBeginning() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 420; i++) {
      rows.add(line(i, 10 + i / 100.0));
    }
    load("ADVANC.BK", rows.subList(0, 419));
    load("ADVANC.BK", rows.subList(419, 420));

    assertThat(moves("ADVANC.BK").get(418).streak()).isEqualTo(419);
  }

  @Test
  void muchThatIsDueIsComputedSideBySide() {
    jdbi.useTransaction(
        handle -> {
          BarStore.makePartitions(handle, new TreeSet<>(List.of(2021)));
          handle.execute(
              """
              insert into price_series (ticker)
              select 'MANY-' || n || '.HK' from generate_series(1, 450) n
              """);
          handle.execute(
              """
              insert into bar (series_id, session, provider, revision, current, close, recorded_at)
              select s.id, b.session, 'csv', 1, true, b.close, now()
              from price_series s, (values (date '2021-10-18', 10), (date '2021-10-19', 11))
                as b (session, close)
              where s.ticker like 'MANY-%'
              """);
          handle.execute(
              "update price_series set moves_due = '2021-10-18' where ticker like 'MANY-%'");
        });

    DueMoves.compute(jdbi);

    List<Double> changes =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select m.change_percent from recorded_move m
                          join price_series s on s.id = m.series_id
                        where s.ticker like 'MANY-%' and s.moves_due is null
                        """)
                    .mapTo(Double.class)
                    .list());
    assertThat(changes).hasSize(450).allMatch(change -> Math.abs(change - 10) < 1e-9);
  }
}
