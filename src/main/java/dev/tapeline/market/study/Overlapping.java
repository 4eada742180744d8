package dev.tapeline.market.study;

/**
 * What becomes of an event whose window shares a session with that of an earlier event of the same
 * listing in the study.
 */
public enum Overlapping {
  /** It is used; how many there are is told. */
  KEEP,
  /** It is left out; the earlier one is used. */
  LEAVE_OUT
}
