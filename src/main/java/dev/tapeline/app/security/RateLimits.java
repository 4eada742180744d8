package dev.tapeline.app.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many requests a caller may send, with the fields that say so
 * (draft-ietf-httpapi-ratelimit-headers):
 *
 * <pre>
 * RateLimit-Policy: "requests";q=6000;w=60
 * RateLimit: "requests";r=5999;t=1
 * </pre>
 *
 * <p>Each process counts for itself.
 */
final class RateLimits {
  private static final int MOST_CALLERS = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String POLICY = "\"requests\";q=%d;w=%d";
  private static final String LEFT = "\"requests\";r=%d;t=%d";

  private final long requests;

  /** Whoever has not been seen for longest makes room. */
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  /**
   * A limit.
   *
   * @param requests a minute and caller; a burst may be as large
   */
  RateLimits(long requests) {
    this.requests = requests;
  }

  /**
   * Counts a request.
   *
   * @param caller a token's or an address' name
   * @param response gets the fields that tell what is left
   * @return how many seconds to wait before the next try; 0 where this one may go on
   */
  long count(String caller, HttpServerResponse response) {
    ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
    response.putHeader("RateLimit-Policy", POLICY.formatted(requests, WINDOW.toSeconds()));
    response.putHeader(
        "RateLimit",
        LEFT.formatted(probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
    return probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(String caller) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          caller,
          name ->
              Bucket.builder()
                  .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, WINDOW))
                  .build());
    }
  }

  private static long seconds(long nanos) {
    long whole = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return TimeUnit.SECONDS.toNanos(whole) < nanos ? whole + 1 : whole;
  }
}
