package dev.tapeline.market.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.fetch.FetchRequest;
import dev.tapeline.fetch.Fetched;
import dev.tapeline.fetch.Fetched.Why;
import dev.tapeline.fetch.Fetcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks one provider over HTTP, and says in one way what went wrong. */
final class ProviderHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCEPT_JSON = "application/json";
  private static final String ACCEPT_CSV = "text/csv, text/plain, */*;q=0.5";

  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERRORS = 500;

  private final String provider;
  private final Fetcher fetcher;
  private final URI base;
  private final @Nullable ApiKey key;

  /**
   * @param provider as errors call it: {@code Tiingo}
   * @param base what paths are put behind, without a slash at its end
   * @param key null where there is none
   */
  ProviderHttp(String provider, Fetcher fetcher, URI base, @Nullable ApiKey key) {
    this.provider = provider;
    this.fetcher = fetcher;
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.key = key;
  }

  Optional<ApiKey> key() {
    return Optional.ofNullable(key);
  }

  /** A sentence about this provider without its key: "Tiingo answers 500 (its error)". */
  String says(String what) {
    String text = provider + " " + what;
    return key == null ? ApiKey.cut(text) : key.hiddenIn(text);
  }

  /** Asks for JSON and reads it. */
  BarAnswer json(String path, Map<String, String> headers, Function<JsonNode, BarAnswer> reading) {
    return get(
        path,
        ACCEPT_JSON,
        headers,
        body -> {
          try {
            return reading.apply(JSON.readTree(body));
          } catch (JsonProcessingException e) {
            return new BarAnswer.Failed(says("answers no JSON but: " + start(body)), false);
          }
        });
  }

  /** Asks for text and reads it. */
  BarAnswer text(String path, Function<String, BarAnswer> reading) {
    return get(path, ACCEPT_CSV, Map.of(), reading);
  }

  private BarAnswer get(
      String path,
      String accept,
      Map<String, String> headers,
      Function<String, BarAnswer> reading) {
    URI url = URI.create(base + path);
    Fetched fetched =
        fetcher.fetch(FetchRequest.data(url, accept, headers, key == null ? null : key.value()));
    if (fetched instanceof Fetched.Body body) {
      return read(new String(body.body(), StandardCharsets.UTF_8), reading);
    }
    return fetched instanceof Fetched.Failed failed
        ? noBars(failed)
        : new BarAnswer.Failed(says("says that this address is gone for good"), false);
  }

  private BarAnswer read(String body, Function<String, BarAnswer> reading) {
    try {
      return reading.apply(body);
    } catch (DateTimeException | IllegalArgumentException e) {
      return new BarAnswer.Failed(says("answers what cannot be read: " + e.getMessage()), false);
    }
  }

  private BarAnswer noBars(Fetched.Failed failed) {
    String reason = says(failed.reason());
    return switch (failed.status()) {
      case UNAUTHORIZED, FORBIDDEN ->
          new BarAnswer.Rejected(
              key == null ? reason + "; no key is configured" : reason + "; it refuses the key");
      case NOT_FOUND -> new BarAnswer.Unknown(reason);
      case PAYMENT_REQUIRED, TOO_MANY -> new BarAnswer.Limited(reason, failed.retryAfter());
      default ->
          new BarAnswer.Failed(
              reason, failed.why() == Why.NO_ANSWER || failed.status() >= SERVER_ERRORS);
    };
  }

  private static String start(String body) {
    String text = body.strip();
    return text.isEmpty() ? "nothing" : text.substring(0, Math.min(120, text.length()));
  }
}
