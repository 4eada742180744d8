package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.move.Basis;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.analysis.move.Extreme.Kind;
import dev.tapeline.analysis.move.Extreme.Measure;
import dev.tapeline.analysis.move.MovePeriod;
import dev.tapeline.analysis.move.Streak;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.ClaimCheck.What;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import dev.tapeline.timeline.RecordedExtreme;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims against bars like those of the founding article's days: Xiaomi in 2021. */
class MoveVerdictsTest {
  private static final LocalDate TOLD = LocalDate.parse("2021-10-19");
  private static final PriceSeries XIAOMI =
      new PriceSeries(1, "1810.HK", "XHKG:1810", "XHKG", "HKD", "INDEX:HSI", null);

  /** Bars of all weekdays from 4 May on: a jump of 6 % on 12 May, calm, and three gains at last. */
  private static List<RecordedBar> bars() {
    List<RecordedBar> bars = new ArrayList<>();
    double close = 21.00;
    int i = 0;
    for (LocalDate day = LocalDate.parse("2021-05-04");
        day.isBefore(LocalDate.parse("2021-10-14"));
        day = day.plusDays(1)) {
      if (XIAOMI.exchange().orElseThrow().isSession(day)) {
        double next = day.equals(LocalDate.parse("2021-05-12")) ? close * 1.06 : close;
        close = next * (i++ % 2 == 0 ? 1.001 : 0.999);
        bars.add(bar(day, close, close, close));
      }
    }
    bars.add(bar(LocalDate.parse("2021-10-15"), 20.50, 21.10, 20.40));
    bars.add(bar(LocalDate.parse("2021-10-18"), 21.35, 21.45, 20.90));
    bars.add(bar(TOLD, 22.50, 22.90, 21.30));
    double before = bars.get(bars.size() - 4).bar().close();
    bars.set(
        bars.size() - 4,
        bar(bars.get(bars.size() - 4).bar().session(), Math.min(before, 20.30), 20.6, 20.2));
    return bars;
  }

  private static RecordedBar bar(LocalDate session, double close, double high, double low) {
    return new RecordedBar(new Bar(session, null, high, low, close, close, 100L), "csv", null);
  }

  private static ToldMove told(Basis basis, @Nullable LocalDate session) {
    return new ToldMove(
        Direction.UP,
        null,
        null,
        "HKD",
        session,
        null,
        basis,
        List.of(),
        new Streak(Direction.UP, 3));
  }

  private static ClaimCheck check(ToldMove move, What what, Object claimed, String tolerance) {
    ClaimCheck open =
        new ClaimCheck(
            what,
            claimed,
            null,
            tolerance.isEmpty() ? null : new BigDecimal(tolerance),
            move.basis(),
            move.session(),
            null,
            Verdict.UNVERIFIABLE,
            "not checked");
    return new MoveVerdicts(XIAOMI, bars(), move).on(open);
  }

  @ParameterizedTest
  @CsvSource({
    // told, tolerance, basis, verdict: the close gives 5.386 %, the high 7.26, the low -0.23
    "5.4,  0.05,  UNKNOWN,  CONFIRMED",
    "5.39, 0.005, CLOSE,    CONFIRMED",
    "5,    0.5,   CLOSE,    CONFIRMED",
    "5.5,  0.05,  CLOSE,    CONTRADICTED",
    "7.1,  0.05,  UNKNOWN,  CONSISTENT",
    "7.1,  0.05,  CLOSE,    CONTRADICTED",
    "7.3,  0.05,  INTRADAY, CONSISTENT",
    "8.0,  0.05,  INTRADAY, CONTRADICTED",
    "8.0,  0.05,  UNKNOWN,  CONTRADICTED",
    "-5.4, 0.05,  UNKNOWN,  CONTRADICTED",
    "5.4,  0.05,  PREMARKET, UNVERIFIABLE"
  })
  void aChangeIsHeldAgainstCloseOrRange(
      String claimed, String tolerance, Basis basis, Verdict verdict) {
    ClaimCheck check =
        check(told(basis, TOLD), What.CHANGE_PERCENT, new BigDecimal(claimed), tolerance);

    assertThat(check.verdict()).isEqualTo(verdict);
    assertThat(check.reason() != null).isEqualTo(verdict == Verdict.UNVERIFIABLE);
  }

  @Test
  void theFoundingClaimIsMeasured() {
    ClaimCheck check =
        check(told(Basis.CLOSE, TOLD), What.CHANGE_PERCENT, new BigDecimal("5.4"), "0.05");

    assertThat(check.measured()).isEqualTo(new BigDecimal("5.386"));
    assertThat(check.provider()).isEqualTo("csv");
    assertThat(check.verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @ParameterizedTest
  @CsvSource({
    "22.50, 0.005, CLOSE,    CONFIRMED",
    "22.5,  0.05,  UNKNOWN,  CONFIRMED",
    "22.70, 0.005, UNKNOWN,  CONSISTENT",
    "22.70, 0.005, CLOSE,    CONTRADICTED",
    "22.90, 0.005, INTRADAY, CONSISTENT",
    "23.50, 0.005, INTRADAY, CONTRADICTED",
    "225.0, 0.05,  CLOSE,    UNVERIFIABLE"
  })
  void aPriceIsHeldAgainstCloseOrRange(
      String claimed, String tolerance, Basis basis, Verdict verdict) {
    assertThat(check(told(basis, TOLD), What.PRICE, new BigDecimal(claimed), tolerance).verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-05-12, CONFIRMED",
    "2021-05,    CONFIRMED",
    // It was even the largest for longer than that.
    "2021-08-02, CONFIRMED",
    // On 12 May was a larger one.
    "2021-05-10, CONTRADICTED",
    "2021-04,    CONTRADICTED",
    "EVER,       CONTRADICTED"
  })
  void anExtremeIsHeldAgainstAllSessionsSince(String since, Verdict verdict) {
    ClaimCheck check =
        check(
            told(Basis.CLOSE, TOLD),
            What.EXTREME,
            new Extreme(Kind.LARGEST_GAIN, Measure.PERCENT, since),
            "");

    assertThat(check.verdict()).isEqualTo(verdict);
    RecordedExtreme measured = (RecordedExtreme) Objects.requireNonNull(check.measured());
    assertThat(measured.since()).isEqualTo(LocalDate.parse("2021-05-12"));
  }

  @ParameterizedTest
  @CsvSource({
    // The highest close of the bars is that of 12 May or later, above 22.26 and below 22.50.
    "HIGHEST_PRICE, 2021-06-01, CONFIRMED",
    "HIGHEST_PRICE, 2021-05-04, CONFIRMED",
    "HIGHEST_PRICE, 2020-01,    UNVERIFIABLE",
    "HIGHEST_PRICE, EVER,       UNVERIFIABLE",
    "LOWEST_PRICE,  2021-10-15, CONTRADICTED",
    "LARGEST_LOSS,  2021-10-15, CONTRADICTED"
  })
  void barsBeginSomewhere(Kind kind, String since, Verdict verdict) {
    assertThat(
            check(told(Basis.CLOSE, TOLD), What.EXTREME, new Extreme(kind, null, since), "")
                .verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "3, CLOSE,    CONFIRMED",
    "3, UNKNOWN,  CONFIRMED",
    "3, INTRADAY, CONSISTENT",
    "4, CLOSE,    CONTRADICTED",
    "2, CLOSE,    CONTRADICTED"
  })
  void aStreakHasExactlyTheSessionsThatWereTold(int sessions, Basis basis, Verdict verdict) {
    ToldMove move =
        new ToldMove(
            Direction.UP,
            null,
            null,
            null,
            TOLD,
            null,
            basis,
            List.of(),
            new Streak(Direction.UP, sessions));

    assertThat(check(move, What.STREAK, sessions, "").verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-10-14, there was no session on 2021-10-14",
    "2021-10-20, no prices are recorded for the claim's session",
    "2021-05-04, no prices are recorded for the session before"
  })
  void whatCannotBeCheckedSaysWhy(LocalDate session, String reason) {
    ClaimCheck check =
        check(told(Basis.CLOSE, session), What.CHANGE_PERCENT, new BigDecimal("5.4"), "0.05");

    assertThat(check.verdict()).isEqualTo(Verdict.UNVERIFIABLE);
    assertThat(check.reason()).isEqualTo(reason);
  }

  @Test
  void aPriceInAnotherCurrencyIsNotCompared() {
    ToldMove move =
        new ToldMove(Direction.UP, null, null, "USD", TOLD, null, Basis.CLOSE, List.of(), null);

    assertThat(check(move, What.PRICE, new BigDecimal("2.89"), "0.005").reason())
        .isEqualTo("told in USD, recorded in HKD");
  }

  @ParameterizedTest
  @CsvSource({
    // From 20.50 on Friday, 15 October to 22.50: 9.756 %.
    "2021-10-18, 2021-10-19, 9.8, CONFIRMED",
    "2021-10-18, 2021-10-19, 9.1, CONTRADICTED",
    "2021-01-01, 2021-10-19, 9.8, UNVERIFIABLE",
    "2021-10-18, 2021-11-30, 9.8, UNVERIFIABLE"
  })
  void aMoveOverAPeriodIsToldFromTheCloseBeforeIt(
      LocalDate from, LocalDate to, String claimed, Verdict verdict) {
    ToldMove move =
        new ToldMove(
            Direction.UP,
            null,
            null,
            null,
            null,
            new MovePeriod(from, to),
            Basis.UNKNOWN,
            List.of(),
            null);

    assertThat(check(move, What.CHANGE_PERCENT, new BigDecimal(claimed), "0.05").verdict())
        .isEqualTo(verdict);
  }
}
