package dev.tapeline.analysis.text;

/** What part of an item a sentence belongs to. */
public enum Zone {
  /** The title. */
  HEADLINE,
  /** The article itself. */
  BODY,
  /** Author boxes, comment forms, share links, related links, newsletters. */
  FURNITURE,
  /** Who reported it and who wrote it: "(Reuters)", "Reporting by …". */
  CREDIT
}
