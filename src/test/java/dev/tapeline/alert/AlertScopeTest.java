package dev.tapeline.alert;

import static dev.tapeline.alert.AlertApi.deliveries;
import static dev.tapeline.alert.AlertApi.eventually;
import static dev.tapeline.alert.AlertApi.hook;
import static dev.tapeline.alert.AlertApi.push;
import static dev.tapeline.alert.AlertApi.rule;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.market.BarsForTests;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom rules are for and how far they look: indices, history, the past, streams. */
@QuarkusTest
@TestProfile(WithMovedClock.class)
@org.junit.jupiter.api.Timeout(180)
class AlertScopeTest {
  private static Receiver receiver;

  @Inject MovedClock clock;
  @Inject Jdbi jdbi;

  @BeforeAll
  static void start() {
    receiver = new Receiver(WithMovedClock.PORT);
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  @AfterEach
  void removeRules() {
    AlertApi.removeRules();
  }

  private static List<String> sessions(String path) {
    return receiver.hits(path).stream()
        .map(hit -> new JsonPath(hit.body()).getString("data.move.session"))
        .toList();
  }

  @Test
  void historyThatIsImportedTellsOfItsLastDaysAlone() {
    clock.set("2024-05-20T10:00:00Z");
    String id =
        rule("'companies': ['0003.HK'], 'when': {'move': {'minAbsChange': 5}}, "
                + hook("/ok/history"))
            .getString("id");

    BarsForTests.load(
        jdbi,
        "0003.HK",
        """
        2019-03-04,10,10,10,10,10,1
        2019-03-05,10,11,10,10.6,10.6,1
        2019-03-06,10,11,10,10.5,10.5,1
        2019-03-07,10,11,10,10.5,10.5,1
        2019-03-08,10,11,10,10.5,10.5,1
        2019-03-11,10,11,10,10.5,10.5,1
        2019-03-12,10,12,10,11.2,11.2,1
        2019-03-13,10,12,10,11.3,11.3,1
        """);

    eventually(() -> assertThat(deliveries(id)).hasSize(1));
    eventually(() -> assertThat(sessions("/ok/history")).containsExactly("2019-03-12"));
    // A day behind them is news of its own.
    BarsForTests.load(jdbi, "0003.HK", "2019-03-14,11,12,11,12,12,1\n");
    eventually(
        () ->
            assertThat(sessions("/ok/history"))
                .containsExactlyInAnyOrder("2019-03-12", "2019-03-14"));
  }

  @Test
  void anIndexStandsForTheListingsThatAreMeasuredAgainstIt() {
    clock.set("2024-05-21T10:00:00Z");
    JsonPath made =
        rule(
            "'indices': ['INDEX:HSI'], 'when': {'move': {'minAbsChange': 1}}, "
                + hook("/ok/index"));
    assertThat(made.getList("indices")).containsExactly("INDEX:HSI");

    BarsForTests.load(jdbi, "WMT", "2024-05-16,4,4,4,4,4,1\n2024-05-17,4,5,4,4.5,4.5,1\n");
    BarsForTests.load(jdbi, "0006.HK", "2024-05-16,4,4,4,4,4,1\n2024-05-17,4,5,4,4.1,4.1,1\n");

    eventually(() -> assertThat(receiver.hits("/ok/index")).hasSize(1));
    assertThat(new JsonPath(receiver.hits("/ok/index").get(0).body()).getString("data.text"))
        .contains("(0006.HK) rose 2.50 % to 4.10 HKD on 2024-05-17");
    List<String> tried =
        given()
            .get(
                AlertApi.RULES
                    + "/"
                    + made.getString("id")
                    + "/trial?from=2024-05-17&to=2024-05-17")
            .jsonPath()
            .getList("entries.company.ticker");
    assertThat(tried).containsExactly("0006.HK");
  }

  /** The bars are made: 400 sessions of three listings, with moves of all sizes. */
  @Test
  void theTrialOfARuleListsTheDaysThatMovesLists() throws IOException {
    clock.set("2018-01-15T00:00:00Z");
    Map<String, StringBuilder> rows = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(AlertScopeTest.class.getResourceAsStream("made-bars.csv"));
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      lines
          .lines()
          .skip(1)
          .forEach(
              line -> {
                int comma = line.indexOf(',');
                rows.computeIfAbsent(line.substring(0, comma), key -> new StringBuilder())
                    .append(line.substring(comma + 1))
                    .append('\n');
              });
    }
    rows.forEach((ticker, text) -> BarsForTests.load(jdbi, ticker, text.toString()));
    eventually(
        () ->
            assertThat(
                    given()
                        .get("/api/v1/companies/KO/prices?from=2017-12-01")
                        .jsonPath()
                        .getList("entries"))
                .isNotEmpty());
    String id =
        rule("'enabled': false, 'companies': ['KO', 'PEP', 'MCD'], 'when': {'move':"
                + " {'minAbsChange': 5}}, "
                + hook("/ok/never"))
            .getString("id");
    String range = "from=2016-06-01&to=2017-12-31";

    eventually(
        () -> {
          List<String> moves = days("/api/v1/moves?companies=KO,PEP,MCD&minChange=5&" + range);
          assertThat(moves).hasSize(95);
          assertThat(days(AlertApi.RULES + "/" + id + "/trial?" + range)).isEqualTo(moves);
        });
    // And of the ninety days before now, where nothing is said.
    List<String> lately = days(AlertApi.RULES + "/" + id + "/trial?limit=50");
    assertThat(lately)
        .isNotEmpty()
        .isEqualTo(
            days("/api/v1/moves?companies=KO,PEP,MCD&minChange=5&from=2017-10-17&to=2018-01-14"));
    assertThat(receiver.hits("/ok/never")).isEmpty();
  }

  /** Of all pages. */
  private static List<String> days(String path) {
    List<String> days = new ArrayList<>();
    String next = path;
    while (next != null) {
      JsonPath page = given().urlEncodingEnabled(false).get(next).jsonPath();
      List<Map<String, Object>> entries = page.getList("entries");
      entries.forEach(entry -> days.add(ticker(entry) + " " + entry.get("session")));
      next = page.getString("next");
    }
    return days;
  }

  private static @Nullable Object ticker(Map<String, Object> entry) {
    return entry.get("company") instanceof Map<?, ?> company
        ? company.get("ticker")
        : entry.get("ticker");
  }

  @Test
  void whoChangedWhomARuleIsForIsWrittenDown() {
    String id =
        rule("'companies': ['0700.HK', '1810.HK'], 'when': {'move': {}}, " + hook("/ok/audit"))
            .getString("id");
    given()
        .contentType("application/json")
        .body("{\"companies\": [\"1810.HK\"], \"indices\": [\"INDEX:HSI\"]}")
        .patch(AlertApi.RULES + "/" + id)
        .then()
        .statusCode(200);
    given().post(AlertApi.RULES + "/" + id + "/rotate-secret").then().statusCode(200);

    List<Map<String, Object>> trail =
        given().get("/api/v1/audit?subject=alert-rule&limit=500").jsonPath().getList("entries");
    String told =
        trail.stream()
            .filter(entry -> id.equals(entry.get("subjectId")))
            .map(
                entry -> entry.get("action") + " " + entry.get("before") + " " + entry.get("after"))
            .collect(Collectors.joining("\n"));

    assertThat(told)
        .contains("CREATED")
        .contains("CHANGED null {companies=[0700.HK]}")
        .contains("CHANGED null {companies=[1810.HK]}")
        .contains("CHANGED {companies=[0700.HK]} null")
        .contains("indices=[INDEX:HSI]")
        .contains("CHANGED null {secret=rotated}")
        .doesNotContain("whsec_")
        .doesNotContain(WithMovedClock.BASE);
  }

  // --- The stream

  @Test
  void theStreamTellsAlertsOfTheTokensRulesAndGoesOnWhereItStopped() throws Exception {
    clock.set("2024-07-15T10:00:00Z");
    String mine = token();
    String others = token();
    String whom = "'companies': ['2020.HK'], 'when': {'reportedMove': {}}, ";
    ruleOf(mine, whom + "'target': {'kind': 'STREAM'}");
    ruleOf(others, whom + hook("/ok/stream"));
    String last;
    try (Events events = new Events(mine, null)) {
      push("stream-1", "Anta Sports shares rose 5.4% in Hong Kong", "2024-07-15T09:00:00Z");
      List<String> first = events.next();
      assertThat(first.get(1)).isEqualTo("event:alert.reported-move");
      JsonPath told = new JsonPath(first.get(2).substring("data:".length()));
      assertThat(told.getString("data.company.ticker")).isEqualTo("2020.HK");
      assertThat(told.getString("data.rule.name")).isEqualTo("of the stream");
      last = first.get(0).substring("id:".length());
    }
    eventually(() -> assertThat(receiver.hits("/ok/stream")).hasSize(1));
    push("stream-2", "Anta Sports shares fell 6.4% in Hong Kong", "2024-07-08T09:00:00Z");
    eventually(() -> assertThat(receiver.hits("/ok/stream")).hasSize(2));

    try (Events again = new Events(mine, last)) {
      List<String> second = again.next();
      assertThat(Long.parseLong(second.get(0).substring("id:".length())))
          .isGreaterThan(Long.parseLong(last));
      assertThat(second.get(2)).contains("stream-2");
    }
  }

  private static String token() {
    return given()
        .contentType("application/json")
        .body("{\"name\": \"stream\", \"scopes\": [\"write\"]}")
        .post("/api/v1/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  private static void ruleOf(String token, String fields) {
    given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body("{'name': 'of the stream', %s}".formatted(fields).replace('\'', '"'))
        .post(AlertApi.RULES)
        .then()
        .statusCode(201);
  }

  /** An open stream; what waits for an event is given up by the test's own time. */
  private static final class Events implements AutoCloseable {
    private final BufferedReader lines;

    Events(String token, @Nullable String lastEventId) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/alerts/stream"))
              .header("Authorization", "Bearer " + token);
      if (lastEventId != null) {
        request.header("Last-Event-ID", lastEventId);
      }
      HttpResponse<InputStream> answer =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
      lines.readLine(); // the comment that says that it is there
    }

    /** The lines of the next event: id, event, data. */
    List<String> next() {
      List<String> event = new ArrayList<>();
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.isEmpty() && !event.isEmpty()) {
            return event.stream().sorted(AlertScopeTest::byName).toList();
          }
          if (!line.isEmpty() && !line.startsWith(":")) {
            event.add(line);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new AssertionError("the stream ended");
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  private static int byName(String one, String other) {
    List<String> order = List.of("id", "event", "data");
    return Integer.compare(
        order.indexOf(one.substring(0, one.indexOf(':'))),
        order.indexOf(other.substring(0, other.indexOf(':'))));
  }
}
