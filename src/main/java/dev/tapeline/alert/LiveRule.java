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
 * @param indices by ticker: {@code INDEX:HSI}, for the listings that are measured against them
 * @param targetKey tells two targets apart
 */
record LiveRule(
    UUID id,
    String name,
    boolean all,
    Set<UUID> companies,
    Set<String> markets,
    Set<String> indices,
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
    indices = Set.copyOf(indices);
  }

  /** Whether a company is among those named. */
  boolean names(@Nullable UUID company) {
    return company != null && companies.contains(company);
  }

  /** Whether it is for whom something happened to: a company, its listing's market or index. */
  boolean concerns(Happening happening) {
    UUID company = happening.company().id();
    String mic = happening.mic();
    return all
        || names(company)
        || (mic != null && markets.contains(mic))
        || (happening.index() != null && indices.contains(happening.index()));
  }
}
