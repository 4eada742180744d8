package dev.tapeline.app.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A cluster on disk, and the starting and stopping of the server on it.
 *
 * @param directory where it is
 * @param binaries the programs
 * @param account as whom they run
 */
record Cluster(Path directory, PostgresBinaries binaries, ServerAccount account) {

  private static final Logger LOG = Logger.getLogger(Cluster.class);

  /** The role that owns the database, and the database's name. */
  static final String NAME = "tapeline";

  private static final String SUPERUSER = "postgres";
  // Many iterations slow down the guessing of what people choose for passwords. This one has 256
  // random bits, and every new connection would pay.
  private static final int SCRAM_ITERATIONS = 16;
  private static final int ATTEMPTS_TO_FIND_A_PORT = 5;
  private static final long POLL_MILLIS = 5;
  private static final int LOOKS_FOR_ORPHANS = 100;
  private static final long ORPHAN_MILLIS = 100;
  private static final long STILL_WAITING_MILLIS = 10_000;
  // Recovery after a crash reads the log since the last checkpoint, and no one wants it broken off.
  private static final String START_SECONDS = "3600";
  private static final String STOP_SECONDS = "60";

  boolean exists() {
    return Files.exists(directory.resolve("PG_VERSION"));
  }

  /**
   * Makes the cluster with its role and its database. An attempt that was broken off leaves nothing
   * that a later one would take for a cluster.
   */
  void create(String password) {
    LOG.infof("Making a PostgreSQL cluster in %s", directory);
    try {
      // A name of its own: the programs of an attempt that was killed may still write into theirs.
      Path draft = Files.createTempDirectory(directory.getParent(), draftPrefix());
      account.own(draft);
      Cluster making = new Cluster(draft, binaries, account);
      making.initialise();
      making.inSingleUserMode(
          """
          CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
          GRANT pg_monitor TO %1$s;
          CREATE DATABASE %1$s OWNER %1$s;
          """
              .formatted(NAME, quoted(password)));
      Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
      removeDrafts();
    } catch (IOException e) {
      throw new UncheckedIOException("the cluster " + directory + " cannot be made", e);
    }
  }

  private String draftPrefix() {
    return directory.getFileName() + ".new";
  }

  /** What attempts left that were broken off. */
  private void removeDrafts() throws IOException {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(directory.getParent(), draftPrefix() + "*")) {
      for (Path draft : drafts) {
        removeDraft(draft);
      }
    }
  }

  private static void removeDraft(Path draft) {
    for (int look = 1; ; look++) {
      try {
        PostgresBinaries.deleteTree(draft);
        return;
      } catch (IOException e) {
        // A program of that attempt still writes there; with its files gone it ends soon.
        if (look == LOOKS_FOR_ORPHANS) {
          LOG.warnf("%s is of no use any more and cannot be removed: %s", draft, e.getMessage());
          return;
        }
        pause(ORPHAN_MILLIS);
      }
    }
  }

  private void initialise() {
    // The superuser gets no password and pg_hba.conf no line for it, so that nobody can be it.
    // The locale is PostgreSQL's own: an index sorted by the system's breaks when that changes.
    ServerProgram.Outcome outcome =
        program("initdb")
            .run(
                directory,
                List.of(
                    "--pgdata=" + directory,
                    "--username=" + SUPERUSER,
                    "--auth=reject",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions"),
                "");
    if (!outcome.isSuccess()) {
      throw new PostgresException("initdb failed: " + outcome.output());
    }
  }

  /** Gives the role another password. The server must not run. */
  void changePassword(String password) {
    inSingleUserMode("ALTER ROLE %s PASSWORD '%s';\n".formatted(NAME, quoted(password)));
  }

  private void inSingleUserMode(String statements) {
    ServerProgram.Outcome outcome =
        program("postgres")
            .run(
                directory,
                List.of(
                    "--single",
                    "-D",
                    directory.toString(),
                    "-c",
                    "logging_collector=off",
                    "-c",
                    "log_min_messages=error",
                    "-c",
                    "scram_iterations=" + SCRAM_ITERATIONS,
                    SUPERUSER),
                statements);
    // It goes on after a statement that failed, and its exit status says nothing of it.
    if (!outcome.isSuccess() || outcome.output().contains("ERROR:")) {
      throw new PostgresException("PostgreSQL cannot be set up: " + outcome.output());
    }
  }

  private static String quoted(String literal) {
    return literal.replace("'", "''");
  }

  /**
   * Refuses a cluster that these programs cannot read.
   *
   * @throws PostgresException when it was made by another major version
   */
  void checkVersion() {
    try {
      String version = Files.readString(directory.resolve("PG_VERSION")).strip();
      if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
        throw new PostgresException(
            "%s was made by PostgreSQL %s, and this Tapeline brings %s. Dump it with the older one (pg_dump), and restore it into a new data directory."
                .formatted(directory, version, PostgresBinaries.MAJOR_VERSION));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read", e);
    }
  }

  /** What a server on this cluster has left in it; empty where none runs. */
  Optional<PostmasterFile> running() {
    Optional<PostmasterFile> file = PostmasterFile.of(directory);
    if (file.isEmpty() || !file.get().isAlive()) {
      return Optional.empty();
    }
    if (file.get().isSurelyNoServer()) {
      forget(file.get());
      return Optional.empty();
    }
    return file;
  }

  // Left to itself, PostgreSQL takes any process of that id for a server and does not start.
  private void forget(PostmasterFile stale) {
    LOG.infof(
        "%s names process %d, which is no server any more, and is removed",
        PostmasterFile.path(directory), stale.pid());
    for (int look = 0; PostmasterFile.hasOrphans(directory); look++) {
      if (look == LOOKS_FOR_ORPHANS) {
        throw new PostgresException(
            "Processes of a PostgreSQL that has ended still work on %s. End them first."
                .formatted(directory));
      }
      pause(ORPHAN_MILLIS);
    }
    try {
      Files.deleteIfExists(PostmasterFile.path(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server that runs was started from these programs with today's settings. */
  boolean runsAsOfToday() {
    try {
      String command =
          Files.readString(directory.resolve("postmaster.opts"), StandardCharsets.UTF_8);
      return command.startsWith(binaries.program("postgres") + " ")
          && ServerSettings.areCurrent(directory);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts the server on a free port and waits until it takes connections.
   *
   * @return what it says of itself
   * @throws PostgresException with the end of its log when it does not start
   */
  PostmasterFile start() {
    int port = ServerSettings.lastPort(directory);
    for (int attempt = 1; ; attempt++) {
      port = attempt == 1 && isFree(port) ? port : freePort();
      try {
        ServerSettings.write(directory, port);
        Optional<PostmasterFile> ready = startOn();
        if (ready.isPresent()) {
          return ready.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL cannot be started on " + directory, e);
      }
      String log = startLog();
      // Between looking for a free port and taking it, another process may have taken it.
      if (!log.contains("could not bind") || attempt == ATTEMPTS_TO_FIND_A_PORT) {
        throw new PostgresException(
            "PostgreSQL does not start on %s:%n%s".formatted(directory, log));
      }
    }
  }

  private Optional<PostmasterFile> startOn() throws IOException {
    String before = PostmasterFile.of(directory).map(PostmasterFile::text).orElse("");
    Files.deleteIfExists(startLogFile());
    // pg_ctl gives the server a session of its own: a Ctrl-C in the terminal reaches Tapeline,
    // which then stops its server last.
    Process control =
        program("pg_ctl")
            .start(
                directory,
                List.of(
                    "start",
                    "--wait",
                    "--timeout=" + START_SECONDS,
                    "--silent",
                    "--pgdata=" + directory,
                    "--log=" + startLogFile()),
                ProcessBuilder.Redirect.DISCARD);
    long nextWord = System.nanoTime() + STILL_WAITING_MILLIS * 1_000_000;
    while (true) {
      boolean ended = !control.isAlive();
      // pg_ctl looks ten times a second, which would be most of the time a start takes.
      Optional<PostmasterFile> file =
          PostmasterFile.of(directory)
              .filter(PostmasterFile::isReady)
              .filter(found -> !found.text().equals(before));
      if (file.isPresent() || ended) {
        return file;
      }
      if (System.nanoTime() > nextWord) {
        LOG.infof("PostgreSQL is still starting; see %s", directory.resolve("log"));
        nextWord = System.nanoTime() + STILL_WAITING_MILLIS * 1_000_000;
      }
      pause(POLL_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while waiting for PostgreSQL", e);
    }
  }

  private Path startLogFile() {
    return directory.resolve("start.log");
  }

  private String startLog() {
    StringBuilder text = new StringBuilder();
    for (Path file : List.of(startLogFile(), directory.resolve("log"))) {
      try {
        if (Files.isDirectory(file)) {
          text.append("\nMore may stand in ").append(file);
        } else {
          text.append(Files.readString(file, StandardCharsets.UTF_8).strip());
        }
      } catch (IOException e) {
        text.append(file).append(" cannot be read: ").append(e.getMessage());
      }
    }
    return text.toString();
  }

  /** Stops the server: what is under way is rolled back, and everything else is on disk. */
  void stop() {
    ServerProgram.Outcome outcome =
        program("pg_ctl")
            .run(
                directory,
                List.of(
                    "stop",
                    "--mode=fast",
                    "--wait",
                    "--timeout=" + STOP_SECONDS,
                    "--silent",
                    "--pgdata=" + directory),
                "");
    if (!outcome.isSuccess() && running().isPresent()) {
      LOG.warnf("PostgreSQL on %s does not stop: %s", directory, outcome.output());
    }
  }

  private ServerProgram program(String name) {
    return new ServerProgram(binaries, account, name);
  }

  private static boolean isFree(int port) {
    if (port == 0) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as PostgreSQL does; the last run's connections still linger
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
