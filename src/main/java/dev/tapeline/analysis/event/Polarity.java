package dev.tapeline.analysis.event;

/** Whether an event is good or bad for the company that it belongs to. */
public enum Polarity {
  POSITIVE,
  NEGATIVE,
  NEUTRAL,
  MIXED
}
