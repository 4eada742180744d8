package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapeline.analysis.move.Extreme.Kind;
import dev.tapeline.timeline.RecordedExtreme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hipparchus.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/** What holds for the moves of any prices. */
class MovePropertiesTest {
  private static final int TRIES = 60;

  /** Prices in cents that wander and often repeat. */
  @Provide
  Arbitrary<double[]> closes() {
    return Arbitraries.integers()
        .between(-40, 40)
        .list()
        .ofMinSize(2)
        .ofMaxSize(350)
        .map(
            steps -> {
              double[] closes = new double[steps.size()];
              int cents = 2_000;
              for (int i = 0; i < closes.length; i++) {
                cents = Math.max(100, cents + steps.get(i));
                closes[i] = cents / 100.0;
              }
              return closes;
            });
  }

  private static List<ComputedMove> moves(double[] closes) {
    return MoveCalculator.moves(SeriesOfBars.closing(closes), Benchmark.NONE, Optional.empty());
  }

  private static double[] scaled(double[] closes, double factor) {
    double[] scaled = closes.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static void assertSame(List<ComputedMove> some, List<ComputedMove> others) {
    assertThat(some).hasSameSizeAs(others);
    for (int i = 0; i < some.size(); i++) {
      ComputedMove one = some.get(i);
      ComputedMove other = others.get(i);
      assertThat(one.changePercent()).isEqualTo(other.changePercent(), within(1e-9));
      assertThat(one.streak()).isEqualTo(other.streak());
      assertThat(one.extremes()).isEqualTo(other.extremes());
      assertThat(one.zScore() == null).isEqualTo(other.zScore() == null);
      if (one.zScore() != null && other.zScore() != null) {
        assertThat(one.zScore()).isEqualTo(other.zScore(), within(1e-6));
      }
    }
  }

  /** Another currency, or pence for pounds, changes no move. */
  @Property(tries = TRIES)
  void movesDoNotDependOnTheUnit(@ForAll("closes") double[] closes) {
    assertSame(moves(closes), moves(scaled(closes, 100)));
    assertSame(moves(closes), moves(scaled(closes, 1 / 7.8)));
  }

  /** All earlier closes divided by a split's ratio, as providers do, are the same as before it. */
  @Property(tries = TRIES)
  void aSplitThatIsAdjustedForChangesNothing(@ForAll("closes") double[] closes) {
    assertSame(moves(closes), moves(scaled(closes, 1 / 4.0)));
  }

  @Property(tries = TRIES)
  void extremesAreWhatALookAtAllEarlierSessionsFinds(@ForAll("closes") double[] closes) {
    List<ComputedMove> moves = moves(closes);
    double[] changes = new double[closes.length];
    for (int i = 1; i < closes.length; i++) {
      changes[i] = Math.rint((100 * (closes[i] / closes[i - 1] - 1)) * 1e9) / 1e9;
    }
    for (int i = 1; i < closes.length; i++) {
      List<RecordedExtreme> found = moves.get(i - 1).extremes();
      assertThat(since(found, Kind.LARGEST_GAIN))
          .isEqualTo(changes[i] > 0 ? slow(changes, i, 1, 1) : null);
      assertThat(since(found, Kind.LARGEST_LOSS))
          .isEqualTo(changes[i] < 0 ? slow(changes, i, 1, -1) : null);
      assertThat(since(found, Kind.HIGHEST_PRICE)).isEqualTo(slow(closes, i, 0, 1));
      assertThat(since(found, Kind.LOWEST_PRICE)).isEqualTo(slow(closes, i, 0, -1));
    }
  }

  private static @Nullable LocalDate since(List<RecordedExtreme> extremes, Kind kind) {
    return extremes.stream()
        .filter(e -> e.kind() == kind)
        .map(e -> Objects.requireNonNull(e.since() == null ? e.historyFrom() : e.since()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable LocalDate slow(double[] values, int i, int first, int sign) {
    int j = i - 1;
    while (j >= first && sign * values[j] < sign * values[i]) {
      j--;
    }
    int reached = Math.max(j, first);
    return i - reached >= MoveCalculator.LOOK_BACK ? SeriesOfBars.session(reached) : null;
  }

  @Property(tries = TRIES)
  void zScoresAreWhatTheSixtyChangesBeforeGive(@ForAll("closes") double[] closes) {
    List<ComputedMove> moves = moves(closes);
    for (int i = 0; i < moves.size(); i++) {
      if (i < MoveCalculator.VOLATILITY) {
        assertThat(moves.get(i).zScore()).isNull();
        continue;
      }
      double[] window =
          moves.subList(i - MoveCalculator.VOLATILITY, i).stream()
              .mapToDouble(ComputedMove::changePercent)
              .toArray();
      double deviation = Math.sqrt(StatUtils.variance(window));
      Double score = moves.get(i).zScore();
      if (score != null) {
        assertThat(score).isEqualTo(moves.get(i).changePercent() / deviation, within(1e-6));
      } else {
        assertThat(deviation).isLessThan(1e-8);
      }
    }
  }

  /** What was before the first bar that a window can reach changes nothing behind it. */
  @Property(tries = 20)
  void windowsReachNoFurtherThanTheySay(@ForAll("closes") double[] closes) {
    int before = 400;
    int window = ExpectedReturns.WINDOW + ExpectedReturns.GAP;
    List<Double> calm = new ArrayList<>();
    List<Double> wild = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      calm.add(20 + (i % 2) * 0.1);
      wild.add(i < before - window - 1 ? 20 + (i % 5) * 3.0 : 20 + (i % 2) * 0.1);
    }
    for (double close : closes) {
      calm.add(close);
      wild.add(close);
    }
    List<ComputedMove> some = moves(calm.stream().mapToDouble(c -> c).toArray());
    List<ComputedMove> others = moves(wild.stream().mapToDouble(c -> c).toArray());
    for (int i = before - 1; i < some.size(); i++) {
      double one = Objects.requireNonNull(some.get(i).abnormal()).percent();
      double other = Objects.requireNonNull(others.get(i).abnormal()).percent();
      assertThat(one).isEqualTo(other, within(1e-8));
      assertThat(some.get(i).zScore()).isEqualTo(others.get(i).zScore());
    }
  }
}
