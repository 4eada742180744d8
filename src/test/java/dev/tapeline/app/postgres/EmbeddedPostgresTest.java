package dev.tapeline.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.datadir.DataDirectoryInUseException;
import dev.tapeline.app.postgres.PostgresForTests.TestDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {

  private Path parent;
  private DataDirectory directory;

  @BeforeEach
  void chooseADirectory() {
    parent = TestDirectories.dataDirectory().path();
    // A space and a quote, which a careless command line breaks on.
    directory = DataDirectory.of(parent.resolve("Ana's data"));
  }

  @AfterEach
  void deleteIt() {
    TestDirectories.delete(parent);
  }

  @Test
  void keepsWhatWasWrittenAcrossRestarts() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      execute(postgres, "create table kept as select 42 as answer");
    }
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "select answer from kept")).isEqualTo("42");
    }
    assertThat(Files.exists(PostmasterFile.path(directory.postgres()))).isFalse();
  }

  @Test
  void tellsWhereItIsAsTheContractSays() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      PostmasterFile file = PostmasterFile.of(directory.postgres()).orElseThrow();
      String password = Files.readString(directory.path().resolve("postgres-password")).strip();
      String url = "jdbc:postgresql://127.0.0.1:" + file.port() + "/tapeline";

      try (Connection connection = DriverManager.getConnection(url, "tapeline", password)) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThat(query(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(postgres, "show password_encryption")).isEqualTo("scram-sha-256");
      assertThat(permissions(directory.postgresPassword())).isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tapeline", "postgres"})
  void letsNobodyInWithoutThePassword(String role) {
    try (EmbeddedPostgres postgres = start()) {
      String url = postgres.access().jdbcUrl();

      assertThatThrownBy(() -> DriverManager.getConnection(url, role, "guessed").close())
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isIn("28P01", "28000");
    }
  }

  @Test
  void givesTheServiceNoSuperuser() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "show is_superuser")).isEqualTo("off");
      assertThat(query(postgres, "select current_database() || '/' || current_user"))
          .isEqualTo("tapeline/tapeline");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void isDurable(String setting) throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "show " + setting)).isEqualTo("on");
    }
  }

  @Test
  void refusesASecondAndLeavesTheFirstInPeace() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThatThrownBy(this::start).isInstanceOf(DataDirectoryInUseException.class);

      assertThat(query(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void isKnownToThoseBeside() throws Exception {
    assertThat(EmbeddedPostgres.accessBeside(directory)).isEmpty();
    try (EmbeddedPostgres postgres = start()) {
      assertThat(EmbeddedPostgres.accessBeside(directory)).contains(postgres.access());
    }
    assertThat(EmbeddedPostgres.accessBeside(directory)).isEmpty();
  }

  @Test
  void comesBackAfterItsServerWasKilled() throws Exception {
    EmbeddedPostgres postgres = start();
    execute(postgres, "create table kept as select 42 as answer");
    long pid = PostmasterFile.of(directory.postgres()).orElseThrow().pid();
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    server.destroyForcibly();
    postgres.close();

    try (EmbeddedPostgres again = start()) {
      assertThat(query(again, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void startsThoughAnotherProcessHasTheIdOfTheLastServer() throws Exception {
    start().close();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path file = PostmasterFile.path(directory.postgres());
      Files.writeString(
          file,
          "%d\n%s\n1\n54321\n\n127.0.0.1\n  1  1\nready   \n"
              .formatted(other.pid(), directory.postgres()));

      try (EmbeddedPostgres postgres = start()) {
        assertThat(query(postgres, "select 1")).isEqualTo("1");
      }
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void makesANewPasswordWhereItsFileWasLost() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      execute(postgres, "create table kept as select 42 as answer");
    }
    Files.delete(directory.postgresPassword());

    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void beginsAnewWhereMakingTheClusterWasBrokenOff() throws Exception {
    directory.create();
    Path broken = Files.createDirectory(directory.path().resolve("postgres.new"));
    Files.writeString(broken.resolve("PG_VERSION"), "18\n");

    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "select 1")).isEqualTo("1");
    }
    assertThat(broken).doesNotExist();
  }

  @Test
  void refusesTheClusterOfAnotherMajorVersion() throws Exception {
    start().close();
    Files.writeString(directory.postgres().resolve("PG_VERSION"), "17\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("made by PostgreSQL 17");
  }

  @Test
  void takesAnOperatorsSettingsLast() throws Exception {
    start().close();
    Files.writeString(directory.postgres().resolve("custom.conf"), "work_mem = 5MB\n");

    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "show work_mem")).isEqualTo("5MB");
    }
  }

  @Test
  void tellsWhyTheServerDoesNotStart() throws Exception {
    start().close();
    Files.writeString(directory.postgres().resolve("custom.conf"), "shared_buffers = plenty\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("shared_buffers");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(directory, TestDirectories.cache());
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.access().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.access().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
