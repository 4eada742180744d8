package dev.tapeline.app.token;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is listed: without its secret, which nobody has but its bearer.
 *
 * @param id names it to those who revoke it
 * @param name what it is for, as its maker said
 * @param scopes what it may be used for
 * @param createdAt when it was made
 * @param expiresAt from when on it is not taken any more, or null
 * @param lastUsedAt when it was used, to the minute, or null for never
 * @param revokedAt since when it is not taken any more, or null
 */
public record ApiToken(
    UUID id,
    String name,
    List<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  public ApiToken {
    scopes = List.copyOf(scopes);
  }

  /** The largest of its scopes. */
  public Scope scope() {
    return scopes.stream().max(Comparator.naturalOrder()).orElse(Scope.READ);
  }

  /** Why it is not taken at an instant, or null where it is. */
  public @Nullable String objection(Instant now) {
    if (revokedAt != null) {
      return "The token has been revoked.";
    }
    return expiresAt != null && !now.isBefore(expiresAt) ? "The token has expired." : null;
  }
}
