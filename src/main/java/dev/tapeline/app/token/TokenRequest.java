package dev.tapeline.app.token;

import dev.tapeline.rest.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who wants a token says of it, checked.
 *
 * @param name what it is for, 1 to 200 characters
 * @param scopes at least one
 * @param expiresAt in the future, or null for never
 */
public record TokenRequest(String name, List<Scope> scopes, @Nullable Instant expiresAt) {
  private static final int LONGEST_NAME = 200;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  public TokenRequest {
    scopes = List.copyOf(scopes);
  }

  /**
   * Checks what was said.
   *
   * @param expiresAt a date ({@code 2027-01-01}, its first moment in UTC), an instant, a period
   *     from now ({@code P90D}), or null for never
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, naming the field and what is allowed
   */
  public static TokenRequest of(
      @Nullable String name,
      @Nullable List<@Nullable Scope> scopes,
      @Nullable String expiresAt,
      Instant now) {
    String stripped = name == null ? "" : name.strip();
    if (stripped.isEmpty()
        || stripped.length() > LONGEST_NAME
        || stripped.codePoints().anyMatch(Character::isISOControl)) {
      throw Refusal.badParameter(
          "name", stripped, "a text of 1 to %d characters".formatted(LONGEST_NAME));
    }
    List<Scope> known =
        scopes == null ? List.of() : scopes.stream().filter(Objects::nonNull).toList();
    if (scopes == null || known.isEmpty() || known.size() < scopes.size()) {
      throw Refusal.badParameter("scopes", "", "some of read, write, admin");
    }
    return new TokenRequest(
        stripped, known, expiresAt == null ? null : expiry(expiresAt.strip(), now));
  }

  private static Instant expiry(String text, Instant now) {
    Instant read = instant(text, now);
    if (read == null || !read.isAfter(now) || read.isAfter(LATEST)) {
      throw Refusal.badParameter(
          "expiresAt", text, "a date (2027-01-01), an instant or a period (P90D) in the future");
    }
    return read;
  }

  private static @Nullable Instant instant(String text, Instant now) {
    try {
      if (text.startsWith("P")) {
        return now.atOffset(ZoneOffset.UTC).plus(Period.parse(text)).toInstant();
      }
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      return null; // refused by the caller
    }
  }
}
