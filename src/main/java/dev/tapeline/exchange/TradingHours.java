package dev.tapeline.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The hours of a trading day in the exchange's local time, such as 09:30 to 16:00 with a break from
 * 12:00 to 13:00 in Hong Kong.
 *
 * <p>The open is the start of continuous trading and the close its end, as the exchange tells its
 * trading hours; opening and closing auctions that lie outside are not counted (London 16:30, not
 * 16:35).
 *
 * @param open when trading starts
 * @param close when trading ends, later than the open
 * @param lunchStart when the break starts, or null where there is none
 * @param lunchEnd when the break ends, null exactly where {@code lunchStart} is
 */
public record TradingHours(
    LocalTime open, LocalTime close, @Nullable LocalTime lunchStart, @Nullable LocalTime lunchEnd) {

  /** Checks that the times follow one another. */
  public TradingHours {
    if (!open.isBefore(close)) {
      throw new IllegalArgumentException("Trading opens at " + open + ", not before " + close);
    }
    if ((lunchStart == null) != (lunchEnd == null)) {
      throw new IllegalArgumentException("A break needs its start and its end");
    }
    if (lunchStart != null
        && lunchEnd != null
        && !(open.isBefore(lunchStart)
            && lunchStart.isBefore(lunchEnd)
            && lunchEnd.isBefore(close))) {
      throw new IllegalArgumentException(
          "The break "
              + lunchStart
              + " to "
              + lunchEnd
              + " is not inside "
              + open
              + " to "
              + close);
    }
  }

  /** Hours without a break. */
  public static TradingHours of(LocalTime open, LocalTime close) {
    return new TradingHours(open, close, null, null);
  }

  /**
   * These hours with another open or close; null keeps what there is. A break that no longer lies
   * inside is left out: a morning that ends at noon has none.
   */
  TradingHours between(@Nullable LocalTime newOpen, @Nullable LocalTime newClose) {
    LocalTime from = newOpen == null ? open : newOpen;
    LocalTime to = newClose == null ? close : newClose;
    boolean breakInside =
        lunchStart != null
            && lunchEnd != null
            && from.isBefore(lunchStart)
            && lunchEnd.isBefore(to);
    return breakInside ? new TradingHours(from, to, lunchStart, lunchEnd) : of(from, to);
  }

  TradingSession on(LocalDate date, ZoneId zone, boolean halfDay, boolean calendarKnown) {
    return new TradingSession(
        date,
        instant(date, open, zone),
        instant(date, close, zone),
        lunchStart == null ? null : instant(date, lunchStart, zone),
        lunchEnd == null ? null : instant(date, lunchEnd, zone),
        halfDay,
        calendarKnown);
  }

  private static Instant instant(LocalDate date, LocalTime time, ZoneId zone) {
    return date.atTime(time).atZone(zone).toInstant();
  }
}
