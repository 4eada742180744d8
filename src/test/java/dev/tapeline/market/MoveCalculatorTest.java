package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapeline.analysis.move.Extreme.Kind;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.timeline.RecordedExtreme;
import dev.tapeline.timeline.RecordedMove.Model;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions of a recorded move, against figures that were worked out by hand. */
class MoveCalculatorTest {

  private static List<ComputedMove> moves(double... closes) {
    return MoveCalculator.moves(SeriesOfBars.closing(closes), Benchmark.NONE, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    // before, close, change in percent
    "21.35, 22.50, 5.386417",
    "100, 100, 0",
    "4, 5, 25",
    "5, 4, -20",
    "305.38, 379.80, 24.369638"
  })
  void aChangeIsToldAgainstTheCloseBefore(double before, double close, double change) {
    assertThat(moves(before, close).get(0).changePercent()).isEqualTo(change, within(1e-6));
  }

  @Test
  void aStreakGrowsTurnsAndEndsAtAnUnchangedClose() {
    assertThat(moves(10, 11, 12, 13, 12, 11, 11, 12))
        .extracting(ComputedMove::streak)
        .containsExactly(1, 2, 3, -1, -2, 0, 1);
  }

  @Test
  void aTotalReturnCountsTheDividend() {
    var before = new Bar(SeriesOfBars.session(0), null, null, null, 50, 48.0, null);
    var after = new Bar(SeriesOfBars.session(1), null, null, null, 49, 48.96, null);
    ComputedMove move =
        MoveCalculator.moves(
                List.of(
                    new RecordedBar(before, "yahoo", null), new RecordedBar(after, "yahoo", null)),
                Benchmark.NONE,
                Optional.empty())
            .get(0);

    assertThat(move.changePercent()).isEqualTo(-2, within(1e-9));
    assertThat(move.totalReturnPercent()).isEqualTo(2, within(1e-9));
  }

  @Test
  void adjustedClosesOfTwoProvidersAreNotCompared() {
    List<RecordedBar> bars = new ArrayList<>(SeriesOfBars.closing(10, 11));
    bars.set(1, new RecordedBar(bars.get(1).bar(), "yahoo", null));

    assertThat(MoveCalculator.moves(bars, Benchmark.NONE, Optional.empty()).get(0))
        .extracting(ComputedMove::totalReturnPercent)
        .isNull();
  }

  @Test
  void sessionsWithoutABarAreCountedByTheExchange() {
    // 1 October 2021 was a holiday in Hong Kong, 13 October a typhoon, 14 October another.
    List<RecordedBar> bars =
        List.of(
            SeriesOfBars.bar(LocalDate.parse("2021-09-30"), 20),
            SeriesOfBars.bar(LocalDate.parse("2021-10-04"), 20),
            SeriesOfBars.bar(LocalDate.parse("2021-10-11"), 20));

    assertThat(
            MoveCalculator.moves(bars, Benchmark.NONE, Exchanges.builtIn().find("XHKG")).stream()
                .map(ComputedMove::sessionsMissed))
        .containsExactly(0, 4);
    assertThat(MoveCalculator.moves(bars, Benchmark.NONE, Optional.empty()).get(0))
        .extracting(ComputedMove::sessionsMissed)
        .isNull();
  }

  @Test
  void theNearestGainAsLargeIsNamed() {
    // Gains of 1 % but for 8 % at place 2 and 5 % at the end, 23 sessions later.
    double[] closes = new double[26];
    closes[0] = 100;
    for (int i = 1; i < closes.length; i++) {
      closes[i] = closes[i - 1] * (i == 2 ? 1.08 : i == 25 ? 1.05 : i % 2 == 0 ? 0.99 : 1.01);
    }
    List<ComputedMove> moves = moves(closes);

    assertThat(extreme(moves.get(24), Kind.LARGEST_GAIN))
        .hasValueSatisfying(e -> assertThat(e.since()).isEqualTo(SeriesOfBars.session(2)))
        .hasValueSatisfying(e -> assertThat(e.historyFrom()).isNull());
  }

  @Test
  void anEqualGainEndsTheLookBack() {
    double[] closes = new double[42];
    closes[0] = 100;
    for (int i = 1; i < closes.length; i++) {
      closes[i] = closes[i - 1] * (i == 10 || i == 35 ? 1.03 : i % 2 == 0 ? 0.995 : 1.005);
    }

    assertThat(extreme(moves(closes).get(34), Kind.LARGEST_GAIN))
        .hasValueSatisfying(e -> assertThat(e.since()).isEqualTo(SeriesOfBars.session(10)));
  }

  @Test
  void whereNoneWasAsLargeTheHistoryIsTold() {
    double[] closes = IntStream.range(0, 22).mapToDouble(i -> 100 + i).toArray();
    List<ComputedMove> moves = moves(closes);

    // The 20th bar has 19 before it: too short a look-back. The 21st has 20.
    assertThat(extreme(moves.get(18), Kind.HIGHEST_PRICE)).isEmpty();
    assertThat(extreme(moves.get(19), Kind.HIGHEST_PRICE))
        .hasValueSatisfying(e -> assertThat(e.since()).isNull())
        .hasValueSatisfying(e -> assertThat(e.historyFrom()).isEqualTo(SeriesOfBars.FIRST));
    // Each gain is smaller than the one before, so none is the largest of anything.
    assertThat(moves).allMatch(move -> extreme(move, Kind.LARGEST_GAIN).isEmpty());
    assertThat(moves).allMatch(move -> extreme(move, Kind.LOWEST_PRICE).isEmpty());
  }

  private static Optional<RecordedExtreme> extreme(ComputedMove move, Kind kind) {
    return move.extremes().stream().filter(e -> e.kind() == kind).findFirst();
  }

  @Test
  void aZScoreTakesExactlyTheSixtyChangesBefore() {
    // Sixty changes of +1 % and -1 % in turn: mean 0, sample deviation sqrt(60/59).
    double[] closes = new double[63];
    closes[0] = 100;
    for (int i = 1; i < closes.length; i++) {
      closes[i] = closes[i - 1] * (i > 60 ? 1.05 : i % 2 == 0 ? 0.99 : 1.01);
    }
    List<ComputedMove> moves = moves(closes);

    assertThat(moves.get(59).zScore()).isNull();
    assertThat(moves.get(60).zScore()).isEqualTo(5 / Math.sqrt(60 / 59.0), within(1e-9));
    // The next window holds the 5 % and has lost the first 1 %: mean 4/60, squares 59 + 25.
    double deviation = Math.sqrt((59 + 25 - 16 / 60.0) / 59);
    assertThat(moves.get(61).zScore()).isEqualTo(5 / deviation, within(1e-9));
  }

  @Test
  void withoutAnIndexTheMeanOfTheWindowIsExpected() {
    // 0.5 % each session for 100 sessions, then 3 %.
    double[] closes = new double[102];
    closes[0] = 100;
    for (int i = 1; i < closes.length; i++) {
      closes[i] = closes[i - 1] * (i == 101 ? 1.03 : 1.005);
    }
    ComputedMove last = moves(closes).get(100);
    var abnormal = Objects.requireNonNull(last.abnormal());

    assertThat(abnormal.model()).isEqualTo(Model.MEAN_ADJUSTED);
    assertThat(abnormal.percent()).isEqualTo(2.5, within(1e-9));
    // The 60th return of a window that ends 20 sessions before comes with the 80th move.
    assertThat(moves(closes).get(78).abnormal()).isNull();
    assertThat(moves(closes).get(79).abnormal()).isNotNull();
  }

  @Test
  void withTooLittleHistoryTheIndexItselfIsExpected() {
    List<RecordedBar> bars = SeriesOfBars.closing(100, 104);
    Benchmark index = Benchmark.of(SeriesOfBars.closing(1000, 1010));
    var abnormal =
        Objects.requireNonNull(
            MoveCalculator.moves(bars, index, Optional.empty()).get(0).abnormal());

    assertThat(abnormal.model()).isEqualTo(Model.MARKET_ADJUSTED);
    assertThat(abnormal.percent()).isEqualTo(3, within(1e-9));
  }

  @Test
  void theMarketModelIsEstimatedInItsWindowAlone() {
    // Return = 0.1 + 2 × the market's, but nonsense in the 19 sessions before the move.
    int sessions = ExpectedReturns.WINDOW + ExpectedReturns.GAP;
    double[] own = new double[sessions + 1];
    double[] market = new double[sessions + 1];
    own[0] = 100;
    market[0] = 1000;
    for (int i = 1; i <= sessions; i++) {
      double indexReturn = i == sessions ? 1.5 : (i % 7 - 3) * 0.3;
      boolean inGap = i > ExpectedReturns.WINDOW && i < sessions;
      double ownReturn = inGap ? -9 : i == sessions ? 4 : 0.1 + 2 * indexReturn;
      own[i] = own[i - 1] * (1 + ownReturn / 100);
      market[i] = market[i - 1] * (1 + indexReturn / 100);
    }
    List<ComputedMove> moves =
        MoveCalculator.moves(
            SeriesOfBars.closing(own),
            Benchmark.of(SeriesOfBars.closing(market)),
            Optional.empty());

    var abnormal = Objects.requireNonNull(moves.get(sessions - 1).abnormal());
    assertThat(abnormal.model()).isEqualTo(Model.MARKET_MODEL);
    assertThat(abnormal.percent()).isEqualTo(4 - (0.1 + 2 * 1.5), within(1e-8));
    assertThat(Objects.requireNonNull(moves.get(sessions - 2).abnormal()).model())
        .isEqualTo(Model.MARKET_ADJUSTED);
  }

  @Test
  void aFlaggedBarSpoilsNoWindow() {
    double[] closes = new double[64];
    closes[0] = 100;
    for (int i = 1; i < closes.length; i++) {
      closes[i] = closes[i - 1] * (i == 30 ? 0.5 : i % 2 == 0 ? 0.99 : 1.01);
    }
    List<RecordedBar> bars = new ArrayList<>(SeriesOfBars.closing(closes));
    bars.set(30, new RecordedBar(bars.get(30).bar(), "csv", "looks like a split"));
    List<ComputedMove> moves = MoveCalculator.moves(bars, Benchmark.NONE, Optional.empty());

    assertThat(moves.get(29).flagged()).isTrue();
    assertThat(Math.abs(Objects.requireNonNull(moves.get(62).zScore()))).isBetween(0.9, 1.1);
  }

  @Test
  void oneBarIsNoMove() {
    assertThat(moves(10)).isEmpty();
    assertThat(moves()).isEmpty();
  }
}
