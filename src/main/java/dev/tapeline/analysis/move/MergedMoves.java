package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The moves of a document, each once. Two tellings are of one move where company, direction, and
 * session or period agree, their bases do not contradict, and their percentages are the same as far
 * as both were told: {@code 5%} and {@code 5.4%}, {@code nearly 6%} and {@code 5.8%}.
 */
final class MergedMoves {
  private static final BigDecimal ABOUT = new BigDecimal("0.6");

  private final List<ToldMove> moves = new ArrayList<>();
  private @Nullable ToldMove last;

  void add(ToldMove told) {
    ToldMove same = find(told);
    if (same == null) {
      moves.add(told);
      last = told;
    } else {
      join(same, told);
      last = same;
    }
  }

  @Nullable ToldMove last() {
    return last;
  }

  /** Whether moves of more than one company were told. */
  boolean tellsOfSeveral() {
    for (ToldMove move : moves) {
      if (!move.company.equals(moves.get(0).company)) {
        return true;
      }
    }
    return false;
  }

  /** The latest move of a company that a price can still belong to. */
  @Nullable ToldMove lastOf(Company company) {
    for (int i = moves.size() - 1; i >= 0; i--) {
      ToldMove move = moves.get(i);
      if (move.company.equals(company) && !move.overPeriod) {
        return move.price == null ? move : null;
      }
    }
    return null;
  }

  /**
   * All moves; a headline's "Xiaomi climbs" is left out where the body tells how far, be it over a
   * week.
   */
  List<ToldMove> all() {
    return moves.stream().filter(move -> !isSaidBetter(move)).toList();
  }

  private boolean isSaidBetter(ToldMove move) {
    boolean bare =
        move.headline && move.percent == null && move.extremes.isEmpty() && move.streak == null;
    return bare
        && moves.stream()
            .anyMatch(
                other ->
                    other != move
                        && other.percent != null
                        && other.company.equals(move.company)
                        && other.direction == move.direction);
  }

  private @Nullable ToldMove find(ToldMove told) {
    for (ToldMove move : moves) {
      if (move.company.equals(told.company)
          && move.direction == told.direction
          && sameTime(move, told)
          && sameBasis(move, told)
          && samePrice(move, told)
          && samePercent(move, told)) {
        return move;
      }
    }
    return null;
  }

  private static boolean sameTime(ToldMove a, ToldMove b) {
    if (a.overPeriod != b.overPeriod) {
      return false;
    }
    if (a.overPeriod) {
      return Objects.equals(a.period, b.period);
    }
    boolean same = Objects.equals(a.session, b.session);
    // A headline tells no day; where the body tells one, both mean it.
    boolean untold =
        (!a.dayTold || !b.dayTold) && a.percent != null && b.percent != null && exact(a, b);
    return same || untold;
  }

  private static boolean exact(ToldMove a, ToldMove b) {
    return a.percent != null && b.percent != null && sameNumber(a.percent, b.percent);
  }

  private static boolean sameBasis(ToldMove a, ToldMove b) {
    return a.basis == b.basis
        || a.basis == Basis.UNKNOWN
        || b.basis == Basis.UNKNOWN
        || exact(a, b);
  }

  /** A price without a percentage is a move of its own beside another price. */
  private static boolean samePrice(ToldMove a, ToldMove b) {
    return a.price == null
        || b.price == null
        || (a.percent == null) == (b.percent == null)
        || a.price.compareTo(b.price) == 0
        || (a.basis == Basis.CLOSE) == (b.basis == Basis.CLOSE);
  }

  private static boolean samePercent(ToldMove a, ToldMove b) {
    if (a.percent == null || b.percent == null) {
      return true;
    }
    boolean about = a.approximate || b.approximate;
    return sameNumber(a.percent, b.percent)
        || (about && a.percent.subtract(b.percent).abs().compareTo(ABOUT) < 0);
  }

  /** Whether two percentages are one number, told with different care. */
  private static boolean sameNumber(BigDecimal a, BigDecimal b) {
    int scale = Math.min(Math.max(a.scale(), 0), Math.max(b.scale(), 0));
    BigDecimal rougher = a.scale() <= b.scale() ? a : b;
    BigDecimal finer = a.scale() <= b.scale() ? b : a;
    return finer.setScale(scale, RoundingMode.HALF_UP).compareTo(rougher) == 0
        || finer.setScale(scale, RoundingMode.DOWN).compareTo(rougher) == 0;
  }

  /** A gain that another sentence calls the largest is measured as it was told: by percentage. */
  private static Extreme measured(Extreme extreme, ToldMove move) {
    return extreme.measure() == null && move.percent != null
        ? new Extreme(extreme.kind(), Extreme.Measure.PERCENT, extreme.since())
        : extreme;
  }

  private static void join(ToldMove move, ToldMove told) {
    BigDecimal percent = told.percent;
    boolean finer =
        percent != null
            && (move.percent == null
                || percent.scale() > move.percent.scale()
                || (move.approximate && !told.approximate));
    if (finer) {
      move.percent = percent;
      move.approximate = told.approximate;
    }
    if (move.price == null) {
      move.price = told.price;
      move.currency = told.currency;
    }
    if (move.basis == Basis.UNKNOWN) {
      move.basis = told.basis;
    }
    if (told.dayTold && !move.dayTold) {
      move.session = told.session;
      move.dayTold = true;
    }
    if (move.streak == null) {
      move.streak = told.streak;
    }
    for (Extreme extreme : told.extremes) {
      if (move.extremes.stream().noneMatch(known -> known.kind() == extreme.kind())) {
        move.extremes.add(measured(extreme, move));
      }
    }
    told.evidence.stream()
        .filter(evidence -> !move.evidence.contains(evidence))
        .forEach(move.evidence::add);
  }
}
