package dev.tapeline.app.command;

import org.jdbi.v3.core.Jdbi;

/** The database that a command works on, until it is closed. */
public interface CommandDatabase extends AutoCloseable {

  /** The way into it; its tables are there. */
  Jdbi jdbi();

  @Override
  void close();

  /** Finds or starts it. */
  @FunctionalInterface
  interface Opener {

    /** The database of the service that runs, or the one that it would run on. */
    CommandDatabase open();
  }
}
