package dev.tapeline.app;

import dev.tapeline.app.command.Means;
import dev.tapeline.app.command.Tapeline;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;

/**
 * Where the process begins. The commands that need no database are answered before Quarkus is
 * touched, so that one line takes as long as a small Java program does.
 */
@QuarkusMain
public final class Main {

  Main() {}

  /** Runs a command; without one, the service. The exit statuses are those of {@link Tapeline}. */
  public static void main(String... args) {
    // Numbers in messages, SQL and settings are written the same on every machine: formatting
    // with, say, an Egyptian default gives digits that no database reads.
    Locale.setDefault(Locale.ROOT);
    Means means =
        new Means(
            Service::run, Service::openDatabase, Service::fetcher, Service::withArticleImport);
    int status = Tapeline.run(means, args);
    if (status != 0) {
      System.exit(status);
    }
  }
}
