package dev.tapeline.timeline;

/** Whether an entry still stands. */
public enum EntryState {
  ACTIVE,
  /** Its sources took it back, or it was sample data that has left. */
  RETRACTED,
  /** It turned out to be the same as another entry. */
  MERGED
}
