package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapeline.market.study.EventStudy;
import dev.tapeline.market.study.EventWindow;
import dev.tapeline.market.study.ListingReturns;
import dev.tapeline.market.study.Overlapping;
import dev.tapeline.timeline.RecordedMove.Model;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study of one session says what the recorded move of that session says. */
class StudiesAndMovesTest {

  private static final int BARS = 330;
  private static final EventWindow DAY_ZERO = new EventWindow(0, 0);

  @ParameterizedTest
  @ValueSource(ints = {270, 271, 300, 329})
  void theAbnormalReturnOfASessionIsTheRecordedMoves(int zero) {
    Random random = new Random(zero);
    double[] closes = new double[BARS];
    double[] index = new double[BARS];
    closes[0] = 10;
    index[0] = 1000;
    for (int i = 1; i < BARS; i++) {
      index[i] = index[i - 1] * (1 + random.nextGaussian() / 100);
      closes[i] = closes[i - 1] * (1 + random.nextGaussian() / 60);
    }
    List<RecordedBar> bars = SeriesOfBars.closing(closes);
    Benchmark benchmark = Benchmark.of(SeriesOfBars.closing(index));
    ComputedMove.Abnormal recorded =
        Objects.requireNonNull(
            MoveCalculator.moves(bars, benchmark, Optional.empty()).get(zero - 1).abnormal());
    assertThat(recorded.model()).isEqualTo(Model.MARKET_MODEL);

    int[] days = bars.stream().mapToInt(bar -> (int) bar.bar().session().toEpochDay()).toArray();
    double[] own = new double[BARS];
    double[] market = new double[BARS];
    own[0] = Double.NaN;
    market[0] = Double.NaN;
    for (int i = 1; i < BARS; i++) {
      own[i] = MoveCalculator.percent(closes[i - 1], closes[i]);
      market[i] = MoveCalculator.percent(index[i - 1], index[i]);
    }
    EventStudy study = new EventStudy(Model.MARKET_MODEL, List.of(DAY_ZERO), Overlapping.KEEP);
    study.add(new ListingReturns(days, own, market, (a, b) -> false), new int[] {days[zero]});

    assertThat(Objects.requireNonNull(study.figures().get(0).caar()).doubleValue())
        .isEqualTo(recorded.percent(), within(1e-6));
  }
}
