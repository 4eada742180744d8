package dev.tapeline.app.command;

import org.jdbi.v3.core.Jdbi;

/** Gives commands the database of the test, which they must not close. */
final class DatabaseForTests {
  private DatabaseForTests() {}

  static CommandDatabase.Opener of(Jdbi jdbi) {
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
