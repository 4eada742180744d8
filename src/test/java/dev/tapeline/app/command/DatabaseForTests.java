package dev.tapeline.app.command;

import org.jdbi.v3.core.Jdbi;

/** Gives commands the database of the test, which they must not close. */
final class DatabaseForTests {
  private DatabaseForTests() {}

  static Means of(Jdbi jdbi) {
    return means(() -> {}, opener(jdbi));
  }

  /** A process that has a database at most. */
  static Means means(Runnable service, CommandDatabase.Opener databases) {
    return new Means(
        service,
        databases,
        version -> {
          throw new IllegalStateException("no network here");
        },
        work -> {
          throw new IllegalStateException("no intake here");
        });
  }

  private static CommandDatabase.Opener opener(Jdbi jdbi) {
    return () ->
        new CommandDatabase() {
          @Override
          public Jdbi jdbi() {
            return jdbi;
          }

          @Override
          public void close() {}
        };
  }
}
