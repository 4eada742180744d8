package dev.tapeline.exchange;

import java.time.LocalDate;

/**
 * What the bars of an exchange's listings show of one day. Whoever keeps bars counts them; the
 * verdict is made here.
 *
 * <p>Providers make up bars for holidays: the last close again, with no volume. They say nothing.
 * Only volume shows that there was trading, and only when most of the listings have it: a single
 * listing may carry a bar under a wrong date.
 *
 * @param date the day in the exchange's zone
 * @param activeListings how many listings have bars with volume both before and after the day (or,
 *     for the newest day, in the ten sessions before it)
 * @param withVolume how many of them have a bar with volume on the day
 */
public record SessionObservation(LocalDate date, int activeListings, int withVolume) {

  /** How many listings it takes to say that an exchange traded. */
  static final int ENOUGH_TO_TRADE = 3;

  /** How many listings it takes to say from silence that an exchange was closed. */
  static final int ENOUGH_TO_MISS = 5;

  /** Checks the counts. */
  public SessionObservation {
    if (withVolume < 0 || activeListings < withVolume) {
      throw new IllegalArgumentException(
          "Of " + activeListings + " listings, " + withVolume + " cannot have volume");
    }
  }

  /** What the day was, as far as the bars show it. */
  public Verdict verdict() {
    if (activeListings >= ENOUGH_TO_TRADE && 2 * withVolume > activeListings) {
      return Verdict.TRADED;
    }
    if (activeListings >= ENOUGH_TO_MISS && withVolume == 0) {
      return Verdict.CLOSED;
    }
    return Verdict.UNDECIDED;
  }

  /** What bars can show of a day. */
  public enum Verdict {
    /**
     * More than half of at least three listings traded: there was a session, whatever the calendar
     * says.
     */
    TRADED,
    /** None of at least five listings traded: there was no session, whatever the calendar says. */
    CLOSED,
    /** Too little is seen; the calendar stands. */
    UNDECIDED
  }
}
