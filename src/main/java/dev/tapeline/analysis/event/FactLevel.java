package dev.tapeline.analysis.event;

/** How sure the text is that the event is so. */
public enum FactLevel {
  /** It has happened, by the company's or an authority's word. */
  CONFIRMED,
  /** Announced by those who will do it, and still ahead. */
  PLANNED,
  /** Told by unnamed sources or as hearsay. */
  RUMOURED,
  /** Somebody concerned says that it is not so. */
  DENIED,
  /** A view or forecast of somebody who does not decide it. */
  OPINION
}
