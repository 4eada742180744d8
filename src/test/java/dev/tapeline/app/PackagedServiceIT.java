package dev.tapeline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackagedServiceIT {

  private static final String ARTICLE =
      """
      {"articles": [{"source": "Wire", "id": "1", "title": "Xiaomi shares jump 5.4%",
        "publishedAt": "2021-10-19T12:00:00Z", "language": "en"}]}""";

  private final List<PackagedService> started = new ArrayList<>();
  private Path directory;

  @BeforeEach
  void chooseADirectory() throws IOException {
    directory =
        Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "packaged-service")), "data-")
            .toAbsolutePath();
  }

  @AfterEach
  void stopWhatWasStarted() throws Exception {
    for (PackagedService service : started) {
      service.close();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }

  @Test
  void servesFromAnEmptyDirectoryAndStopsItsDatabaseWithIt() throws Exception {
    PackagedService service = start().awaitReady();

    assertThat(permissions("admin-token")).isEqualTo("rw-------");
    assertThat(permissions("postgres-password")).isEqualTo("rw-------");
    String token = Files.readString(directory.resolve("admin-token")).strip();
    assertThat(service.log())
        .contains(directory.resolve("admin-token").toString())
        .doesNotContain(token);
    assertThat(service.get("/api/v1/companies/1810.HK/timeline").statusCode()).isEqualTo(200);

    service.stop();

    assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void losesNothingWhenItIsKilled() throws Exception {
    PackagedService killed = start().awaitReady();
    HttpResponse<String> pushed = killed.post("/api/v1/articles", ARTICLE);
    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
    String id = JsonPath.from(pushed.body()).getString("results[0].articleId");
    killed.kill();

    PackagedService again = start().awaitReady();

    assertThat(again.get("/api/v1/articles/" + id).statusCode()).isEqualTo(200);
    assertThat(again.post("/api/v1/articles", ARTICLE).body()).contains("UNCHANGED");
  }

  @Test
  void refusesASecondOnTheSameDirectoryAndNamesTheFirst() throws Exception {
    PackagedService first = start().awaitReady();

    PackagedService second = start();

    assertThat(second.awaitExit()).isNotZero();
    assertThat(second.log()).contains("process " + first.pid()).contains("TAPELINE_DATA_DIR");
    assertThat(second.log()).doesNotContain("\tat ");
    assertThat(first.get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(first.get("/api/v1/companies/1810.HK/timeline").statusCode()).isEqualTo(200);
  }

  @Test
  void beginsAnewWhenItWasKilledWhileMakingItsDatabase() throws Exception {
    PackagedService killed = start();
    await().until(() -> !drafts().isEmpty());
    killed.kill();

    start().awaitReady();

    assertThat(drafts()).isEmpty();
  }

  private List<Path> drafts() throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().startsWith("postgres.new")).toList();
    }
  }

  @Test
  void servesFromADatabaseOfOnesOwn() throws Exception {
    DataDirectory elsewhere = DataDirectory.of(directory.resolve("elsewhere"));
    Path cache = Path.of("target", "cache", "tapeline").toAbsolutePath();
    try (EmbeddedPostgres database = EmbeddedPostgres.start(elsewhere, cache)) {
      EmbeddedPostgres.Access access = database.access();
      PackagedService service =
          start(
              Map.of(
                  "QUARKUS_DATASOURCE_JDBC_URL", access.jdbcUrl(),
                  "QUARKUS_DATASOURCE_USERNAME", access.user(),
                  "QUARKUS_DATASOURCE_PASSWORD", access.password()));

      service.awaitReady();

      assertThat(directory.resolve("postgres")).doesNotExist();
      assertThat(directory.resolve("admin-token")).exists();
      service.stop();
    }
  }

  @Test
  void refusesToShowAShortTokenToANetwork() throws Exception {
    PackagedService service =
        start(Map.of("QUARKUS_HTTP_HOST", "0.0.0.0", "TAPELINE_ADMIN_TOKEN", "short"));

    assertThat(service.awaitExit()).isNotZero();
    assertThat(service.log()).contains("0.0.0.0").contains("16 characters").doesNotContain("\tat ");
    assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void analyzesByCommandInAnyLocale() throws Exception {
    ProcessBuilder builder = PackagedService.java(List.of("analyze")).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(
          "{\"id\":\"1\",\"text\":\"小米 shares rose 5.4%\"}\nnonsense\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(out).contains("\"ticker\":\"1810.HK\"").contains("小米").contains("line 2");
  }

  private PackagedService start() throws IOException {
    return start(Map.of());
  }

  private PackagedService start(Map<String, String> environment) throws IOException {
    PackagedService service = PackagedService.start(directory, environment);
    started.add(service);
    return service;
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
  }
}
