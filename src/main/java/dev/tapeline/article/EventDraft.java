package dev.tapeline.article;

import dev.tapeline.company.CompanyRef;
import org.jspecify.annotations.Nullable;

/**
 * An event as one article tells it, not yet known to be new.
 *
 * @param company whose event
 * @param type {@code group/type}; null for news of a company in which no event was read
 * @param period as the contract writes it, or null
 * @param distinction what tells two events of one type in one story apart: the counterparty of a
 *     deal, the session of a move; empty where nothing does
 * @param report what the article says of it
 */
record EventDraft(
    CompanyRef company,
    @Nullable String type,
    @Nullable String period,
    String distinction,
    EventReport report) {

  /**
   * Whether a known event may be this one: nothing that both tell differs.
   *
   * @param knownType of the known event
   * @param knownPeriod of the known event
   * @param knownDistinction of the known event
   */
  boolean mayBe(@Nullable String knownType, @Nullable String knownPeriod, String knownDistinction) {
    return java.util.Objects.equals(type, knownType)
        && (period == null || knownPeriod == null || period.equals(knownPeriod))
        && (distinction.isEmpty()
            || knownDistinction.isEmpty()
            || distinction.equals(knownDistinction));
  }
}
