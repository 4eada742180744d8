package dev.tapeline.app.postgres;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.security.AdminTokenForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every {@code @QuarkusTest} a database of its own kind: the embedded PostgreSQL of
 * production on a data directory that is thrown away. The annotation on this class makes it hold
 * for all of them.
 */
@QuarkusTestResource(PostgresForTests.class)
public final class PostgresForTests implements QuarkusTestResourceLifecycleManager {

  private @Nullable DataDirectory directory;
  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    DataDirectory made = TestDirectories.dataDirectory();
    directory = made;
    postgres = EmbeddedPostgres.start(made, TestDirectories.cache());
    EmbeddedPostgres.Access access = postgres.access();
    return Map.of(
        "tapeline.data-dir", made.toString(),
        "tapeline.admin-token", AdminTokenForTests.TOKEN,
        "quarkus.datasource.jdbc.url", access.jdbcUrl(),
        "quarkus.datasource.username", access.user(),
        "quarkus.datasource.password", access.password());
  }

  @Override
  public void stop() {
    if (postgres != null) {
      postgres.close();
    }
    if (directory != null) {
      TestDirectories.delete(directory.path());
    }
  }

  /** Directories of tests, below {@code target}. */
  static final class TestDirectories {

    private TestDirectories() {}

    static DataDirectory dataDirectory() {
      try {
        return DataDirectory.of(
            Files.createTempDirectory(Files.createDirectories(Path.of("target/data")), "test-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Path cache() {
      return Path.of("target/cache").toAbsolutePath();
    }

    static void delete(Path directory) {
      try {
        PostgresBinaries.deleteTree(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
