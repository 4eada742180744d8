package dev.tapeline.alert;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule ready to match.
 *
 * @param all whether it is for all companies
 * @param companies those named and those of its watch list
 * @param markets by MIC
 * @param targetKey tells two targets apart
 */
record LiveRule(
    UUID id,
    String name,
    boolean all,
    Set<UUID> companies,
    Set<String> markets,
    Conditions when,
    String targetKey,
    Target.Kind targetKind,
    Delivery delivery,
    @Nullable Duration cooldown,
    @Nullable QuietHours quietHours,
    Language language) {

  LiveRule {
    companies = Set.copyOf(companies);
    markets = Set.copyOf(markets);
  }

  /** Whether it is for a company, or for the market of one of its listings. */
  boolean concerns(@Nullable UUID company, @Nullable String mic) {
    return all
        || (company != null && companies.contains(company))
        || (mic != null && markets.contains(mic));
  }
}
