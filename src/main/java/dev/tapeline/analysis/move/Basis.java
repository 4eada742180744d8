package dev.tapeline.analysis.move;

/** Which price of the session a told move speaks of. */
public enum Basis {
  CLOSE,
  INTRADAY,
  PREMARKET,
  AFTER_HOURS,
  UNKNOWN
}
