package dev.tapeline.timeline;

import java.util.concurrent.CompletionStage;

/** Where one stream's entries go: a connection, which may be slow or gone. */
interface Outlet {

  /**
   * Sends an entry. Completed when the operating system has taken all of it, which is the only
   * moment that tells how fast the reader reads.
   */
  CompletionStage<?> entry(TimelineReader.Row row);

  /** Sends something that readers ignore, so that nobody on the way thinks the connection dead. */
  CompletionStage<?> heartbeat();

  /** Whether the reader has gone. */
  boolean isClosed();

  /** Ends the connection between two entries, as an answer ends. */
  void end();

  /** Ends the connection, in the midst of an entry if need be. */
  void drop();
}
