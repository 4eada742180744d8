package dev.tapeline.app.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses bodies that are too large, or compressed, before anything reads them. */
@ApplicationScoped
class BodyLimit {

  private static final int PRIORITY = 1_000;

  private final long limit;
  private final BodyHandler counting;

  BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    this.limit = limit.asLongValue();
    this.counting = BodyHandler.create(false).setBodyLimit(this.limit);
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    long length = EarlyRefusal.length(request);
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (length > limit) {
      EarlyRefusal.of(
              413,
              "Content Too Large",
              "The body has %d bytes; at most %d are read.".formatted(length, limit))
          .answer(context);
    } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      EarlyRefusal.of(
              415,
              "Unsupported Media Type",
              "Bodies are read uncompressed; Content-Encoding must be absent.")
          .answer(context);
    } else if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      counting.handle(context); // how long it is shows only while it is read
    } else {
      context.next();
    }
  }
}
