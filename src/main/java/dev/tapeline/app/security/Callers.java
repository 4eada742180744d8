package dev.tapeline.app.security;

import dev.tapeline.app.token.ApiToken;
import dev.tapeline.app.token.ApiTokens;
import dev.tapeline.app.token.Scope;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a request's {@code Authorization} who sent it: the admin token, an API token, or,
 * where OpenID Connect is configured, an access token whose roles name scopes.
 */
@ApplicationScoped
class Callers {

  // RFC 6750, section 2.1; the scheme's name in any case, by RFC 9110.
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");
  // RFC 7617, section 2.
  private static final Pattern BASIC = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+=*) *");
  private static final String ROLE = "tapeline-";

  private final ApiTokens tokens;
  private final InstantSource clock;
  private final boolean oidc;
  private final Instance<HttpAuthenticator> authenticator;

  Callers(
      ApiTokens tokens,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean oidc,
      Instance<HttpAuthenticator> authenticator) {
    this.tokens = tokens;
    this.clock = clock;
    this.oidc = oidc;
    this.authenticator = authenticator;
  }

  /** A request's token cannot be taken; the message says why. */
  static final class NotTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotTakenException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Who sent a request.
   *
   * @param admin the token that may do everything
   * @return empty where no token was shown; fails with {@link NotTakenException}
   */
  Future<Optional<Caller>> of(RoutingContext request, AdminToken admin) {
    @Nullable String authorization = request.request().getHeader("Authorization");
    String token = token(authorization == null ? "" : authorization);
    if (token == null) {
      return Future.succeededFuture(Optional.empty());
    }
    if (admin.is(token)) {
      return Future.succeededFuture(Optional.of(new Caller("admin", Scope.ADMIN)));
    }
    if (ApiTokens.isForm(token)) {
      return request.vertx().executeBlocking(() -> Optional.of(byToken(token)), false);
    }
    return oidc ? byOidc(request) : Future.failedFuture(unknown());
  }

  // Feed readers, calendars and spreadsheets know names and passwords alone: there the token is the
  // password, and the name whatever they like.
  private static @Nullable String token(String authorization) {
    Matcher bearer = BEARER.matcher(authorization);
    if (bearer.matches()) {
      return bearer.group(1);
    }
    Matcher basic = BASIC.matcher(authorization);
    if (!basic.matches()) {
      return null;
    }
    try {
      String both = new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
      return both.indexOf(':') < 0 ? null : both.substring(both.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return null; // not Base64
    }
  }

  private Caller byToken(String secret) {
    ApiToken token = tokens.use(secret).orElseThrow(Callers::unknown);
    String objection = token.objection(clock.instant());
    if (objection != null) {
      throw new NotTakenException(objection);
    }
    return new Caller("token:%s (%s)".formatted(token.name(), token.id()), token.scope());
  }

  private Future<Optional<Caller>> byOidc(RoutingContext request) {
    Promise<Optional<Caller>> caller = Promise.promise();
    authenticator
        .get()
        .attemptAuthentication(request)
        .subscribe()
        .with(
            identity -> {
              try {
                caller.complete(Optional.of(byRoles(identity)));
              } catch (NotTakenException e) {
                caller.fail(e);
              }
            },
            failure -> caller.fail(unknown()));
    return caller.future();
  }

  private static Caller byRoles(@Nullable SecurityIdentity identity) {
    if (identity == null || identity.isAnonymous()) {
      throw unknown();
    }
    String name = "oidc:" + identity.getPrincipal().getName();
    for (Scope scope : new Scope[] {Scope.ADMIN, Scope.WRITE, Scope.READ}) {
      if (identity.hasRole(ROLE + scope)) {
        return new Caller(name, scope);
      }
    }
    throw new NotTakenException(
        "The access token has none of the roles tapeline-read, tapeline-write, tapeline-admin.");
  }

  private static NotTakenException unknown() {
    return new NotTakenException("The token of Authorization: Bearer TOKEN is not known.");
  }
}
