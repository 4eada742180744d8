package dev.tapeline.article;

import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.ClaimCheck.What;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes told moves apart into claims that recorded prices can confirm or contradict. Until prices
 * are there, a claim is unverifiable and says so.
 */
final class Claims {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final String NO_PRICES = "no prices are recorded for the claim's session";
  private static final String NO_SESSION = "the text does not tell which session is meant";

  private Claims() {}

  /** The claims of a move, none checked yet. */
  static List<ClaimCheck> of(ToldMove move) {
    List<ClaimCheck> claims = new ArrayList<>();
    if (move.changePercent() != null) {
      claims.add(open(move, What.CHANGE_PERCENT, move.changePercent(), move.changePercent()));
    }
    if (move.price() != null) {
      claims.add(open(move, What.PRICE, move.price(), move.price()));
    }
    for (Extreme extreme : move.extremes()) {
      claims.add(open(move, What.EXTREME, extreme, null));
    }
    if (move.streak() != null) {
      claims.add(open(move, What.STREAK, move.streak().sessions(), null));
    }
    return claims;
  }

  private static ClaimCheck open(
      ToldMove move, What what, Object claimed, @Nullable BigDecimal number) {
    boolean dated = move.session() != null || move.period() != null;
    return new ClaimCheck(
        what,
        claimed,
        null,
        number == null ? null : tolerance(number),
        move.basis(),
        move.session(),
        null,
        Verdict.UNVERIFIABLE,
        dated ? NO_PRICES : NO_SESSION);
  }

  /** Half of the last digit that was told: 0.05 for 5.4, 0.005 for 22.50, 0.5 for 7. */
  static BigDecimal tolerance(BigDecimal told) {
    return BigDecimal.ONE.movePointLeft(Math.max(told.scale(), 0)).multiply(HALF);
  }
}
