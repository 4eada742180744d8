package dev.tapeline.app.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Answers requests that fail before anything has looked at them: HTTP/1.1 without a host or with
 * two, targets that are no path, heads that are too long. Left alone, the framework answers them
 * without a word.
 *
 * <p>What is no HTTP at all, has a head of more than 64 KiB, or an address that is no URI ({@code
 * %zz}) is refused by the server beneath with the status alone; nothing here gets to see it.
 */
@ApplicationScoped
class MalformedRequests {

  private static final int FIRST = Integer.MIN_VALUE;
  private static final int LONGEST_ADDRESS = 32 << 10;
  private static final int LONGEST_HEAD = 32 << 10;

  private static final EarlyRefusal NOT_WELL_FORMED =
      EarlyRefusal.of(
          400,
          "Bad Request",
          "The request is not well-formed: HTTP/1.1 needs one Host, and the target a path.");

  private static final Map<Integer, EarlyRefusal> REFUSALS =
      Map.of(
          400,
          NOT_WELL_FORMED,
          404,
          EarlyRefusal.of(
              404, "Not Found", "There is nothing at this path. /q/openapi lists what there is."));

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::check).failureHandler(this::answer);
    REFUSALS.forEach(
        (status, refusal) -> router.errorHandler(status, context -> answer(context, refusal)));
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.uri().length() > LONGEST_ADDRESS) {
      EarlyRefusal.of(
              414,
              "URI Too Long",
              "The address is longer than the %,d characters that are read."
                  .formatted(LONGEST_ADDRESS))
          .answer(context);
    } else if (lengthOfHead(request) > LONGEST_HEAD) {
      EarlyRefusal.of(
              431,
              "Request Header Fields Too Large",
              "The header fields are longer than the %,d characters that are read."
                  .formatted(LONGEST_HEAD))
          .answer(context);
    } else if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
      NOT_WELL_FORMED.answer(context);
    } else {
      context.next();
    }
  }

  private static int lengthOfHead(HttpServerRequest request) {
    int length = 0;
    for (Map.Entry<String, String> field : request.headers()) {
      length += field.getKey().length() + field.getValue().length();
    }
    return length;
  }

  private void answer(RoutingContext context) {
    EarlyRefusal refusal = REFUSALS.get(context.statusCode());
    if (refusal == null) {
      context.next();
    } else {
      answer(context, refusal);
    }
  }

  private static void answer(RoutingContext context, EarlyRefusal refusal) {
    if (context.response().headWritten()) {
      context.response().end();
    } else {
      refusal.answer(context);
    }
  }
}
