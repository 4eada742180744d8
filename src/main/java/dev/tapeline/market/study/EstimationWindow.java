package dev.tapeline.market.study;

/**
 * The sessions that an expectation is learnt from: the 250 of which the last is the 20th before the
 * day in question, so that the news at hand does not shape what it is measured by. Recorded moves
 * and event studies share it.
 */
public final class EstimationWindow {

  /** Sessions of the window. */
  public static final int SESSIONS = 250;

  /** How many sessions before the day the window ends: its last is the 20th before. */
  public static final int GAP = 20;

  /** The window's first relative day. */
  public static final int FROM = -(GAP + SESSIONS - 1);

  /** The window's last relative day. */
  public static final int TO = -GAP;

  /** So many of its returns have to be known. */
  public static final int FEWEST_RETURNS = 120;

  /** Variances and sums of squares below it are rounding errors. */
  public static final double LEAST_VARIANCE = 1e-12;

  private EstimationWindow() {}
}
