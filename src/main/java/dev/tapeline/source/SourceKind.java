package dev.tapeline.source;

/** How a source's articles come in. */
public enum SourceKind {
  /** Pulled from a feed on the web. */
  FEED,
  /** The articles inside the program, for trying it without a network. */
  SAMPLE,
  /** Pushed by a vendor under the source's name. */
  PUSH
}
