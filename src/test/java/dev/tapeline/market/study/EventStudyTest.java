package dev.tapeline.market.study;

import static dev.tapeline.market.study.MadeReturns.FIRST_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapeline.timeline.RecordedMove.Model;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for studies of any returns. */
class EventStudyTest {

  private static final int BARS = 420;
  private static final EventWindow THREE_DAYS = new EventWindow(-1, 1);
  private static final EventWindow SIX_DAYS = new EventWindow(0, 5);
  private static final double SIX_DIGITS = 2e-6;

  /** A listing and the places of its events. */
  record Subject(ListingReturns returns, int... places) {
    int[] reactions() {
      return Arrays.stream(places).map(place -> returns.days()[place]).toArray();
    }
  }

  private static WindowFigures study(Model model, EventWindow window, Subject... subjects) {
    return study(model, window, Overlapping.KEEP, subjects);
  }

  private static WindowFigures study(
      Model model, EventWindow window, Overlapping overlapping, Subject... subjects) {
    EventStudy study = new EventStudy(model, List.of(window), overlapping);
    for (Subject subject : subjects) {
      study.add(subject.returns(), subject.reactions());
    }
    return study.figures().get(0);
  }

  private static Subject[] subjects(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 12)
        .mapToObj(
            i ->
                new Subject(
                    MadeReturns.calm(seed * 100 + i, BARS),
                    300 + random.nextInt(40),
                    360 + random.nextInt(40)))
        .toArray(Subject[]::new);
  }

  /** Every figure by a name. */
  private static Map<String, Double> flat(WindowFigures figures) {
    Map<String, Double> flat = new TreeMap<>();
    flat.put("n", (double) figures.n());
    put(flat, "caar", figures.caar());
    put(flat, "", figures.tests());
    for (DayFigures day : figures.days()) {
      put(flat, day.day() + " aar", day.aar());
      put(flat, day.day() + " caar", day.caar());
      put(flat, day.day() + " ", day.tests());
    }
    return flat;
  }

  private static void put(Map<String, Double> flat, String name, @Nullable BigDecimal value) {
    if (value != null) {
      flat.put(name, value.doubleValue());
    }
  }

  private static void put(Map<String, Double> flat, String name, @Nullable StudyTests tests) {
    if (tests != null) {
      put(flat, name + "cross", tests.crossSectional().statistic());
      put(flat, name + "cross p", tests.crossSectional().p());
      put(flat, name + "bw", tests.brownWarner().statistic());
      put(flat, name + "bw p", tests.brownWarner().p());
      put(flat, name + "patell", tests.patell().statistic());
      put(flat, name + "patell p", tests.patell().p());
      put(flat, name + "bmp", tests.bmp().statistic());
      put(flat, name + "bmp p", tests.bmp().p());
      put(flat, name + "corrado", tests.corrado().statistic());
      put(flat, name + "corrado p", tests.corrado().p());
    }
  }

  private static void assertSame(WindowFigures some, WindowFigures others) {
    Map<String, Double> one = flat(some);
    Map<String, Double> other = flat(others);
    assertThat(one.keySet()).isEqualTo(other.keySet());
    one.forEach(
        (name, value) ->
            assertThat(value)
                .as(name)
                .isEqualTo(Objects.requireNonNull(other.get(name)), within(SIX_DIGITS)));
  }

  private static int leftOut(WindowFigures figures, LeftOut reason) {
    return figures.leftOut().stream()
        .filter(left -> left.reason() == reason)
        .mapToInt(WindowFigures.Reason::events)
        .sum();
  }

  // --- Properties

  @ParameterizedTest
  @EnumSource
  void theOrderOfEventsAndListingsDoesNotMatter(Model model) {
    Subject[] subjects = subjects(1);
    List<Subject> shuffled = new ArrayList<>();
    for (Subject subject : subjects) {
      int[] backwards = {subject.places()[1], subject.places()[0]};
      shuffled.add(new Subject(subject.returns(), backwards));
    }
    Collections.shuffle(shuffled, new Random(3));

    assertSame(
        study(model, THREE_DAYS, subjects),
        study(model, THREE_DAYS, shuffled.toArray(Subject[]::new)));
  }

  @ParameterizedTest
  @EnumSource
  void figuresScaleWithReturnsAndTestsDoNot(Model model) {
    Subject[] subjects = subjects(2);
    Subject[] doubled =
        Arrays.stream(subjects)
            .map(s -> new Subject(MadeReturns.times(s.returns(), 2), s.places()))
            .toArray(Subject[]::new);

    Map<String, Double> single = flat(study(model, SIX_DAYS, subjects));
    Map<String, Double> twice = flat(study(model, SIX_DAYS, doubled));

    single.forEach(
        (name, value) ->
            assertThat(Objects.requireNonNull(twice.get(name)))
                .as(name)
                .isEqualTo(name.endsWith("aar") ? 2 * value : value, within(2 * SIX_DIGITS)));
  }

  /**
   * Another currency, or pence for pounds; and a split that all earlier closes are adjusted for.
   */
  @ParameterizedTest
  @ValueSource(doubles = {100, 1 / 7.8, 0.25})
  void closesInAnotherUnitGiveTheSame(double unit) {
    Random random = new Random(5);
    double[] closes = new double[BARS];
    double[] index = new double[BARS];
    closes[0] = 20;
    index[0] = 1000;
    for (int i = 1; i < BARS; i++) {
      index[i] = index[i - 1] * (1 + random.nextGaussian() / 100);
      closes[i] = closes[i - 1] * (1 + random.nextGaussian() / 50);
    }
    double[] scaled = Arrays.stream(closes).map(close -> close * unit).toArray();

    for (Model model : Model.values()) {
      assertSame(
          study(model, THREE_DAYS, new Subject(MadeReturns.ofCloses(closes, index), 300, 350, 400)),
          study(
              model, THREE_DAYS, new Subject(MadeReturns.ofCloses(scaled, index), 300, 350, 400)));
    }
  }

  /** A return inside the two windows counts, and one anywhere else does not. */
  @ParameterizedTest
  @CsvSource({
    "-271, false",
    "-270, false",
    "-269, true",
    "-268, true",
    "-100, true",
    "-21, true",
    "-20, true",
    "-19, false",
    "-2, false",
    "-1, true",
    "0, true",
    "1, true",
    "2, false",
    "30, false"
  })
  void windowsHoldExactlyWhatTheySay(int relativeDay, boolean counts) {
    int zero = 300;
    ListingReturns calm = MadeReturns.calm(4, BARS);
    ListingReturns changed = MadeReturns.with(calm, zero + relativeDay, 40);

    for (Model model : Model.values()) {
      boolean same =
          flat(study(model, THREE_DAYS, new Subject(calm, zero)))
              .equals(flat(study(model, THREE_DAYS, new Subject(changed, zero))));
      assertThat(same).as(model.name()).isEqualTo(!counts);
    }
  }

  @Test
  void aWindowSaysTheSameWhateverElseIsAskedFor() {
    Subject[] subjects = subjects(6);
    EventStudy both =
        new EventStudy(
            Model.MARKET_MODEL,
            List.of(SIX_DAYS, THREE_DAYS, new EventWindow(-10, 20)),
            Overlapping.LEAVE_OUT);
    for (Subject subject : subjects) {
      both.add(subject.returns(), subject.reactions());
    }

    assertThat(both.figures().get(0))
        .isEqualTo(study(Model.MARKET_MODEL, SIX_DAYS, Overlapping.LEAVE_OUT, subjects));
    assertThat(both.figures().get(1))
        .isEqualTo(study(Model.MARKET_MODEL, THREE_DAYS, Overlapping.LEAVE_OUT, subjects));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAddedToADayIsFoundThere(Model model) {
    Subject[] calm = subjects(7);
    Subject[] moved =
        Arrays.stream(calm)
            .map(
                s -> {
                  ListingReturns returns = s.returns();
                  for (int place : s.places()) {
                    returns = MadeReturns.with(returns, place, returns.own()[place] + 3);
                  }
                  return new Subject(returns, s.places());
                })
            .toArray(Subject[]::new);

    // Only where no event lies in another's estimation window is the difference all there is.
    WindowFigures before = study(model, THREE_DAYS, firstOnly(calm));
    WindowFigures after = study(model, THREE_DAYS, firstOnly(moved));

    assertThat(number(after.days().get(1).aar()) - number(before.days().get(1).aar()))
        .isEqualTo(3, within(SIX_DIGITS));
    assertThat(number(after.caar()) - number(before.caar())).isEqualTo(3, within(SIX_DIGITS));
    assertThat(after.days().get(0))
        .extracting(DayFigures::aar)
        .isEqualTo(before.days().get(0).aar());
  }

  private static Subject[] firstOnly(Subject[] subjects) {
    return Arrays.stream(subjects)
        .map(s -> new Subject(s.returns(), s.places()[0]))
        .toArray(Subject[]::new);
  }

  private static double number(@Nullable BigDecimal value) {
    return Objects.requireNonNull(value).doubleValue();
  }

  /** Where nothing is abnormal, a test at five percent finds something about one time in twenty. */
  @ParameterizedTest
  @EnumSource
  void testsFindWhatIsNotThereAsOftenAsTheySay(Model model) {
    int studies = 400;
    Map<String, Integer> found = new TreeMap<>();
    for (int i = 0; i < studies; i++) {
      Subject[] subjects = new Subject[20];
      for (int j = 0; j < subjects.length; j++) {
        subjects[j] = new Subject(MadeReturns.calm(10_000L + 100L * i + j, 300), 280 + j % 15);
      }
      flat(study(model, SIX_DAYS, subjects))
          .forEach((name, value) -> found.merge(name, value < 0.05 ? 1 : 0, Integer::sum));
    }

    for (String test : List.of("cross p", "bw p", "patell p", "bmp p", "corrado p")) {
      double share = (double) Objects.requireNonNull(found.get(test)) / studies;
      assertThat(share).as(model + " " + test).isBetween(0.02, 0.085);
    }
  }

  // --- What is used and what is not

  @Test
  void aDayIsOneObservationHoweverManyEventsItHas() {
    ListingReturns returns = MadeReturns.calm(8, BARS);

    WindowFigures figures =
        study(Model.MARKET_MODEL, THREE_DAYS, new Subject(returns, 300, 300, 350, 300));

    assertThat(figures.n()).isEqualTo(2);
    assertThat(leftOut(figures, LeftOut.SAME_DAY)).isEqualTo(2);
  }

  @Test
  void anEventOnADayWithoutASessionIsOfTheNextOne() {
    ListingReturns returns = MadeReturns.calm(9, BARS);
    int[] days = returns.days().clone();
    for (int i = 300; i < days.length; i++) {
      days[i] += 2; // a weekend before
    }
    ListingReturns weekend =
        new ListingReturns(days, returns.own(), returns.market(), returns.missed());
    EventStudy study = new EventStudy(Model.MARKET_MODEL, List.of(THREE_DAYS), Overlapping.KEEP);

    assertThat(study.add(weekend, new int[] {days[300] - 1})).isTrue();

    assertThat(study.coverage())
        .isEqualTo(
            new EventStudy.Coverage(
                1,
                LocalDate.ofEpochDay(FIRST_DAY + 31),
                LocalDate.ofEpochDay(FIRST_DAY + 303),
                LocalDate.ofEpochDay(FIRST_DAY + 302),
                LocalDate.ofEpochDay(FIRST_DAY + 302)));
  }

  @ParameterizedTest
  @CsvSource({
    // the first return is that of the second bar
    "269, TOO_LITTLE_HISTORY, 0",
    "270, TOO_LITTLE_HISTORY, 1",
    "0,   TOO_LITTLE_HISTORY, 0",
    "418, AFTER_LAST_BAR,     1",
    "419, AFTER_LAST_BAR,     0",
  })
  void whatTheBarsDoNotReachIsLeftOut(int place, LeftOut reason, int n) {
    WindowFigures figures =
        study(Model.MEAN_ADJUSTED, THREE_DAYS, new Subject(MadeReturns.calm(10, BARS), place));

    assertThat(figures.n()).isEqualTo(n);
    assertThat(leftOut(figures, reason)).isEqualTo(1 - n);
    assertThat(figures.days()).hasSize(3 * n);
  }

  @Test
  void anEventBehindTheLastBarIsLeftOut() {
    ListingReturns returns = MadeReturns.calm(10, BARS);
    EventStudy study = new EventStudy(Model.MARKET_MODEL, List.of(THREE_DAYS), Overlapping.KEEP);

    assertThat(study.add(returns, new int[] {FIRST_DAY + BARS + 7})).isFalse();

    WindowFigures figures = study.figures().get(0);
    assertThat(leftOut(figures, LeftOut.AFTER_LAST_BAR)).isEqualTo(1);
    assertThat(figures.caar()).isNull();
    assertThat(figures.clustering().commonestDay()).isNull();
    assertThat(study.coverage().listings()).isZero();
  }

  @Test
  void aSuspensionInTheWindowIsNotMeasuredAndOneBeforeItIs() {
    ListingReturns calm = MadeReturns.calm(11, BARS);
    int[] days = calm.days().clone();
    for (int i = 310; i < days.length; i++) {
      days[i] += 5;
    }
    ListingReturns suspended =
        new ListingReturns(days, calm.own(), calm.market(), (after, before) -> before - after > 1);

    // Day 0 at 309: its window reaches over the gap. At 311 the first return begins at 309.
    WindowFigures figures =
        study(Model.MARKET_MODEL, THREE_DAYS, new Subject(suspended, 305, 309, 310, 311, 312, 330));

    assertThat(leftOut(figures, LeftOut.MISSING_SESSIONS)).isEqualTo(3);
    assertThat(figures.n()).isEqualTo(3);

    // News during the suspension: no session of the exchange that could react has a bar.
    EventStudy study = new EventStudy(Model.MARKET_MODEL, List.of(SIX_DAYS), Overlapping.KEEP);
    assertThat(study.add(suspended, new int[] {days[310] - 2})).isFalse();
    assertThat(leftOut(study.figures().get(0), LeftOut.MISSING_SESSIONS)).isEqualTo(1);
  }

  @Test
  void aReturnThatIsNotKnownCostsTheEventInTheWindowAndADayInTheEstimation() {
    ListingReturns calm = MadeReturns.calm(12, BARS);
    ListingReturns inWindow = MadeReturns.with(calm, 301, Double.NaN);
    ListingReturns inEstimation = MadeReturns.with(calm, 200, Double.NaN);

    assertThat(
            leftOut(
                study(Model.MEAN_ADJUSTED, THREE_DAYS, new Subject(inWindow, 300)),
                LeftOut.MISSING_RETURNS))
        .isEqualTo(1);
    assertThat(study(Model.MEAN_ADJUSTED, THREE_DAYS, new Subject(inEstimation, 300)).n())
        .isEqualTo(1);

    ListingReturns mostly = calm;
    for (int place = 40; place < 171; place++) {
      mostly = MadeReturns.with(mostly, place, Double.NaN);
    }
    assertThat(study(Model.MARKET_MODEL, THREE_DAYS, new Subject(mostly, 300)).n())
        .as("119 of 250 are known")
        .isZero();
    assertThat(
            study(Model.MARKET_MODEL, THREE_DAYS, new Subject(MadeReturns.with(mostly, 40, 1), 300))
                .n())
        .as("120 are known")
        .isEqualTo(1);
  }

  @Test
  void modelsThatNeedAnIndexSaySo() {
    double[] none = new double[BARS];
    Arrays.fill(none, Double.NaN);
    ListingReturns alone = MadeReturns.of(MadeReturns.calm(13, BARS).own(), none);

    for (Model model : List.of(Model.MARKET_MODEL, Model.MARKET_ADJUSTED)) {
      assertThat(leftOut(study(model, THREE_DAYS, new Subject(alone, 300)), LeftOut.NO_BENCHMARK))
          .isEqualTo(1);
    }
    assertThat(study(Model.MEAN_ADJUSTED, THREE_DAYS, new Subject(alone, 300)).n()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void sharesThatDoNotMoveTellNothing(Model model) {
    double[] flat = new double[BARS];
    ListingReturns still = MadeReturns.of(flat, flat.clone());

    assertThat(leftOut(study(model, THREE_DAYS, new Subject(still, 300)), LeftOut.NO_VARIATION))
        .isEqualTo(1);
  }

  @Test
  void overlappingEventsAreCountedOrLeftOut() {
    ListingReturns returns = MadeReturns.calm(14, BARS);
    // 300 and 305 share session 305 in [0,+5]; 305 and 306 too; 306 does not reach into 300's.
    Subject subject = new Subject(returns, 300, 305, 306, 340);

    WindowFigures kept = study(Model.MARKET_MODEL, SIX_DAYS, Overlapping.KEEP, subject);
    assertThat(kept.n()).isEqualTo(4);
    assertThat(kept.overlapping()).isEqualTo(2);

    WindowFigures cut = study(Model.MARKET_MODEL, SIX_DAYS, Overlapping.LEAVE_OUT, subject);
    assertThat(cut.n()).isEqualTo(3);
    assertThat(cut.overlapping()).isZero();
    assertThat(leftOut(cut, LeftOut.OVERLAPPING)).isEqualTo(1);
    assertSame(cut, study(Model.MARKET_MODEL, SIX_DAYS, new Subject(returns, 300, 306, 340)));
  }

  @Test
  void oneEventHasNoErrorAcrossEvents() {
    WindowFigures figures =
        study(Model.MARKET_MODEL, THREE_DAYS, new Subject(MadeReturns.calm(15, BARS), 300));
    StudyTests tests = Objects.requireNonNull(figures.tests());

    assertThat(tests.crossSectional()).isEqualTo(new TestStatistic(null, null));
    assertThat(tests.bmp().p()).isNull();
    assertThat(tests.patell().p()).isNotNull();
    assertThat(tests.brownWarner().p()).isNotNull();
  }

  @Test
  void clusteringTellsHowFarEventsShareDays() {
    Subject[] subjects = {
      new Subject(MadeReturns.calm(16, BARS), 300),
      new Subject(MadeReturns.calm(17, BARS), 300, 350),
      new Subject(MadeReturns.calm(18, BARS), 350, 380),
      new Subject(MadeReturns.calm(19, BARS), 310),
    };

    Clustering clustering = study(Model.MARKET_MODEL, THREE_DAYS, subjects).clustering();

    assertThat(clustering.distinctDays()).isEqualTo(4);
    assertThat(clustering.commonestDay()).isEqualTo(LocalDate.ofEpochDay(FIRST_DAY + 300));
    assertThat(clustering.eventsOnIt()).isEqualTo(2);
    assertThat(clustering.share()).isEqualByComparingTo("0.333333");
    assertThat(clustering.herfindahl()).isEqualByComparingTo("0.277778"); // (4 + 4 + 1 + 1) / 36
  }
}
