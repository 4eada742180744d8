package dev.tapeline.app.security;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.problem.EarlyRefusal;
import dev.tapeline.app.token.Scope;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stands before everything that answers, and lets nobody through who may not. */
@ApplicationScoped
class SecurityFilter {

  private static final Logger LOG = Logger.getLogger(SecurityFilter.class);
  // Before the limits of bodies, which say more than a stranger needs to know.
  private static final int PRIORITY = 2_000;
  private static final String API = "/api/";
  private static final String HEALTH = "/q/health";

  /** Of each caller, where the service listens on a network and nothing else is said. */
  private static final int REQUESTS_PER_MINUTE = 6_000;

  private final AdminToken token;
  private final AccessRules rules;
  private final AllowedHosts hosts;
  private final Callers callers;
  private final @Nullable RateLimits limits;
  private final LastingRequests lasting;

  SecurityFilter(
      @ConfigProperty(name = "tapeline.data-dir") Path dataDirectory,
      @ConfigProperty(name = "tapeline.admin-token") Optional<String> adminToken,
      @ConfigProperty(name = "tapeline.public-url") Optional<String> publicUrl,
      @ConfigProperty(name = "tapeline.http.hosts") Optional<List<String>> hosts,
      @ConfigProperty(name = "tapeline.http.open-reads") Optional<Boolean> openReads,
      @ConfigProperty(name = "tapeline.rate-limit.requests-per-minute") Optional<Integer> rate,
      @ConfigProperty(name = "quarkus.http.host") String listening,
      Callers callers,
      LastingRequests lasting) {
    boolean onLoopback = NetworkExposure.isLoopback(listening);
    this.token = AdminToken.of(adminToken, DataDirectory.of(dataDirectory));
    this.rules = new AccessRules(openReads.orElse(onLoopback));
    int requests = rate.orElse(onLoopback ? 0 : REQUESTS_PER_MINUTE);
    this.limits = requests > 0 ? new RateLimits(requests) : null;
    this.callers = callers;
    this.lasting = lasting;
    this.hosts = AllowedHosts.of(listening, publicUrl, hosts.orElse(List.of()));
    NetworkExposure.objection(listening, adminToken)
        .ifPresent(
            objection -> {
              throw new IllegalStateException("Tapeline cannot start: " + objection);
            });
  }

  void tellWhereTheTokenLies(@Observes StartupEvent started) {
    LOG.infof(
        "Writes%s need a token. The admin token %s",
        rules.readsAreOpen() ? "" : " and reads", token.origin());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
    lasting.askBy(request -> callers.of(request, token));
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
    String method = request.method().name();
    Scope needed = rules.needed(method, context.normalizedPath(), parameters);
    if (needed == null || isPreflight(request)) {
      goOn(context, null);
    } else {
      admit(context, needed);
    }
  }

  // What a browser asks before a request from another origin: it never shows a token, and the
  // answer says only what the configuration of CORS says.
  private static boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains("Access-Control-Request-Method");
  }

  private void admit(RoutingContext context, Scope needed) {
    HttpServerRequest request = context.request();
    request.pause(); // looking a token up takes time, and the body must wait for its reader
    callers
        .of(context, token)
        .onComplete(
            found -> {
              request.resume();
              if (found.failed()) {
                notTaken(context, found.cause());
              } else if (found.result().isEmpty()) {
                challenge(
                    context,
                    401,
                    "",
                    "This needs a token of the scope %s: Authorization: Bearer TOKEN."
                        .formatted(needed));
              } else {
                admit(context, needed, found.result().get());
              }
            });
  }

  private void admit(RoutingContext context, Scope needed, Caller caller) {
    if (caller.scope().holds(needed)) {
      caller.standBehind(context);
      lasting.admitted(context);
      goOn(context, caller);
    } else {
      challenge(
          context,
          403,
          ", error=\"insufficient_scope\", scope=\"%s\"".formatted(needed),
          "This needs a token of the scope %s; this one has %s.".formatted(needed, caller.scope()));
    }
  }

  private void notTaken(RoutingContext context, Throwable reason) {
    if (reason instanceof Callers.NotTakenException) {
      challenge(context, 401, ", error=\"invalid_token\"", String.valueOf(reason.getMessage()));
      return;
    }
    LOG.error("A token could not be looked up", reason);
    EarlyRefusal.of(
            503, "Service Unavailable", "The token could not be looked up. Its log tells why.")
        .answer(context);
  }

  private void goOn(RoutingContext context, @Nullable Caller caller) {
    if (isWithinLimits(context, caller)) {
      context.next();
    }
  }

  private void challenge(RoutingContext context, int status, String error, String detail) {
    if (isWithinLimits(context, null)) { // guessing counts too
      context.response().putHeader("WWW-Authenticate", "Bearer realm=\"tapeline\"" + error);
      EarlyRefusal.of(status, status == 401 ? "Unauthorized" : "Forbidden", detail).answer(context);
    }
  }

  private boolean isWithinLimits(RoutingContext context, @Nullable Caller caller) {
    if (limits == null || context.normalizedPath().startsWith(HEALTH)) {
      return true;
    }
    String name = caller != null ? caller.name() : context.request().remoteAddress().hostAddress();
    long wait = limits.count(String.valueOf(name), context.response());
    if (wait > 0) {
      context.response().putHeader("Retry-After", String.valueOf(wait));
      EarlyRefusal.of(
              429, "Too Many Requests", "Too many requests. Try again in %d s.".formatted(wait))
          .answer(context);
    }
    return wait == 0;
  }

  private static void addHeaders(RoutingContext context) {
    context.addHeadersEndHandler(sent -> addVary(context.response().headers()));
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

  // What shapes an answer beside its address: the type, and whether it is compressed.
  private static void addVary(MultiMap headers) {
    if (!headers.contains("Vary")) {
      headers.set("Vary", "accept, accept-encoding");
      return;
    }
    Set<String> names = new LinkedHashSet<>(List.of("accept", "accept-encoding"));
    headers
        .getAll("Vary")
        .forEach(
            value ->
                Stream.of(value.split(",", -1))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .forEach(names::add));
    headers.set("Vary", String.join(", ", names));
  }
}
