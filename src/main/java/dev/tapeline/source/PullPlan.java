package dev.tapeline.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a source is asked next.
 *
 * <p>After a good pull: half of the gap that its items usually have, so that news waits for less
 * than that; not sooner than the publisher asks for (RSS's {@code ttl}, {@code Cache-Control}), and
 * within the limits that are configured. After failures: the shortest interval, doubled with each,
 * up to the longest; not sooner than a {@code Retry-After}. A tenth is added by chance, so that
 * sources added together are not asked together for ever.
 *
 * @param min the shortest interval
 * @param max the longest interval
 */
record PullPlan(Duration min, Duration max, RandomGenerator random) {
  /** For a feed that does not show how often it publishes. */
  private static final Duration UNKNOWN = Duration.ofMinutes(30);

  /** The latest items show the rate of today, not of the year before. */
  private static final int LATEST = 20;

  /** A server that asks to be left alone for longer is asked all the same. */
  private static final Duration LONGEST_RETRY = Duration.ofDays(2);

  PullPlan {
    if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tapeline.pull.min-interval (%s) must be positive and at most max-interval (%s)",
              min,
              max));
    }
  }

  /** The plan that is configured. */
  static PullPlan of(PullConfig config) {
    return new PullPlan(config.minInterval(), config.maxInterval(), RandomGenerator.getDefault());
  }

  /**
   * When to ask again after a good pull.
   *
   * @param gap as {@link #gap} gives it, or null
   * @param asked what the publisher asks readers to wait, or null
   */
  Instant afterSuccess(Instant now, @Nullable Duration gap, @Nullable Duration asked) {
    Duration wait = gap == null ? UNKNOWN : gap.dividedBy(2);
    if (asked != null && asked.compareTo(wait) > 0) {
      wait = asked;
    }
    return now.plus(spread(clamped(wait)));
  }

  /**
   * When to ask again after failures.
   *
   * @param failures how many in a row, this one included
   * @param retryAfter what the server asks for, or null
   */
  Instant afterFailure(Instant now, int failures, @Nullable Duration retryAfter) {
    Duration wait = clamped(min.multipliedBy(1L << Math.min(20, Math.max(0, failures - 1))));
    if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
      wait = retryAfter.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retryAfter;
    }
    return now.plus(spread(wait));
  }

  /** The median gap between the latest of these instants; null where fewer than three differ. */
  static @Nullable Duration gap(List<@Nullable Instant> published) {
    List<Instant> latest =
        published.stream()
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .limit(LATEST)
            .toList();
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < latest.size(); i++) {
      gaps.add(Duration.between(latest.get(i), latest.get(i - 1)));
    }
    if (gaps.size() < 2) {
      return null;
    }
    gaps.sort(Comparator.naturalOrder());
    return gaps.get(gaps.size() / 2);
  }

  private Duration clamped(Duration wait) {
    if (wait.compareTo(min) < 0) {
      return min;
    }
    return wait.compareTo(max) > 0 ? max : wait;
  }

  private Duration spread(Duration wait) {
    return wait.plusMillis((long) (wait.toMillis() * 0.1 * random.nextDouble()));
  }
}
