package dev.tapeline.app.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/**
 * A data directory: where it is and what stands where inside it.
 *
 * @param path the directory, absolute, for example {@code /home/ana/.local/share/tapeline}
 */
public record DataDirectory(Path path) {

  /**
   * The directory at a path, relative ones taken from the working directory. Nothing is created.
   */
  public static DataDirectory of(Path path) {
    return new DataDirectory(path.toAbsolutePath().normalize());
  }

  /**
   * The directory that the platform's convention gives this user.
   *
   * @param environment the environment variables, for {@code XDG_DATA_HOME}
   * @param osName the system property {@code os.name}
   * @param home the system property {@code user.home}
   */
  public static DataDirectory byConvention(
      Map<String, String> environment, String osName, Path home) {
    if (osName.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return of(home.resolve("Library").resolve("Application Support").resolve("Tapeline"));
    }
    return of(xdg(environment, "XDG_DATA_HOME", home.resolve(".local/share")).resolve("tapeline"));
  }

  /** Where the platform's convention keeps what can be made again, for the same arguments. */
  public static Path cacheByConvention(Map<String, String> environment, String osName, Path home) {
    if (osName.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("Tapeline");
    }
    return xdg(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("tapeline");
  }

  // The XDG base directory specification has relative paths ignored.
  private static Path xdg(Map<String, String> environment, String name, Path otherwise) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    Path path = Path.of(value);
    return path.isAbsolute() ? path : otherwise;
  }

  /** The embedded PostgreSQL's cluster. */
  public Path postgres() {
    return path.resolve("postgres");
  }

  /** The file with the password of the embedded PostgreSQL's role. */
  public Path postgresPassword() {
    return path.resolve("postgres-password");
  }

  /** The file with the token that may write. */
  public Path adminToken() {
    return path.resolve("admin-token");
  }

  /** The file with the key that secrets of alert rules are kept under. */
  public Path alertKey() {
    return path.resolve("alert-key");
  }

  /** The file that the serving process holds locked. */
  public Path lockFile() {
    return path.resolve("tapeline.lock");
  }

  /**
   * Makes the directory where it is missing, for its owner alone.
   *
   * @throws UncheckedIOException when it cannot be made, or when something else stands there
   */
  public DataDirectory create() {
    try {
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!Files.isDirectory(path)) {
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw new UncheckedIOException(path + " is not a directory", e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory " + path + " cannot be made", e);
    }
    return this;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
