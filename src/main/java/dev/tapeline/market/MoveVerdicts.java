package dev.tapeline.market;

import dev.tapeline.analysis.move.Basis;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.analysis.move.Extreme.Kind;
import dev.tapeline.analysis.move.MovePeriod;
import dev.tapeline.analysis.move.Streak;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import dev.tapeline.timeline.RecordedExtreme;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on the claims of one told move, from the bars of its series.
 *
 * <ul>
 *   <li>A number is confirmed where the close gives it within half of the last digit that was told.
 *       A claim whose basis is not known is also held against the session's range, an intraday
 *       claim against it alone: inside it is consistent.
 *   <li>"Largest since DATE" is confirmed where no session behind that date was as large; that an
 *       even longer time could have been told does not speak against it. "Ever" can be contradicted
 *       by bars, not confirmed: they begin somewhere.
 *   <li>A streak must have exactly as many sessions as were told.
 *   <li>Where bars are missing or not to be trusted, nothing is contradicted.
 * </ul>
 */
final class MoveVerdicts {
  private static final double ROUNDING = 1e-9;
  private static final int PERCENT_DIGITS = 3;
  private static final int PENCE = 100;

  /** Where prices are quoted in hundredths of the currency that texts tell. */
  private static final Set<String> QUOTED_IN_HUNDREDTHS = Set.of("XLON", "XJSE", "XTAE");

  /** A period's first or last session may be so many days from the days that were told. */
  private static final int DAYS_NEAR = 5;

  private final PriceSeries series;
  private final List<RecordedBar> bars;
  private final ToldMove move;

  /**
   * @param series whose bars
   * @param bars all that there are, oldest first
   * @param move what was told
   */
  MoveVerdicts(PriceSeries series, List<RecordedBar> bars, ToldMove move) {
    this.series = series;
    this.bars = bars;
    this.move = move;
  }

  /** A claim with its verdict. */
  ClaimCheck on(ClaimCheck open) {
    String told = move.currency();
    String recorded = series.currency();
    if (told != null && recorded != null && !told.equals(recorded)) {
      return unverifiable(open, "told in %s, recorded in %s".formatted(told, recorded));
    }
    MovePeriod period = move.period();
    if (period != null) {
      return overPeriod(open, period);
    }
    LocalDate session = move.session();
    if (session == null) {
      return open;
    }
    if (move.basis() == Basis.PREMARKET || move.basis() == Basis.AFTER_HOURS) {
      return unverifiable(open, "daily bars do not hold what was traded before and after hours");
    }
    int at = place(session);
    if (at < 0) {
      return unverifiable(open, noBar(session));
    }
    String flag = bars.get(at).flag();
    return flag == null ? atSession(open, at) : unverifiable(open, "the session's bar " + flag);
  }

  private ClaimCheck atSession(ClaimCheck open, int at) {
    return switch (open.what()) {
      case CHANGE_PERCENT -> change(open, at);
      case PRICE -> price(open, at);
      case EXTREME -> extreme(open, at, (Extreme) open.claimed());
      case STREAK -> streak(open, at);
    };
  }

  private String noBar(LocalDate session) {
    boolean closed = series.exchange().map(e -> !e.isSession(session)).orElse(false);
    return closed
        ? "there was no session on " + session
        : "no prices are recorded for the claim's session";
  }

  // --- Change

  private ClaimCheck change(ClaimCheck open, int at) {
    if (at == 0) {
      return unverifiable(open, "no prices are recorded for the session before");
    }
    double before = close(at - 1);
    double told = ((BigDecimal) open.claimed()).doubleValue();
    double tolerance = tolerance(open);
    double measured = percent(before, close(at));
    Bar bar = bars.get(at).bar();
    double low = percent(before, or(bar.low(), bar.close()));
    double high = percent(before, or(bar.high(), bar.close()));
    boolean inRange = told >= low - tolerance && told <= high + tolerance;
    Verdict verdict = verdict(Math.abs(told - measured) <= tolerance, inRange, bar.hasRange());
    if (verdict == Verdict.UNVERIFIABLE) {
      return unverifiable(open, "the session's range is not recorded");
    }
    int missed = missed(at);
    if (verdict == Verdict.CONTRADICTED && missed > 0) {
      return unverifiable(
          open, "no prices are recorded for the %d sessions before".formatted(missed));
    }
    double shown = move.basis() == Basis.INTRADAY ? (told >= 0 ? high : low) : measured;
    return judged(open, at, rounded(shown), verdict);
  }

  /** What a number is by its basis: against the close, the range, or either. */
  private Verdict verdict(boolean atClose, boolean inRange, boolean hasRange) {
    if (move.basis() == Basis.INTRADAY) {
      return hasRange
          ? (inRange ? Verdict.CONSISTENT : Verdict.CONTRADICTED)
          : Verdict.UNVERIFIABLE;
    }
    if (atClose) {
      return Verdict.CONFIRMED;
    }
    return move.basis() == Basis.UNKNOWN && hasRange && inRange
        ? Verdict.CONSISTENT
        : Verdict.CONTRADICTED;
  }

  private int missed(int at) {
    Optional<Exchange> exchange = series.exchange();
    int missed = 0;
    if (exchange.isPresent()) {
      for (LocalDate day = session(at - 1).plusDays(1);
          day.isBefore(session(at));
          day = day.plusDays(1)) {
        missed += exchange.get().isSession(day) ? 1 : 0;
      }
    }
    return missed;
  }

  // --- Price

  private ClaimCheck price(ClaimCheck open, int at) {
    double price = ((BigDecimal) open.claimed()).doubleValue();
    double tolerance = tolerance(open);
    Bar bar = bars.get(at).bar();
    String mic = series.mic();
    if (mic != null && QUOTED_IN_HUNDREDTHS.contains(mic) && price * PENCE < bar.close() * 2) {
      price *= PENCE;
      tolerance *= PENCE;
    }
    double low = or(bar.low(), bar.close());
    double high = or(bar.high(), bar.close());
    boolean inRange = price >= low - tolerance && price <= high + tolerance;
    Verdict verdict = verdict(Math.abs(price - bar.close()) <= tolerance, inRange, bar.hasRange());
    if (verdict == Verdict.UNVERIFIABLE) {
      return unverifiable(open, "the session's range is not recorded");
    }
    if (verdict == Verdict.CONTRADICTED && SplitLike.ratioBetween(price, bar.close(), tolerance)) {
      return unverifiable(
          open,
          "the recorded price %s seems to be adjusted for a later split".formatted(bar.close()));
    }
    double shown =
        move.basis() == Basis.INTRADAY
            ? (move.direction() == Direction.DOWN ? low : high)
            : bar.close();
    return judged(open, at, BigDecimal.valueOf(shown), verdict);
  }

  // --- Streak

  private ClaimCheck streak(ClaimCheck open, int at) {
    Streak told = Objects.requireNonNull(move.streak());
    int sign = told.direction() == Direction.DOWN ? -1 : 1;
    int counted = inARow(at, sign);
    if (move.basis() != Basis.INTRADAY && counted == told.sessions()) {
      return judged(open, at, counted, Verdict.CONFIRMED);
    }
    if (at - counted <= 0 && counted < told.sessions()) {
      return unverifiable(open, "prices reach back to " + session(0) + " only");
    }
    boolean intraday =
        move.basis() != Basis.CLOSE
            && at > 0
            && inARow(at - 1, sign) == told.sessions() - 1
            && sign * (reached(at, sign) - close(at - 1)) > 0;
    return judged(open, at, counted, intraday ? Verdict.CONSISTENT : Verdict.CONTRADICTED);
  }

  private int inARow(int at, int sign) {
    int counted = 0;
    while (at - counted > 0 && sign * change(at - counted) > ROUNDING) {
      counted++;
    }
    return counted;
  }

  /** How far the session went up or down. */
  private double reached(int at, int sign) {
    Bar bar = bars.get(at).bar();
    return or(sign > 0 ? bar.high() : bar.low(), bar.close());
  }

  // --- Extreme

  private ClaimCheck extreme(ClaimCheck open, int at, Extreme told) {
    LocalDate since = lastDay(told.since());
    boolean ever = "EVER".equals(told.since());
    if (since == null && !ever) {
      return unverifiable(open, "the text tells no date that it could be checked from");
    }
    boolean ofChange = told.kind() == Kind.LARGEST_GAIN || told.kind() == Kind.LARGEST_LOSS;
    int first = ofChange ? 1 : 0;
    if (at <= first) {
      return unverifiable(open, "no prices are recorded for the sessions before");
    }
    int asLarge = latestAsLarge(at, first, atClose(told), atClose(told).applyAsDouble(at));
    RecordedExtreme measured =
        new RecordedExtreme(
            told.kind(),
            ofChange && told.measure() != Extreme.Measure.PRICE
                ? Extreme.Measure.PERCENT
                : Extreme.Measure.PRICE,
            asLarge < 0 ? null : session(asLarge),
            asLarge < 0 ? session(first) : null);
    boolean signed = !ofChange || atClose(told).applyAsDouble(at) > ROUNDING;
    if (move.basis() != Basis.INTRADAY && signed) {
      if (asLarge < 0 && (since == null || session(0).isAfter(since))) {
        return unverifiable(open, "prices reach back to " + session(0) + " only");
      }
      if (asLarge < 0 || (since != null && !session(asLarge).isAfter(since))) {
        return judged(open, at, measured, Verdict.CONFIRMED);
      }
    }
    return judged(
        open,
        at,
        measured,
        consistentIntraday(told, at, first, since) ? Verdict.CONSISTENT : Verdict.CONTRADICTED);
  }

  /** Whether the session's own high or low would have been such an extreme. */
  private boolean consistentIntraday(Extreme told, int at, int first, @Nullable LocalDate since) {
    if (move.basis() == Basis.CLOSE || !bars.get(at).bar().hasRange()) {
      return false;
    }
    int sign = sign(told);
    boolean ofChange = first == 1;
    double value =
        ofChange ? sign * percent(close(at - 1), reached(at, sign)) : sign * reached(at, sign);
    IntToDoubleFunction earlier = ofChange ? i -> sign * change(i) : i -> sign * reached(i, sign);
    int asLarge = latestAsLarge(at, first, earlier, value);
    return (!ofChange || value > ROUNDING)
        && (asLarge < 0 || (since != null && !session(asLarge).isAfter(since)));
  }

  private static int sign(Extreme told) {
    return told.kind() == Kind.LARGEST_GAIN || told.kind() == Kind.HIGHEST_PRICE ? 1 : -1;
  }

  /** What is compared, the more extreme the larger. */
  private IntToDoubleFunction atClose(Extreme told) {
    int sign = sign(told);
    return switch (told.kind()) {
      case LARGEST_GAIN, LARGEST_LOSS ->
          told.measure() == Extreme.Measure.PRICE
              ? i -> sign * (close(i) - close(i - 1))
              : i -> sign * change(i);
      case HIGHEST_PRICE, LOWEST_PRICE -> i -> sign * close(i);
    };
  }

  private static int latestAsLarge(int at, int first, IntToDoubleFunction values, double value) {
    int i = at - 1;
    while (i >= first && values.applyAsDouble(i) < value - ROUNDING) {
      i--;
    }
    return i < first ? -1 : i;
  }

  /** The last day that "since" means: of a month or year its last; null for none. */
  private static @Nullable LocalDate lastDay(@Nullable String since) {
    if (since == null || since.equals("EVER")) {
      return null;
    }
    return switch (since.length()) {
      case 4 -> Year.parse(since).atMonth(12).atEndOfMonth();
      case 7 -> YearMonth.parse(since).atEndOfMonth();
      default -> LocalDate.parse(since);
    };
  }

  // --- Periods

  private ClaimCheck overPeriod(ClaimCheck open, MovePeriod period) {
    if (open.what() != ClaimCheck.What.CHANGE_PERCENT) {
      return unverifiable(open, "of a move over a period only the change is checked");
    }
    int last = placeOnOrBefore(period.to());
    int before = placeOnOrBefore(period.from().minusDays(1));
    if (last < 0
        || before < 0
        || before >= last
        || farFrom(last, period.to())
        || farFrom(before, period.from())) {
      return unverifiable(open, "no prices are recorded for the period's beginning or end");
    }
    double told = ((BigDecimal) open.claimed()).doubleValue();
    double measured = percent(close(before), close(last));
    return judged(
        open,
        last,
        rounded(measured),
        Math.abs(told - measured) <= tolerance(open) ? Verdict.CONFIRMED : Verdict.CONTRADICTED);
  }

  private boolean farFrom(int at, LocalDate day) {
    return ChronoUnit.DAYS.between(session(at), day) > DAYS_NEAR;
  }

  // --- Bars

  private int place(LocalDate session) {
    int place = placeOnOrBefore(session);
    return place >= 0 && session(place).equals(session) ? place : -1;
  }

  private int placeOnOrBefore(LocalDate day) {
    int low = 0;
    int high = bars.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (session(middle).isAfter(day)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  private LocalDate session(int at) {
    return bars.get(at).bar().session();
  }

  private double close(int at) {
    return bars.get(at).bar().close();
  }

  private double change(int at) {
    return percent(close(at - 1), close(at));
  }

  private static double percent(double before, double price) {
    return 100 * (price / before - 1);
  }

  private static double or(@Nullable Double price, double otherwise) {
    return price == null ? otherwise : price;
  }

  private static double tolerance(ClaimCheck open) {
    BigDecimal tolerance = open.tolerance();
    return (tolerance == null ? 0 : tolerance.doubleValue()) + ROUNDING;
  }

  private static BigDecimal rounded(double percent) {
    return BigDecimal.valueOf(percent).setScale(PERCENT_DIGITS, RoundingMode.HALF_UP);
  }

  // --- Checks

  private ClaimCheck judged(ClaimCheck open, int at, Object measured, Verdict verdict) {
    return new ClaimCheck(
        open.what(),
        open.claimed(),
        measured,
        open.tolerance(),
        open.basis(),
        open.session(),
        bars.get(at).provider(),
        verdict,
        null);
  }

  private static ClaimCheck unverifiable(ClaimCheck open, String reason) {
    return new ClaimCheck(
        open.what(),
        open.claimed(),
        null,
        open.tolerance(),
        open.basis(),
        open.session(),
        null,
        Verdict.UNVERIFIABLE,
        reason);
  }
}
