package dev.tapeline.app.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Requests with a token that are still answered, as streams are for hours. Their tokens are asked
 * about again from time to time, one question for all requests of a token; the answers to one that
 * is not taken any more are cut off, whichever process or command has revoked it.
 */
@ApplicationScoped
class LastingRequests {
  private final Set<RoutingContext> open = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final Duration every;

  LastingRequests(
      Vertx vertx,
      @ConfigProperty(name = "tapeline.http.recheck-tokens", defaultValue = "10s") Duration every) {
    this.vertx = vertx;
    this.every = every;
  }

  /**
   * Begins to ask.
   *
   * @param ask who sent a request; fails with {@link Callers.NotTakenException}
   */
  void askBy(Function<RoutingContext, ? extends Future<?>> ask) {
    vertx.setPeriodic(every.toMillis(), timer -> byToken().forEach(same -> check(same, ask)));
  }

  /** A request was admitted by its token. */
  void admitted(RoutingContext request) {
    open.add(request);
    request.addEndHandler(ended -> open.remove(request));
  }

  private Iterable<List<RoutingContext>> byToken() {
    Map<String, List<RoutingContext>> byToken = new HashMap<>();
    for (RoutingContext request : open) {
      String token = String.valueOf(request.request().getHeader(HttpHeaders.AUTHORIZATION));
      byToken.computeIfAbsent(token, any -> new ArrayList<>()).add(request);
    }
    return byToken.values();
  }

  private static void check(
      List<RoutingContext> ofOneToken, Function<RoutingContext, ? extends Future<?>> ask) {
    ask.apply(ofOneToken.get(0))
        .onFailure(
            reason -> {
              // A database that cannot be asked now is no reason to cut anybody off.
              if (reason instanceof Callers.NotTakenException) {
                ofOneToken.forEach(request -> request.response().reset());
              }
            });
  }
}
