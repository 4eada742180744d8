package dev.tapeline.app.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too large, or compressed, before anything reads them.
 *
 * <p>The server itself would cut the connection while the client is still sending, which most
 * clients report as a broken pipe. Up to a limit the rest is read and thrown away, so that they get
 * to see the answer.
 */
@ApplicationScoped
class BodyLimit {

  // Above all other filters: what is refused here should cost nothing.
  private static final int PRIORITY = 1_000;
  private static final long READ_AND_THROWN_AWAY = 256L << 20;
  private static final long PATIENCE_MILLIS = 5_000;

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
    long length = length(request);
    if (length > limit) {
      refuse(
          context,
          413,
          "Content Too Large",
          "The body has %d bytes; at most %d are read.".formatted(length, limit),
          length <= READ_AND_THROWN_AWAY);
      return;
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      refuse(
          context,
          415,
          "Unsupported Media Type",
          "Bodies are read uncompressed; Content-Encoding must be absent.",
          length <= READ_AND_THROWN_AWAY);
      return;
    }
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      // How long it is shows only while it is read.
      counting.handle(context);
    } else {
      context.next();
    }
  }

  private static long length(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static void refuse(
      RoutingContext context, int status, String title, String detail, boolean drain) {
    HttpServerRequest request = context.request();
    Runnable answer = () -> answer(context, status, title, detail);
    // Who asks first (Expect: 100-continue) has not begun to send.
    if (drain && !request.headers().contains(HttpHeaders.EXPECT)) {
      long patience = context.vertx().setTimer(PATIENCE_MILLIS, timer -> answer.run());
      request.handler(bytes -> {});
      request.endHandler(
          end -> {
            if (context.vertx().cancelTimer(patience)) {
              answer.run();
            }
          });
      request.resume();
    } else {
      answer.run();
    }
  }

  private static void answer(RoutingContext context, int status, String title, String detail) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
          .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
          .end(problem(context, status, title, detail));
    }
  }

  private static String problem(RoutingContext context, int status, String title, String detail) {
    return new JsonObject()
        .put("status", status)
        .put("title", title)
        .put("detail", detail)
        .put("instance", context.request().path())
        .encode();
  }
}
