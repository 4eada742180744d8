package dev.tapeline.alert;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.exchange.TradingSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When what a rule matches is sent. */
public enum Delivery {
  /** At once. */
  IMMEDIATE,
  /** Together, at the full hour. */
  HOURLY,
  /** Together, when the session that could react to it has closed. */
  SESSION_END;

  /**
   * When something is to be sent.
   *
   * @param now when it was matched
   * @param at when it happened
   * @param mic the exchange whose session counts, or null: then at the end of the UTC day
   */
  Instant due(Instant now, Instant at, @Nullable String mic) {
    return switch (this) {
      case IMMEDIATE -> now;
      case HOURLY -> now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      case SESSION_END -> later(now, sessionEnd(at, mic));
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant sessionEnd(Instant at, @Nullable String mic) {
    Optional<Exchange> exchange = mic == null ? Optional.empty() : Exchanges.builtIn().find(mic);
    return exchange
        .flatMap(found -> close(found, at))
        .orElseGet(() -> at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
  }

  private static Optional<Instant> close(Exchange exchange, Instant at) {
    // A recorded move happens at its session's close, and waits for nothing.
    LocalDate day = LocalDate.ofInstant(at, exchange.zone());
    Optional<TradingSession> own = exchange.session(day);
    if (own.isPresent() && own.get().close().equals(at)) {
      return Optional.of(at);
    }
    return exchange
        .session(exchange.at(at).firstSessionThatCouldReact())
        .map(TradingSession::close);
  }
}
