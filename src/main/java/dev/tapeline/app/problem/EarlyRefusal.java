package dev.tapeline.app.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * A problem found before any resource is asked: its answer, and what becomes of the body that the
 * client is still sending.
 *
 * <p>To answer and cut the connection while the client sends looks like a broken pipe to most
 * clients. So the rest is read and thrown away first, within bounds.
 *
 * @param status the HTTP status
 * @param title its name
 * @param detail a sentence for a person
 */
public record EarlyRefusal(int status, String title, String detail) {

  private static final long READ_AND_THROWN_AWAY = 256L << 20;
  private static final long PATIENCE_MILLIS = 5_000;

  /** A refusal, for example of a request without a token. */
  public static EarlyRefusal of(int status, String title, String detail) {
    return new EarlyRefusal(status, title, detail);
  }

  /** Answers with it. */
  public void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.isEnded()) {
      end(context);
    } else if (isWorthReading(request)) {
      long patience = context.vertx().setTimer(PATIENCE_MILLIS, timer -> cut(context));
      request.handler(bytes -> {});
      request.endHandler(
          ended -> {
            if (context.vertx().cancelTimer(patience)) {
              end(context);
            }
          });
      request.resume();
    } else {
      cut(context);
    }
  }

  // Who asks first (Expect: 100-continue) has not begun to send, and need not.
  private static boolean isWorthReading(HttpServerRequest request) {
    return length(request) <= READ_AND_THROWN_AWAY
        && !request.headers().contains(HttpHeaders.EXPECT);
  }

  /** The length of a request's body as the client says it, or 0 where it does not. */
  static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void cut(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    end(context);
  }

  private void end(RoutingContext context) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
          .end(body(context));
    }
  }

  private String body(RoutingContext context) {
    return new JsonObject()
        .put("status", status)
        .put("title", title)
        .put("detail", detail)
        .put("instance", context.request().path())
        .encode();
  }
}
