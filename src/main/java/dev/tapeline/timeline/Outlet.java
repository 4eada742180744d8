package dev.tapeline.timeline;

import java.util.concurrent.CompletionStage;

/**
 * Where one stream goes: a connection, which may be slow or gone.
 *
 * @param <T> what is streamed: an entry, an alert
 */
public interface Outlet<T> {

  /**
   * Sends one. Completed when the operating system has taken all of it, which is the only moment
   * that tells how fast the reader reads.
   */
  CompletionStage<?> send(T one);

  /** Sends something that readers ignore, so that nobody on the way thinks the connection dead. */
  CompletionStage<?> heartbeat();

  /** Whether the reader has gone. */
  boolean isClosed();

  /** Ends the connection between two, as an answer ends. */
  void end();

  /** Ends the connection, in the midst of one if need be. */
  void drop();
}
