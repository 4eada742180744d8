package dev.tapeline.app.security;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.problem.EarlyRefusal;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stands before everything that answers, and lets nobody through who may not. */
@ApplicationScoped
class SecurityFilter {

  private static final Logger LOG = Logger.getLogger(SecurityFilter.class);
  // Before the limits of bodies, which say more than a stranger needs to know.
  private static final int PRIORITY = 2_000;
  // RFC 6750, section 2.1; the scheme's name in any case, by RFC 9110.
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");
  private static final String API = "/api/";

  private final AdminToken token;
  private final AccessRules rules;
  private final AllowedHosts hosts;

  SecurityFilter(
      @ConfigProperty(name = "tapeline.data-dir") Path dataDirectory,
      @ConfigProperty(name = "tapeline.admin-token") Optional<String> adminToken,
      @ConfigProperty(name = "tapeline.public-url") Optional<String> publicUrl,
      @ConfigProperty(name = "tapeline.http.hosts") Optional<List<String>> hosts,
      @ConfigProperty(name = "tapeline.http.open-reads") Optional<Boolean> openReads,
      @ConfigProperty(name = "quarkus.http.host") String listening) {
    boolean onLoopback = NetworkExposure.isLoopback(listening);
    this.token = AdminToken.of(adminToken, DataDirectory.of(dataDirectory));
    this.rules = new AccessRules(openReads.orElse(onLoopback));
    this.hosts = AllowedHosts.of(listening, publicUrl, hosts.orElse(List.of()));
    NetworkExposure.objection(listening, adminToken)
        .ifPresent(
            objection -> {
              throw new IllegalStateException("Tapeline cannot start: " + objection);
            });
  }

  void tellWhereTheTokenLies(@Observes StartupEvent started) {
    LOG.infof(
        "Writes%s need the admin token, which %s",
        rules.readsAreOpen() ? "" : " and reads", token.origin());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    addHeaders(context);
    HostAndPort authority = request.authority();
    String host = authority == null ? null : authority.host();
    if (!hosts.allow(host)) {
      EarlyRefusal.of(
              403,
              "Forbidden",
              "This service is not known as %s. The configuration tapeline.http.hosts lists further names."
                  .formatted(host == null ? "nothing" : host))
          .answer(context);
      return;
    }
    String path = context.normalizedPath();
    Set<String> parameters;
    try {
      parameters = context.queryParams().names();
    } catch (RuntimeException e) {
      EarlyRefusal.of(
              400,
              "Bad Request",
              "The address' query is not UTF-8, percent-encoded where it must be.")
          .answer(context);
      return;
    }
    if (!rules.needToken(request.method().name(), path) && !AccessRules.isPrivate(parameters)) {
      context.next();
      return;
    }
    checkToken(context, request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  private void checkToken(RoutingContext context, @Nullable String authorization) {
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
    if (!bearer.matches()) {
      challenge(context, "", "This needs the admin token: Authorization: Bearer TOKEN.");
    } else if (token.is(bearer.group(1))) {
      context.next();
    } else {
      challenge(context, ", error=\"invalid_token\"", "The token is not the admin token.");
    }
  }

  private static void challenge(RoutingContext context, String error, String detail) {
    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"tapeline\"" + error);
    EarlyRefusal.of(401, "Unauthorized", detail).answer(context);
  }

  private static void addHeaders(RoutingContext context) {
    boolean forPrograms = context.normalizedPath().startsWith(API);
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader(
            "Content-Security-Policy",
            forPrograms
                ? "default-src 'none'; frame-ancestors 'none'"
                // Swagger UI's page starts itself by a script within it.
                : "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'");
  }
}
