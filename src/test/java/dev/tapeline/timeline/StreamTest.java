package dev.tapeline.timeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as a reader of server-sent events sees them. */
@QuarkusTest
@TestProfile(StreamTest.FastHeartbeat.class)
class StreamTest {
  private static final String PATH = "/api/v1/timeline/stream";
  private static final Duration SEVERAL_RECHECKS = Duration.ofSeconds(1);

  /** So that no test waits for it. */
  public static final class FastHeartbeat implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tapeline.stream.heartbeat", "100ms",
          "tapeline.stream.most", "3",
          "tapeline.http.recheck-tokens", "200ms");
    }
  }

  @Inject Jdbi jdbi;
  @Inject TimelineWriter writer;
  @Inject Sequencer sequencer;
  @Inject Companies companies;
  @Inject TimelineReader reader;

  /** A connection that writes down the lines that come. */
  private static final class Listener implements AutoCloseable {
    private final HttpResponse<InputStream> answer;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private volatile boolean ended;

    Listener(String query, String... headers) throws IOException, InterruptedException {
      this(URI.create("http://localhost:%d%s%s".formatted(RestAssured.port, PATH, query)), headers);
    }

    Listener(URI address, String... headers) throws IOException, InterruptedException {
      HttpRequest.Builder request = HttpRequest.newBuilder(address);
      if (headers.length > 0) {
        request.headers(headers);
      }
      answer =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      Thread thread = new Thread(this::read, "listener");
      thread.setDaemon(true);
      thread.start();
      await().until(() -> !lines.isEmpty());
    }

    private void read() {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        in.lines().forEach(lines::add);
      } catch (IOException | java.io.UncheckedIOException e) {
        // Closed by the test, or cut off.
      }
      ended = true;
    }

    List<Long> ids() {
      synchronized (lines) {
        return lines.stream()
            .filter(line -> line.startsWith("id:"))
            .map(line -> Long.valueOf(line.substring(3).strip()))
            .toList();
      }
    }

    long comments() {
      synchronized (lines) {
        return lines.stream().filter(line -> line.startsWith(":")).count();
      }
    }

    List<String> data() {
      synchronized (lines) {
        return lines.stream().filter(line -> line.startsWith("data:")).toList();
      }
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }

  @Test
  void entriesComeWithTheirSequenceNumbersAndGoOnBehindTheLastId() throws Exception {
    CompanyRef company = companies.get("0002.HK");
    long first;
    try (Listener listener = new Listener("?companies=0002.HK")) {
      assertThat(listener.answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(listener.answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      write(company);
      write(companies.get("0003.HK"));
      await().until(() -> listener.ids().size() == 1);
      first = listener.ids().get(0);
      assertThat(listener.data().get(0)).contains("{\"seq\":" + first + ",").contains("0002.HK");
      await().until(() -> listener.comments() > 2);
    }
    write(company);
    write(company);

    try (Listener again =
            new Listener("?companies=0002.HK", "Last-Event-ID", String.valueOf(first));
        Listener byQuery = new Listener("?companies=0002.HK&afterSeq=" + first)) {
      await().until(() -> again.ids().size() == 2 && byQuery.ids().size() == 2);
      write(company);
      await().until(() -> again.ids().size() == 3);
      assertThat(again.ids()).isSorted().doesNotHaveDuplicates().doesNotContain(first);
      List<Long> delta =
          given()
              .get("/api/v1/timeline?companies=0002.HK&afterSeq=" + first)
              .jsonPath()
              .getList("entries.seq", Long.class);
      assertThat(again.ids()).isEqualTo(delta);
    }
  }

  @Test
  void aTokenThatIsRevokedEndsItsStreamsAndNoOthers() throws Exception {
    JsonPath gone = token();
    JsonPath stays = token();
    // This one needs a token always; reading timelines needs none here.
    URI address =
        URI.create("http://localhost:%d/api/v1/alerts/stream".formatted(RestAssured.port));
    try (Listener first = new Listener(address, bearer(gone));
        Listener second = new Listener(address, bearer(gone));
        Listener other = new Listener(address, bearer(stays))) {
      given().delete("/api/v1/tokens/" + gone.getString("id")).then().statusCode(204);
      await().until(() -> first.ended && second.ended);
      await().during(SEVERAL_RECHECKS).until(() -> !other.ended);
    }
  }

  private static JsonPath token() {
    return given()
        .contentType("application/json")
        .body("{\"name\": \"stream\", \"scopes\": [\"write\"]}")
        .post("/api/v1/tokens")
        .jsonPath();
  }

  private static String[] bearer(JsonPath token) {
    return new String[] {"Authorization", "Bearer " + token.getString("token")};
  }

  @Test
  void anIdOfAnotherDatabaseHidesNothing() throws Exception {
    try (Listener listener = new Listener("?companies=0004.HK", "Last-Event-ID", "999999999999")) {
      write(companies.get("0004.HK"));
      await().until(() -> listener.ids().size() == 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?companies=NOSUCH.XX, '', 404",
    "?watchList=nosuch,    '', 404",
    "?afterSeq=x,          '', 400",
    "?limit=5,             '', 400",
    "'',                   x,  400",
    "'',                   -1, 400",
  })
  void refusesWhatItCannotRead(String query, String lastId, int status) {
    Response answer =
        (lastId.isEmpty() ? given() : given().header("Last-Event-ID", lastId)).get(PATH + query);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void moreStreamsThanItServesAreToldToComeLater() throws Exception {
    List<Listener> open = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        open.add(new Listener(""));
      }
      Response refused = given().get(PATH);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
    } finally {
      for (Listener listener : open) {
        listener.close();
      }
    }
    // Those that have gone make room.
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (Listener listener = new Listener("")) {
                return listener.answer.statusCode() == 200;
              }
            });
  }

  private void write(CompanyRef company) {
    jdbi.useTransaction(handle -> writer.record(handle, FollowerTest.draft(company)));
    sequencer.advance();
  }
}
