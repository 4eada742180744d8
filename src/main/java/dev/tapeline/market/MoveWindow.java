package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time in which news could have caused a move: from the close of the session before, whose
 * prices could no longer react, up to this session's close. News at the very moment of a close
 * belongs to the next session.
 *
 * <p>For Hong Kong's 19 October 2021 that is from Monday 16:00 to Tuesday 16:00 there. After a
 * weekend, a holiday or a suspension it begins at the last close before it.
 *
 * @param from the close of the session that the move is measured against, inclusive
 * @param open when the session opened, or null where the calendar does not know the session
 * @param close this session's close, exclusive
 */
record MoveWindow(Instant from, @org.jspecify.annotations.Nullable Instant open, Instant close) {

  /** News that tells the move itself is published up to so long after the close. */
  static final Duration TOLD_WITHIN = Duration.ofDays(4);

  /** The window of a move. */
  static MoveWindow of(Optional<Exchange> exchange, LocalDate previous, LocalDate session) {
    return new MoveWindow(
        close(exchange, previous),
        exchange.flatMap(e -> e.session(session)).map(TradingSession::open).orElse(null),
        close(exchange, session));
  }

  /** When a session closed; for one that the calendar does not know, its day's last moment. */
  static Instant close(Optional<Exchange> exchange, LocalDate session) {
    ZoneId zone = exchange.map(Exchange::zone).orElse(ZoneOffset.UTC);
    return exchange
        .flatMap(e -> e.session(session))
        .map(TradingSession::close)
        .orElseGet(() -> session.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant());
  }

  /** Whether what was told at an instant could have caused the move. */
  boolean holds(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(close);
  }

  /** Until when reports of the move itself are looked for. */
  Instant until() {
    return close.plus(TOLD_WITHIN);
  }
}
