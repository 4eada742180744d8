package dev.tapeline.app.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The tokens in the database: makes, finds, lists and revokes them. */
public final class ApiTokens {

  private static final int RANDOM_BYTES = 32;
  private static final String PREFIX = "tl_";
  private static final Pattern FORM = Pattern.compile("tl_[A-Za-z0-9_-]{43}");
  private static final Duration BETWEEN_USES_WRITTEN = Duration.ofMinutes(1);
  private static final String COLUMNS =
      "id, name, scopes, created_at, expires_at, last_used_at, revoked_at";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Those of a database. */
  public ApiTokens(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A token that was just made.
   *
   * @param token as it is listed
   * @param secret what its bearer shows; not to be had again
   */
  public record Made(ApiToken token, String secret) {

    @Override
    public String toString() {
      return "Made[token=" + token + "]"; // never the secret: this may end in a log
    }
  }

  /** Whether a text looks like a token of this kind, so that it is worth looking up. */
  public static boolean isForm(String text) {
    return FORM.matcher(text).matches();
  }

  /** Makes a token. */
  public Made create(TokenRequest request) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ApiToken token =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        insert into api_token (name, hash, scopes, created_at, expires_at)
                        values (:name, :hash, :scopes, :now, cast(:expiresAt as timestamptz))
                        returning %s
                        """
                            .formatted(COLUMNS))
                    .bind("name", request.name())
                    .bind("hash", hash(secret))
                    .bindArray(
                        "scopes",
                        String.class,
                        request.scopes().stream().distinct().sorted().map(Scope::toString).toList())
                    .bind("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
                    .bind("expiresAt", request.expiresAt())
                    .map((row, context) -> token(row))
                    .one());
    return new Made(token, secret);
  }

  /**
   * The token of a secret, whether it may still be used or not; empty where there is none. A use of
   * one that may be is written down, once a minute at most.
   */
  public Optional<ApiToken> use(String secret) {
    if (!isForm(secret)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return jdbi.withHandle(
        handle -> {
          Optional<ApiToken> found =
              handle
                  .createQuery("select " + COLUMNS + " from api_token where hash = :hash")
                  .bind("hash", hash(secret))
                  .map((row, context) -> token(row))
                  .findOne();
          found
              .filter(token -> token.objection(now) == null)
              .filter(token -> isWorthWriting(token.lastUsedAt(), now))
              .ifPresent(
                  token ->
                      handle.execute(
                          "update api_token set last_used_at = ? where id = ?", now, token.id()));
          return found;
        });
  }

  private static boolean isWorthWriting(@Nullable Instant last, Instant now) {
    return last == null || Duration.between(last, now).compareTo(BETWEEN_USES_WRITTEN) >= 0;
  }

  /**
   * Tokens in the order in which they were made, those among them that are not taken any more.
   *
   * @param after the last one of the page before, or null
   */
  public List<ApiToken> page(@Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select %s from api_token where id > :after order by id limit :limit"
                        .formatted(COLUMNS))
                .bind("after", after == null ? new UUID(0, 0) : after)
                .bind("limit", limit)
                .map((row, context) -> token(row))
                .list());
  }

  /** One token. */
  public Optional<ApiToken> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select " + COLUMNS + " from api_token where id = :id")
                .bind("id", id)
                .map((row, context) -> token(row))
                .findOne());
  }

  /** Has a token not taken any more; whether there is one. Revoking it again changes nothing. */
  public boolean revoke(UUID id) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update api_token set revoked_at = coalesce(revoked_at, :now) where id = :id")
                    .bind("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
                    .bind("id", id)
                    .execute())
        > 0;
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    String[] scopes = (String[]) row.getArray("scopes").getArray();
    return new ApiToken(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Arrays.stream(scopes).map(Scope::parse).toList(),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "expires_at"),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static byte[] hash(String secret) {
    return DigestUtils.sha256(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
