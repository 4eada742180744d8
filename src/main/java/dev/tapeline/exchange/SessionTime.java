package dev.tapeline.exchange;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an instant means to an exchange.
 *
 * <p>News at 17:00 in Hong Kong on Friday, 15 October 2021 comes {@link Phase#AFTER_CLOSE} of that
 * day's session, and the first session that could react is Monday the 18th.
 *
 * @param instant the instant asked about
 * @param localDate its date in the exchange's zone
 * @param phase where it lies in the day
 * @param session that day's session, or null where the day has none
 * @param firstSessionThatCouldReact the day itself before or during trading, else the next session
 * @param calendarKnown whether the calendar is complete from the day to that session
 */
public record SessionTime(
    Instant instant,
    LocalDate localDate,
    Phase phase,
    @Nullable TradingSession session,
    LocalDate firstSessionThatCouldReact,
    boolean calendarKnown) {

  /** The parts of a day. */
  public enum Phase {
    /** On a trading day, before the open. */
    BEFORE_OPEN,
    /** During trading. */
    OPEN,
    /** In the break at midday. */
    LUNCH,
    /** On a trading day, at the close or later. */
    AFTER_CLOSE,
    /** On a day without trading. */
    NO_SESSION
  }
}
