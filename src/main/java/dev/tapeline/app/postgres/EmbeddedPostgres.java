package dev.tapeline.app.postgres;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.datadir.DataDirectoryLock;
import dev.tapeline.app.datadir.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL of a data directory, running.
 *
 * <p>Who has started it holds the data directory's lock until {@link #close()}, which stops the
 * server. Others, such as a command beside the service, get its {@link Access} from {@link
 * #accessBeside(DataDirectory)}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
  private static final int ADOPTION_ATTEMPTS = 50;
  private static final long ADOPTION_PAUSE_MILLIS = 100;

  private final Cluster cluster;
  private final DataDirectoryLock lock;
  private final Access access;
  private boolean closed;

  private EmbeddedPostgres(Cluster cluster, DataDirectoryLock lock, Access access) {
    this.cluster = cluster;
    this.lock = lock;
    this.access = access;
  }

  /**
   * How to connect.
   *
   * @param jdbcUrl for example {@code jdbc:postgresql://127.0.0.1:41234/tapeline?…}
   * @param user the role, {@code tapeline}
   * @param password its password
   */
  public record Access(String jdbcUrl, String user, String password) {

    // Batches as one statement each; no negotiation about encryption on loopback.
    private static Access on(int port, String password) {
      return new Access(
          "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable&reWriteBatchedInserts=true&ApplicationName=tapeline"
              .formatted(port, Cluster.NAME),
          Cluster.NAME,
          password);
    }

    /** Opens a connection of one's own, outside any pool. */
    public Connection connect() throws SQLException {
      return dataSource().getConnection();
    }

    /** Opens connections of one's own, outside any pool. */
    public DataSource dataSource() {
      return source();
    }

    /**
     * The same for somebody who changes things.
     *
     * @param actor who that is, for the audit trail
     */
    public DataSource dataSource(String actor) {
      PGSimpleDataSource source = source();
      source.setOptions("-c tapeline.actor=" + actor.replaceAll("[^A-Za-z0-9:._-]", "_"));
      return source;
    }

    private PGSimpleDataSource source() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(jdbcUrl);
      source.setUser(user);
      source.setPassword(password);
      return source;
    }

    @Override
    public String toString() {
      return jdbcUrl; // not the password: this may end in a log
    }
  }

  /**
   * Makes the cluster where there is none, and starts its server or adopts the one that a killed
   * process left running.
   *
   * @param directory the data directory, made where it is missing
   * @param cache where the programs are unpacked to, if that can be written
   * @throws dev.tapeline.app.datadir.DataDirectoryInUseException when another process serves from
   *     there
   * @throws PostgresException when there is no way to a running server
   */
  public static EmbeddedPostgres start(DataDirectory directory, Path cache) {
    directory.create();
    DataDirectoryLock lock = DataDirectoryLock.take(directory);
    try {
      ServerAccount account = ServerAccount.forThisProcess();
      PostgresBinaries binaries =
          PostgresBinaries.unpackedBelow(
              account.programDirectories(cache, directory.path().resolve("programs")));
      Cluster cluster = new Cluster(directory.postgres(), binaries, account);
      return start(cluster, lock, new SecretFile(directory.postgresPassword()).readOrCreate());
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedPostgres start(
      Cluster cluster, DataDirectoryLock lock, SecretFile.Secret password) {
    if (cluster.exists()) {
      cluster.checkVersion();
      Optional<Access> left = adoptable(cluster, password);
      if (left.isPresent()) {
        LOG.infof("Adopted the PostgreSQL that an earlier run left on %s", cluster.directory());
        return new EmbeddedPostgres(cluster, lock, left.get());
      }
      own(cluster);
      if (password.created()) { // somebody lost the file; the data is still good
        cluster.changePassword(password.value());
      }
    } else {
      cluster.create(password.value());
    }
    PostmasterFile server = cluster.start();
    return new EmbeddedPostgres(cluster, lock, Access.on(server.port(), password.value()));
  }

  private static void own(Cluster cluster) {
    try {
      cluster.account().own(cluster.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(cluster.directory() + " cannot change its owner", e);
    }
  }

  /** A way into the server that still runs. Where there is none, it does not run any more. */
  private static Optional<Access> adoptable(Cluster cluster, SecretFile.Secret password) {
    if (cluster.running().isEmpty()) {
      return Optional.empty();
    }
    if (!password.created() && cluster.runsAsOfToday()) {
      for (int attempt = 0; attempt < ADOPTION_ATTEMPTS; attempt++) {
        Optional<PostmasterFile> server = cluster.running();
        if (server.isEmpty()) {
          return Optional.empty(); // it was stopping
        }
        Access access = Access.on(server.get().port(), password.value());
        if (server.get().isReady() && answers(access)) {
          return Optional.of(access);
        }
        pause();
      }
    }
    cluster.stop();
    return Optional.empty();
  }

  private static boolean answers(Access access) {
    try (Connection connection = access.connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      LOG.debugf(e, "no connection to the PostgreSQL that was left running");
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ADOPTION_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while looking for a running PostgreSQL", e);
    }
  }

  /**
   * The way into the server of a data directory that another process has started; empty where none
   * runs.
   */
  public static Optional<Access> accessBeside(DataDirectory directory) {
    if (!Files.isReadable(directory.postgresPassword())) {
      return Optional.empty();
    }
    String password = new SecretFile(directory.postgresPassword()).readOrCreate().value();
    return PostmasterFile.of(directory.postgres())
        .filter(PostmasterFile::isReady)
        .map(server -> Access.on(server.port(), password))
        .filter(EmbeddedPostgres::answers);
  }

  /** How to connect. */
  public Access access() {
    return access;
  }

  /**
   * Stops the server in good order and gives the data directory free. A second call does nothing
   * but wait until the first is done: on a signal the process ends as soon as its hooks have
   * returned.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        cluster.stop();
      } finally {
        lock.close();
      }
    }
  }
}
