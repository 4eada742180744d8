package dev.tapeline.company;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A named list of companies.
 *
 * @param id its own
 * @param name unique, whatever the case of its letters
 * @param companies by ticker
 * @param createdAt when it was made
 * @param revisedAt when it was last changed, or null
 */
public record WatchList(
    UUID id,
    String name,
    List<CompanyRef> companies,
    Instant createdAt,
    @Nullable Instant revisedAt) {

  public WatchList {
    companies = List.copyOf(companies);
  }
}
