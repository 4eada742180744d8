package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tapeline.analysis.move.Basis;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One part of a told move, held against recorded prices.
 *
 * @param what which part
 * @param claimed what was told: a number for a change, a price and a streak (sessions), an extreme
 *     for an extreme
 * @param measured what the prices say, or null while they say nothing
 * @param tolerance half of the last digit that was told; null where no number was told
 * @param basis which price of the session the claim speaks of
 * @param session the trading day of the claim, or null where it is not known
 * @param provider whose prices, or null
 * @param verdict the outcome
 * @param reason why it cannot be checked, or null
 */
public record ClaimCheck(
    What what,
    Object claimed,
    @Nullable Object measured,
    @Nullable BigDecimal tolerance,
    Basis basis,
    @Nullable LocalDate session,
    @Nullable String provider,
    Verdict verdict,
    @Nullable String reason) {

  /** The parts of a move that can be checked. */
  public enum What {
    CHANGE_PERCENT("changePercent"),
    PRICE("price"),
    EXTREME("extreme"),
    STREAK("streak");

    private final String json;

    What(String json) {
      this.json = json;
    }

    @JsonValue
    @Override
    public String toString() {
      return json;
    }
  }

  /** What the check found. */
  public enum Verdict {
    CONFIRMED,
    /** An intraday claim that lies inside the session's range. */
    CONSISTENT,
    CONTRADICTED,
    UNVERIFIABLE
  }
}
