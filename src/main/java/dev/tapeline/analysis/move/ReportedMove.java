package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Evidence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text says that the shares of a listed company did. Never a change of revenue, profit, a
 * yield, a stake, an index, a currency or a commodity.
 *
 * @param ticker whose shares, in Yahoo's form
 * @param listing {@code MIC:code}, or null where the venue is not known
 * @param direction which way
 * @param changePercent signed, in percent with the digits that were told: 5.4 means 5.4 %; null
 *     where the text tells the direction alone
 * @param price the price the move led to, with the digits that were told, or null
 * @param currency ISO 4217 of the price, or null
 * @param session the trading day that the text means; null for a move over a period and where it
 *     cannot be known
 * @param period set for a move over more than one session, null otherwise
 * @param basis which price of the session
 * @param extremes claims such as the largest daily gain since a date
 * @param streak how many sessions in a row, or null
 * @param evidence where it was read, at least one place
 */
public record ReportedMove(
    String ticker,
    @Nullable String listing,
    Direction direction,
    @Nullable BigDecimal changePercent,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Nullable LocalDate session,
    @Nullable MovePeriod period,
    Basis basis,
    List<Extreme> extremes,
    @Nullable Streak streak,
    List<Evidence> evidence) {

  public ReportedMove {
    extremes = List.copyOf(extremes);
    evidence = List.copyOf(evidence);
  }
}
