package dev.tapeline.market.provider;

import dev.tapeline.market.PriceSeries;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.faulttolerance.api.RateLimitType;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is asked with care: only so many times a minute; again after growing and
 * scattered pauses where nobody answered; and for a while not at all where that happens again and
 * again. What a provider refuses or does not know is not asked again at once.
 */
final class GuardedProvider implements BarProvider {
  /** Of the last asks, so many have to have failed before the provider is left alone. */
  private static final int LAST_ASKS = 6;

  private static final double TOO_MANY_FAILED = 0.8;
  private static final int FACTOR = 2;

  private final BarProvider provider;
  private final int perMinute;
  private final TypedGuard<BarAnswer> guard;

  /**
   * @param perMinute how often it may be asked
   */
  GuardedProvider(BarProvider provider, int perMinute, PricesConfig config) {
    this(provider, perMinute, config.retries(), config.retryPause(), config.breakerPause());
  }

  GuardedProvider(
      BarProvider provider,
      int perMinute,
      int retries,
      Duration retryPause,
      Duration breakerPause) {
    this.provider = provider;
    this.perMinute = perMinute;
    this.guard =
        TypedGuard.create(BarAnswer.class)
            .withDescription("prices of " + provider.name())
            .withRateLimit()
            .limit(perMinute)
            .window(1, ChronoUnit.MINUTES)
            .type(RateLimitType.ROLLING)
            .done()
            .withCircuitBreaker()
            .requestVolumeThreshold(LAST_ASKS)
            .failureRatio(TOO_MANY_FAILED)
            .delay(breakerPause.toMillis(), ChronoUnit.MILLIS)
            .failOn(NobodyAnsweredException.class)
            .done()
            .withRetry()
            .maxRetries(retries)
            .delay(retryPause.toMillis(), ChronoUnit.MILLIS)
            .jitter(retryPause.toMillis() / 2, ChronoUnit.MILLIS)
            .retryOn(NobodyAnsweredException.class)
            .withExponentialBackoff()
            .factor(FACTOR)
            .done()
            .done()
            .build();
  }

  /** A passing failure, as the guard counts it. */
  private static final class NobodyAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient BarAnswer.Failed answer;

    NobodyAnsweredException(BarAnswer.Failed answer) {
      super(answer.reason());
      this.answer = answer;
    }
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    return provider.symbol(series);
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    try {
      return guard.get(() -> askOnce(symbol, from, to));
    } catch (NobodyAnsweredException e) {
      return e.answer;
    } catch (RateLimitException e) {
      return new BarAnswer.Limited(
          String.format(
              Locale.ROOT, "%s is asked at most %d times a minute", provider.name(), perMinute),
          Duration.ofMillis(Math.max(0, e.getRetryAfterMillis())));
    } catch (CircuitBreakerOpenException e) {
      return new BarAnswer.Failed(
          provider.name() + " did not answer again and again, and is left alone for a while",
          false);
    }
  }

  private BarAnswer askOnce(String symbol, LocalDate from, LocalDate to) {
    BarAnswer answer = provider.ask(symbol, from, to);
    if (answer instanceof BarAnswer.Failed failed && failed.passing()) {
      throw new NobodyAnsweredException(failed);
    }
    return answer;
  }
}
