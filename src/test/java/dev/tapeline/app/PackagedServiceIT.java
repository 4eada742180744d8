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
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackagedServiceIT {

  private static final String ARTICLE =
      """
      {"articles": [{"source": "Wire", "id": "1", "title": "Xiaomi shares jump 5.4%",
        "publishedAt": "2021-10-19T12:00:00Z", "language": "en"}]}""";

  private static final String STREAM = "/api/v1/timeline/stream";
  private static final int DAYS = 60;

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
  void aStreamGoesOnWhereAKilledServiceStopped() throws Exception {
    PackagedService killed = start().awaitReady();
    List<Long> seen = new ArrayList<>();
    ExecutorService pusher = Executors.newSingleThreadExecutor();
    try (StreamReader before = StreamReader.follow(killed.uri(STREAM), 0)) {
      Future<?> pushing = pusher.submit(() -> pushUntilItFails(killed));
      await().atMost(Duration.ofMinutes(1)).until(() -> before.seen().size() > 5);
      killed.kill();
      pushing.get();
      before.awaitEnd();
      seen.addAll(before.seen());
    } finally {
      pusher.shutdownNow();
    }

    PackagedService again = start().awaitReady();
    long last = seen.get(seen.size() - 1);
    try (StreamReader after = StreamReader.follow(again.uri(STREAM), last)) {
      for (int day = 1; day <= DAYS; day++) {
        assertThat(again.post("/api/v1/articles", article(day)).statusCode()).isEqualTo(200);
      }
      List<Long> recorded = delta(again);
      long newest = recorded.get(recorded.size() - 1);
      await().atMost(Duration.ofMinutes(1)).until(() -> after.last(last) >= newest);
      seen.addAll(after.seen());

      assertThat(seen).containsAll(recorded).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void stopsByAndBy() throws Exception {
    PackagedService service = start(Map.of("QUARKUS_SHUTDOWN_DELAY", "10S")).awaitReady();
    assertThat(service.post("/api/v1/articles", article(1)).statusCode()).isEqualTo(200);
    List<Long> seen;
    try (StreamReader reader = StreamReader.follow(service.uri(STREAM), 0)) {
      List<Long> recorded = delta(service);
      await().atMost(Duration.ofMinutes(1)).until(() -> reader.seen().size() == recorded.size());

      service.askToStop();

      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> service.get("/q/health/ready").statusCode() == 503);
      // Whoever asks meanwhile is answered, and what is answered is kept.
      assertThat(service.post("/api/v1/articles", article(2)).statusCode()).isEqualTo(200);
      reader.awaitEnd();
      assertThat(reader.wasCutOff()).isFalse();
      seen = new ArrayList<>(reader.seen());
    }
    service.awaitExit();

    PackagedService again = start().awaitReady();
    long last = seen.get(seen.size() - 1);
    List<Long> all = delta(again);
    try (StreamReader reader = StreamReader.follow(again.uri(STREAM), last)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> reader.last(last) >= all.get(all.size() - 1));
      seen.addAll(reader.seen());
    }
    assertThat(seen).containsExactlyElementsOf(all);
  }

  @Test
  void tracesLeadFromAPullToTheTimeline() throws Exception {
    try (TraceReceiver receiver = new TraceReceiver();
        OneFeed feed = new OneFeed()) {
      PackagedService service =
          start(
                  Map.of(
                      "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                      receiver.address(),
                      "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                      "http/protobuf",
                      "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                      "200MS",
                      "TAPELINE_FETCH_ALLOW",
                      feed.authority()))
              .awaitReady();
      String source =
          JsonPath.from(
                  service
                      .post(
                          "/api/v1/sources",
                          "{\"name\": \"Traced\", \"kind\": \"FEED\", \"url\": \"%s\", \"fetchPages\": false}"
                              .formatted(feed.address()))
                      .body())
              .getString("id");

      String pulled = service.post("/api/v1/sources/" + source + "/pull", "").body();

      assertThat(JsonPath.from(pulled).getInt("new")).as(pulled).isEqualTo(1);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(receiver.traces())
                      .anySatisfy(
                          names ->
                              assertThat(names)
                                  .contains(
                                      "Puller.pull",
                                      "ArticleIntake.recordAll",
                                      "Sequencer.advance")));
    }
  }

  /** One a day: each is news of its own. */
  private static String article(int day) {
    return """
        {"articles": [{"source": "Wire", "id": "day-%d", "title": "Xiaomi shares jump %d.4%%",
          "publishedAt": "%sT12:00:00Z", "language": "en"}]}"""
        .formatted(day, day % 9 + 1, LocalDate.of(2021, 1, 1).plusDays(5L * day));
  }

  private static @Nullable Object pushUntilItFails(PackagedService service) {
    try {
      for (int day = 1; day <= DAYS; day++) {
        service.post("/api/v1/articles", article(day));
      }
    } catch (IOException | InterruptedException e) {
      // It was killed.
    }
    return null;
  }

  /** The sequence numbers of all entries, as a poller reads them. */
  private static List<Long> delta(PackagedService service) throws Exception {
    List<Long> numbers = new ArrayList<>();
    JsonPath page;
    long last = 0;
    do {
      page = JsonPath.from(service.get("/api/v1/timeline?limit=50&afterSeq=" + last).body());
      numbers.addAll(page.getList("entries.seq", Long.class));
      last = page.getLong("lastSeq");
    } while (page.getBoolean("more"));
    return numbers;
  }

  @Test
  void makesATokenByCommandBesideTheService() throws Exception {
    PackagedService service = start().awaitReady();
    ProcessBuilder command =
        PackagedService.java(
            List.of("token", "create", "--name", "by command", "--scope", "admin"));
    command.environment().put("TAPELINE_DATA_DIR", directory.toString());
    Process process = command.start();
    String secret =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();

    HttpResponse<String> trail = service.get("/api/v1/audit?subject=token", secret);

    assertThat(trail.statusCode()).isEqualTo(200);
    assertThat(JsonPath.from(trail.body()).getString("entries[0].actor")).startsWith("command:");
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
