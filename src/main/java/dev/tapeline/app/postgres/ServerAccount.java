package dev.tapeline.app.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL's programs run. They refuse to run as root, which in a container everybody is.
 */
enum ServerAccount {

  /** The user whom Tapeline runs as. */
  SAME {
    @Override
    List<String> prefix() {
      return List.of();
    }
  },

  /**
   * Root, in a user namespace of its own in which it has no name and no rights: the files stay
   * root's, and PostgreSQL sees an ordinary user.
   */
  UNSHARED {
    @Override
    List<String> prefix() {
      return List.of("unshare", "--user");
    }
  },

  /**
   * The user {@code nobody}, for root where user namespaces are forbidden, as Docker does by
   * default. The one right that it keeps is to read and write below root's home, where the data
   * directory may lie. PostgreSQL's programs look for each other without making use of it, so that
   * they must lie where all may look.
   */
  NOBODY {
    @Override
    List<Path> programDirectories(Path cache, Path otherwise) {
      return List.of(Path.of("/var/cache/tapeline"), cache, otherwise);
    }

    @Override
    List<String> prefix() {
      return List.of(
          "setpriv",
          "--reuid=" + NOBODY_ID,
          "--regid=" + NOBODY_ID,
          "--clear-groups",
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override");
    }
  };

  /** Where its programs may lie, the best place first. */
  List<Path> programDirectories(Path cache, Path otherwise) {
    return List.of(cache, otherwise);
  }

  private static final int NOBODY_ID = 65534;
  private static final int ROOT_ID = 0;

  /** What stands before a program's own command line. */
  abstract List<String> prefix();

  /**
   * The account for this process.
   *
   * @throws PostgresException when this is root, and no way around it is open
   */
  static ServerAccount forThisProcess() {
    if (!isRoot()) {
      return SAME;
    }
    for (ServerAccount account : List.of(UNSHARED, NOBODY)) {
      if (account.works()) {
        return account;
      }
    }
    throw new PostgresException(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv (util-linux) get around that here. Run Tapeline as another user, or name a database with QUARKUS_DATASOURCE_JDBC_URL.");
  }

  private static boolean isRoot() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return Integer.valueOf(ROOT_ID).equals(uid);
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name")); // no /proc: macOS
    }
  }

  private boolean works() {
    try {
      Process process =
          new ProcessBuilder(command(List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // the program is not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A command line that runs as this account. */
  List<String> command(List<String> programAndArguments) {
    List<String> command = new ArrayList<>(prefix());
    command.addAll(programAndArguments);
    return command;
  }

  /**
   * Gives a directory and all in it to this account, where they are not its own yet: PostgreSQL
   * insists on owning its cluster.
   */
  void own(Path directory) throws IOException {
    if (this == SAME) {
      return;
    }
    Integer owner = this == NOBODY ? NOBODY_ID : ROOT_ID;
    if (owner.equals(Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }

          // Afterwards, so that an interrupted walk is begun anew the next time.
          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            return visitFile(visited, Files.readAttributes(visited, BasicFileAttributes.class));
          }
        });
  }
}
