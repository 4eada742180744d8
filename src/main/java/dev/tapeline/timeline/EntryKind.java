package dev.tapeline.timeline;

/** What a timeline entry shows. */
public enum EntryKind {
  NEWS_EVENT,
  PRICE_MOVE
}
