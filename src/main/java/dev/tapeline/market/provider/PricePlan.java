package dev.tapeline.market.provider;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.TradingSession;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When the bars of a listing are asked for.
 *
 * <p>First a while after its exchange's close, when providers have them. Where the session's bar is
 * not there yet, or nothing could be had: after 15 minutes, doubled each time up to six hours, but
 * not later than after the next close. A tenth of each wait is added by chance, so that the
 * listings of an exchange are not asked for all at once.
 *
 * @param delay after the close
 * @param random for the tenth
 */
record PricePlan(Duration delay, RandomGenerator random) {
  private static final Duration FIRST_RETRY = Duration.ofMinutes(15);
  private static final Duration LONGEST_RETRY = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 10;
  private static final double SPREAD = 0.1;

  /** Listings of one exchange are spread over this after its close. */
  private static final Duration AFTER_CLOSE_SPREAD = Duration.ofMinutes(15);

  /** A symbol that nobody knows may be listed one day. */
  private static final Duration UNKNOWN = Duration.ofDays(7);

  PricePlan {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("tapeline.prices.delay must not be negative: " + delay);
    }
  }

  /**
   * The latest session whose bar providers should have by now.
   *
   * @param exchange empty for what follows no calendar that is known: then the last weekday that
   *     has ended everywhere
   */
  LocalDate expected(Optional<Exchange> exchange, Instant now) {
    return exchange.map(known -> expected(known, now)).orElseGet(() -> lastWeekday(now));
  }

  private LocalDate expected(Exchange exchange, Instant now) {
    LocalDate session = exchange.latestSessionOnOrBefore(now.atZone(exchange.zone()).toLocalDate());
    return due(exchange, session).isAfter(now) ? exchange.previousSession(session) : session;
  }

  private static LocalDate lastWeekday(Instant now) {
    LocalDate day = now.atZone(ZoneOffset.ofHours(-12)).toLocalDate().minusDays(1);
    while (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
      day = day.minusDays(1);
    }
    return day;
  }

  /** When to ask again with the expected bar in hand: after the next close. */
  Instant afterSuccess(Optional<Exchange> exchange, Instant now) {
    return nextClose(exchange, now).plus(share(AFTER_CLOSE_SPREAD, 1));
  }

  /**
   * When to ask again without it.
   *
   * @param tries how often in a row it was not there, this time included
   */
  Instant afterMiss(Optional<Exchange> exchange, Instant now, int tries) {
    Duration wait =
        FIRST_RETRY.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, tries - 1)));
    Instant again = now.plus(shorter(wait, LONGEST_RETRY));
    Instant close = nextClose(exchange, now);
    Instant next = close.isBefore(again) ? close : again;
    return next.plus(share(Duration.between(now, next), SPREAD));
  }

  /**
   * When to ask again where providers do not want to be asked.
   *
   * @param wait how long, or null where they do not say
   */
  Instant afterLimit(Instant now, @Nullable Duration wait) {
    Duration least = wait == null ? FIRST_RETRY : wait;
    return now.plus(least).plus(share(least.plusSeconds(10), SPREAD));
  }

  /** When to ask again for what nobody knows. */
  Instant afterUnknown(Instant now) {
    return now.plus(UNKNOWN).plus(share(UNKNOWN, SPREAD));
  }

  private Instant nextClose(Optional<Exchange> exchange, Instant now) {
    return exchange
        .map(known -> nextClose(known, now))
        .orElseGet(() -> now.plus(Duration.ofDays(1)));
  }

  private Instant nextClose(Exchange exchange, Instant now) {
    LocalDate session =
        exchange.earliestSessionOnOrAfter(now.atZone(exchange.zone()).toLocalDate().minusDays(1));
    while (!due(exchange, session).isAfter(now)) {
      session = exchange.nextSession(session);
    }
    return due(exchange, session);
  }

  private Instant due(Exchange exchange, LocalDate session) {
    return exchange.session(session).map(TradingSession::close).orElseThrow().plus(delay);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private Duration share(Duration of, double most) {
    return Duration.ofMillis((long) (of.toMillis() * most * random.nextDouble()));
  }
}
