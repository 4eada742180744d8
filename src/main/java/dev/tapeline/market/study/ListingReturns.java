package dev.tapeline.market.study;

import java.util.Arrays;

/**
 * The returns of a listing, and those of its benchmark beside them.
 *
 * @param days the sessions of its bars as days of 1970-01-01, ascending
 * @param own the total return in percent from the bar before to each; NaN where it is not known, as
 *     for the first
 * @param market the benchmark's return between the same two sessions, NaN where it is not known
 * @param missed which sessions of the exchange it missed
 */
public record ListingReturns(int[] days, double[] own, double[] market, MissedSessions missed) {

  /** Tells whether an exchange held sessions that a listing has no bar of. */
  @FunctionalInterface
  public interface MissedSessions {

    /**
     * Whether there was a session strictly between two days.
     *
     * @param after a day of 1970-01-01
     * @param before a later one
     */
    boolean between(int after, int before);
  }

  public ListingReturns {
    if (days.length != own.length || days.length != market.length) {
      throw new IllegalArgumentException("a day, a return and a market return each");
    }
  }

  int size() {
    return days.length;
  }

  /** The place of the first bar on a day or behind it; {@link #size()} where there is none. */
  int placeOnOrAfter(int day) {
    int found = Arrays.binarySearch(days, day);
    return found < 0 ? -found - 1 : found;
  }

  /** Whether any return of the benchmark is known. */
  boolean hasMarket() {
    return Arrays.stream(market).anyMatch(value -> !Double.isNaN(value));
  }

  /** Whether sessions were missed from one bar to a later one, by their places. */
  boolean missedBetween(int from, int to) {
    for (int place = from + 1; place <= to; place++) {
      if (missed.between(days[place - 1], days[place])) {
        return true;
      }
    }
    return false;
  }
}
