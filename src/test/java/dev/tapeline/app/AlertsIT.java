package dev.tapeline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import io.restassured.path.json.JsonPath;
import jakarta.mail.Multipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts of the program as it is shipped: killed, twice on one database, and with its sample. */
class AlertsIT {
  private static final String RULES = "/api/v1/alert-rules";
  private static final int ARTICLES = 60;

  private final List<PackagedService> started = new ArrayList<>();
  private final List<Hit> hits = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer receiver;
  private Path directory;

  /** Lets this many answers go at once; the others wait until it is opened. */
  private volatile CountDownLatch held = new CountDownLatch(0);

  private record Hit(HttpHeaders headers, String body) {
    String id() {
      return headers.firstValue("webhook-id").orElseThrow();
    }
  }

  @BeforeEach
  void begin() throws IOException {
    directory =
        Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "packaged-service")), "alerts-")
            .toAbsolutePath();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    receiver.setExecutor(threads);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void end() throws Exception {
    held.countDown();
    for (PackagedService service : started) {
      service.close();
    }
    receiver.stop(0);
    threads.shutdownNow();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    hits.add(new Hit(HttpHeaders.of(exchange.getRequestHeaders(), (a, b) -> true), body));
    try {
      var unused = held.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private String hook() {
    return "\"target\": {\"kind\": \"WEBHOOK\", \"url\": \"http://127.0.0.1:%d/hook\"}"
        .formatted(receiver.getAddress().getPort());
  }

  private PackagedService start(Path data, Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("TAPELINE_FETCH_ALLOW", "127.0.0.1:" + receiver.getAddress().getPort());
    PackagedService service = PackagedService.start(data, environment);
    started.add(service);
    return service;
  }

  private static JsonPath rule(PackagedService service, String fields) throws Exception {
    HttpResponse<String> made =
        service.post(RULES, "{\"name\": \"Hong Kong, 5 % a day\", " + fields + "}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return JsonPath.from(made.body());
  }

  private static JsonPath deliveries(PackagedService service, String rule) throws Exception {
    String token = Files.readString(service.dataDirectory().resolve("admin-token")).strip();
    return JsonPath.from(service.get(RULES + "/" + rule + "/deliveries?limit=500", token).body());
  }

  /** Each of a week of its own: each is an entry. */
  private static String article(int number) {
    return """
        {"articles": [{"source": "Wire", "id": "alert-%d", "title": "Xiaomi shares jump %d.4%%",
          "publishedAt": "%sT05:00:00Z", "language": "en"}]}"""
        .formatted(number, number % 9 + 1, LocalDate.of(2021, 1, 5).plusWeeks(number));
  }

  private static Set<String> entries(List<Hit> hits) {
    return hits.stream()
        .map(hit -> JsonPath.from(hit.body()).getString("data.entry.id"))
        .collect(Collectors.toSet());
  }

  @Test
  void losesNoAlertWhenItIsKilledWhileItSends() throws Exception {
    PackagedService killed = start(directory, Map.of()).awaitReady();
    String id =
        rule(killed, "\"companies\": [\"1810.HK\"], \"when\": {\"reportedMove\": {}}, " + hook())
            .getString("id");
    for (int number = 0; number < ARTICLES / 2; number++) {
      killed.post("/api/v1/articles", article(number));
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> hits.size() >= 10);
    // The next ones reach the receiver, and their answers nobody: killed in the midst of sending.
    held = new CountDownLatch(1);
    int before = hits.size();
    for (int number = ARTICLES / 2; number < ARTICLES; number++) {
      killed.post("/api/v1/articles", article(number));
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> hits.size() > before);
    killed.kill();
    held.countDown();

    PackagedService again = start(directory, Map.of()).awaitReady();

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              List<String> states = deliveries(again, id).getList("entries.status");
              assertThat(states).hasSize(ARTICLES).containsOnly("DELIVERED");
            });
    List<String> ids = deliveries(again, id).getList("entries.webhookId");
    assertThat(hits.stream().map(Hit::id)).containsAll(ids);
    assertThat(Set.copyOf(ids)).containsAll(hits.stream().map(Hit::id).toList());
    assertThat(entries(hits)).hasSize(ARTICLES);
    assertThat(hits).as("what was cut off came again").hasSizeGreaterThan(ARTICLES);
    // What came twice has the same id and says the same.
    hits.stream()
        .collect(Collectors.groupingBy(Hit::id))
        .values()
        .forEach(same -> assertThat(same.stream().map(Hit::body).distinct()).hasSize(1));
  }

  @Test
  void twoServicesOnOneDatabaseSendEachAlertOnce() throws Exception {
    Path cache = Path.of("target", "cache", "tapeline").toAbsolutePath();
    try (EmbeddedPostgres database =
        EmbeddedPostgres.start(DataDirectory.of(directory.resolve("elsewhere")), cache)) {
      EmbeddedPostgres.Access access = database.access();
      Map<String, String> environment =
          Map.of(
              "QUARKUS_DATASOURCE_JDBC_URL", access.jdbcUrl(),
              "QUARKUS_DATASOURCE_USERNAME", access.user(),
              "QUARKUS_DATASOURCE_PASSWORD", access.password(),
              "TAPELINE_ALERTS_KEY", "a key that both know");
      PackagedService one = start(directory.resolve("one"), environment).awaitReady();
      PackagedService other = start(directory.resolve("other"), environment).awaitReady();
      String id =
          rule(one, "\"companies\": [\"1810.HK\"], \"when\": {\"reportedMove\": {}}, " + hook())
              .getString("id");

      for (int number = 0; number < ARTICLES; number++) {
        (number % 2 == 0 ? one : other).post("/api/v1/articles", article(number));
      }

      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(deliveries(one, id).<String>getList("entries.status"))
                      .hasSize(ARTICLES)
                      .containsOnly("DELIVERED"));
      assertThat(hits).hasSize(ARTICLES);
      assertThat(hits.stream().map(Hit::id)).doesNotHaveDuplicates();
      assertThat(entries(hits)).hasSize(ARTICLES);
      one.stop();
      other.stop();
    }
  }

  @Test
  void theFoundingMoveOfTheSampleReachesAWebhookAndAMailbox() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    GreenMail mails = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    try {
      Map<String, String> environment =
          Map.of(
              "QUARKUS_MAILER_HOST", "127.0.0.1",
              "QUARKUS_MAILER_PORT", String.valueOf(port),
              "QUARKUS_MAILER_FROM", "Tapeline <alerts@example.com>");
      String whom = "\"markets\": [\"XHKG\"], \"when\": {\"move\": {\"minAbsChange\": 5}}, ";
      PackagedService before = start(directory, environment).awaitReady();
      String secret = rule(before, whom + hook()).getString("secret");
      rule(before, whom + "\"target\": {\"kind\": \"EMAIL\", \"to\": \"ana@example.com\"}");
      before.stop();

      Map<String, String> withSample = new HashMap<>(environment);
      withSample.put("TAPELINE_SAMPLE_ENABLED", "true");
      start(directory, withSample).awaitReady();

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(hits).anyMatch(AlertsIT::isTheFoundingMove));
      Hit founding = hits.stream().filter(AlertsIT::isTheFoundingMove).findFirst().orElseThrow();
      new Webhook(secret).verify(founding.body(), founding.headers().map());
      JsonPath told = JsonPath.from(founding.body());
      assertThat(told.getString("type")).isEqualTo("alert.move");
      assertThat(told.getString("data.move.changePercent")).startsWith("5.38");
      assertThat(told.getString("data.entry.kind")).isEqualTo("PRICE_MOVE");
      assertThat(told.getString("data.text"))
          .startsWith("[Sample data] Xiaomi Corporation (1810.HK) rose 5.39 % to 22.50")
          .contains("Likely cause: ")
          .contains("products/production-plan");

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(mails.getReceivedMessages())
                      .anySatisfy(
                          mail ->
                              assertThat(
                                      ((Multipart) mail.getContent())
                                          .getBodyPart(0)
                                          .getContent()
                                          .toString())
                                  .contains("Xiaomi Corporation (1810.HK) rose 5.39 %")
                                  .contains("2021-10-19")
                                  .contains("Likely cause: ")));
    } finally {
      mails.stop();
    }
  }

  private static boolean isTheFoundingMove(Hit hit) {
    JsonPath told = JsonPath.from(hit.body());
    return "1810.HK".equals(told.getString("data.company.ticker"))
        && "2021-10-19".equals(told.getString("data.move.session"))
        && Boolean.TRUE.equals(told.get("data.move.explained"));
  }
}
