package dev.tapeline.exchange;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A trading day of an exchange, such as Hong Kong's 19 October 2021, 01:30 to 08:00 UTC.
 *
 * @param date the day in the exchange's own zone
 * @param open when continuous trading starts
 * @param close when it ends
 * @param lunchStart when the midday break starts, or null where there is none that day
 * @param lunchEnd when it ends, null exactly where {@code lunchStart} is
 * @param halfDay whether the exchange closes early, as New York at 13:00 after Thanksgiving
 * @param calendarKnown whether the exchange's calendar is complete for this day; where it is not,
 *     the day may turn out to be a holiday
 */
public record TradingSession(
    LocalDate date,
    Instant open,
    Instant close,
    @Nullable Instant lunchStart,
    @Nullable Instant lunchEnd,
    boolean halfDay,
    boolean calendarKnown) {

  /** Whether there is a break at midday. */
  public boolean hasLunch() {
    return lunchStart != null;
  }

  /** Where an instant lies in relation to this session; the close itself counts as after it. */
  public SessionTime.Phase phaseAt(Instant instant) {
    if (instant.isBefore(open)) {
      return SessionTime.Phase.BEFORE_OPEN;
    }
    if (!instant.isBefore(close)) {
      return SessionTime.Phase.AFTER_CLOSE;
    }
    boolean lunch =
        lunchStart != null
            && lunchEnd != null
            && !instant.isBefore(lunchStart)
            && instant.isBefore(lunchEnd);
    return lunch ? SessionTime.Phase.LUNCH : SessionTime.Phase.OPEN;
  }
}
