package dev.tapeline.source;

import static dev.tapeline.source.FeedServer.item;
import static dev.tapeline.source.FeedServer.rss;
import static dev.tapeline.source.FeedServer.serve;
import static dev.tapeline.source.FeedServer.url;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user does with sources. */
@QuarkusTest
class SourceTest {
  private static final String SOURCES = "/api/v1/sources";

  static RequestSpecification request() {
    return given().contentType(ContentType.JSON);
  }

  /** Adds a feed; its id. */
  static String add(String name, String path) {
    return request()
        .body(Map.of("name", name, "kind", "FEED", "url", url(path)))
        .post(SOURCES)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  static JsonPath pull(String id) {
    return request().post(SOURCES + "/" + id + "/pull").then().statusCode(200).extract().jsonPath();
  }

  static JsonPath get(String id) {
    return request().get(SOURCES + "/" + id).then().statusCode(200).extract().jsonPath();
  }

  static void expect(
      JsonPath pull, String status, int found, int created, int revised, int unchanged) {
    assertThat(List.of(pull.getString("status"), pull.getInt("found"), pull.getInt("new")))
        .isEqualTo(List.of(status, found, created));
    assertThat(List.of(pull.getInt("revised"), pull.getInt("unchanged")))
        .isEqualTo(List.of(revised, unchanged));
  }

  @Test
  void aFeedIsAddedPulledAndShowsHowItDoes() {
    serve("/life", rss(item("life-1", "One", "First text"), item("life-2", "Two", "Second text")));
    JsonPath added =
        request()
            .body(Map.of("name", "Life", "kind", "FEED", "url", url("/life"), "language", "en"))
            .post(SOURCES)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    String id = added.getString("id");
    assertThat(added.getString("health.status")).isEqualTo("NEW");
    assertThat(added.getBoolean("fetchPages")).isTrue();

    JsonPath first = pull(id);
    expect(first, "OK", 2, 2, 0, 0);
    assertThat(first.getList("refused")).isEmpty();
    expect(pull(id), "OK", 2, 0, 0, 2);

    JsonPath shown = get(id);
    assertThat(shown.getString("health.status")).isEqualTo("OK");
    assertThat(shown.getInt("health.items")).isEqualTo(2);
    assertThat(shown.getString("health.lastPullAt")).isNotNull().endsWith("Z");
    assertThat(shown.getString("health.lastGoodPullAt")).isNotNull();
    assertThat(shown.getString("health.nextPullAt"))
        .isGreaterThan(shown.getString("health.lastPullAt"));
    assertThat(shown.getString("health.lastError")).isNull();
  }

  @Test
  void theSameIdWithChangedTextIsARevision() {
    serve("/revised", rss(item("r-1", "One", "As it was"), item("r-2", "Two", "Stays")));
    String id = add("Revised", "/revised");
    expect(pull(id), "OK", 2, 2, 0, 0);
    serve("/revised", rss(item("r-1", "One", "As it is now"), item("r-2", "Two", "Stays")));
    expect(pull(id), "OK", 2, 0, 1, 1);
    expect(pull(id), "OK", 2, 0, 0, 2);
  }

  @Test
  void anUnchangedFeedIsNotSentAgain() {
    serve(
        "/conditional",
        exchange -> {
          boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          exchange.getResponseHeaders().add("ETag", "\"v1\"");
          byte[] body = rss(item("c-1", "One", "Text")).getBytes();
          exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : body.length);
          if (!known) {
            exchange.getResponseBody().write(body);
          }
        });
    String id = add("Conditional", "/conditional");
    expect(pull(id), "OK", 1, 1, 0, 0);
    expect(pull(id), "NOT_MODIFIED", 0, 0, 0, 0);
    expect(pull(id), "NOT_MODIFIED", 0, 0, 0, 0);
    assertThat(get(id).getString("health.status")).isEqualTo("OK");
  }

  @Test
  void aSourceThatFailsShowsItsErrorAndItsNextCheck() {
    serve("/fails", 503, new byte[0], "Retry-After: 7200");
    String id = add("Fails", "/fails");
    JsonPath failed = pull(id);
    assertThat(failed.getString("status")).isEqualTo("FAILED");
    assertThat(failed.getString("error")).isEqualTo("answers 503 (not available now)");
    JsonPath shown = get(id);
    assertThat(shown.getString("health.status")).isEqualTo("FAILING");
    assertThat(shown.getString("health.lastError")).isEqualTo("answers 503 (not available now)");
    assertThat(shown.getString("health.lastGoodPullAt")).isNull();
    Duration wait =
        Duration.between(
            java.time.Instant.parse(shown.getString("health.lastPullAt")),
            java.time.Instant.parse(shown.getString("health.nextPullAt")));
    assertThat(wait).isBetween(Duration.ofMinutes(120), Duration.ofMinutes(133));

    serve("/fails", rss(item("f-1", "One", "Text")));
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(get(id).getString("health.status")).isEqualTo("OK");
    assertThat(get(id).getString("health.lastError")).isNull();
  }

  @Test
  void aFeedThatIsGoneIsNotAskedAgain() {
    serve("/gone", 410, new byte[0]);
    String id = add("Gone", "/gone");
    assertThat(pull(id).getString("status")).isEqualTo("FAILED");
    assertThat(get(id).getString("health.status")).isEqualTo("GONE");
    assertThat(get(id).getString("health.nextPullAt")).isNull();
  }

  @Test
  void aFeedThatHasMovedIsAskedWhereItIs() {
    serve("/moved", 301, new byte[0], "Location: /moved/here");
    serve("/moved/here", rss(item("m-1", "One", "Text")));
    String id = add("Moved", "/moved");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(get(id).getString("url")).isEqualTo(url("/moved/here"));
    expect(pull(id), "OK", 1, 0, 0, 1);
    assertThat(FeedServer.asked("/moved")).isEqualTo(1);
  }

  @Test
  void aDueSourceIsPulledByItself() {
    serve("/due", rss(item("d-1", "One", "Text")));
    String id = add("Due", "/due");
    request().body(Map.of("enabled", false)).patch(SOURCES + "/" + id).then().statusCode(200);
    assertThat(get(id).getString("health.status")).isEqualTo("PAUSED");
    request().body(Map.of("enabled", true)).patch(SOURCES + "/" + id).then().statusCode(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(get(id).getInt("health.items")).isEqualTo(1));
  }

  @Test
  void aSlowSourceDelaysNobodyElse() {
    CountDownLatch answered = new CountDownLatch(1);
    serve(
        "/slow",
        exchange -> {
          try {
            answered.await(3, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    serve("/quick", rss(item("q-1", "One", "Text")));
    for (String path : List.of("/slow", "/quick")) {
      String id = add("Delay " + path, path);
      request().body(Map.of("enabled", false)).patch(SOURCES + "/" + id).then().statusCode(200);
      request().body(Map.of("enabled", true)).patch(SOURCES + "/" + id).then().statusCode(200);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> FeedServer.asked("/quick") > 0 && FeedServer.asked("/slow") > 0);
    answered.countDown();
  }

  @Test
  void aPushedSourceShowsWhatCame() {
    request()
        .body(
            """
            {"articles": [{"source": "Shown wire", "id": "1", "title": "One"}]}""")
        .post("/api/v1/articles")
        .then()
        .statusCode(200);
    String path = "entries.find { it.name == 'Shown wire' }";
    JsonPath list = request().get(SOURCES + "?limit=500").then().extract().jsonPath();
    assertThat(list.getString(path + ".kind")).isEqualTo("PUSH");
    assertThat(list.getString(path + ".health.status")).isEqualTo("OK");
    assertThat(list.getInt(path + ".health.items")).isEqualTo(1);
    String id = list.getString(path + ".id");
    request().post(SOURCES + "/" + id + "/pull").then().statusCode(409);
    request().body("{}").patch(SOURCES + "/" + id).then().statusCode(409);
  }

  @Test
  void aPushedSourceCanBeRemovedAndComesAgainWithTheNextPush() {
    String push =
        """
        {"articles": [{"source": "Leaving wire", "id": "%d",
          "title": "Fanuc named a new chief financial officer."}]}""";
    String named = "entries.findAll { it.name == 'Leaving wire' }.id";
    request().body(push.formatted(1)).post("/api/v1/articles").then().statusCode(200);
    String id = request().get(SOURCES + "?limit=500").jsonPath().getString(named + "[0]");
    assertThat(timeline("6954.T").getList("entries")).hasSize(1);

    request().delete(SOURCES + "/" + id + "?withArticles=true").then().statusCode(204);

    request().get(SOURCES + "/" + id).then().statusCode(404);
    assertThat(timeline("6954.T").getList("entries")).isEmpty();
    JsonPath again =
        request().body(push.formatted(2)).post("/api/v1/articles").then().extract().jsonPath();
    assertThat(again.getString("results[0].status")).isEqualTo("CREATED");
    assertThat(request().get(SOURCES + "?limit=500").jsonPath().getList(named))
        .hasSize(1)
        .doesNotContain(id);
  }

  private static JsonPath timeline(String company) {
    return request().get("/api/v1/companies/" + company + "/timeline").jsonPath();
  }

  @Test
  void anotherAddressIsAnotherFeed() {
    serve("/before", rss(item("x-1", "One", "Text")), "ETag: \"before\"");
    serve("/after", rss(item("x-2", "Two", "Text")));
    String id = add("Before", "/before");
    pull(id);
    request()
        .body(Map.of("url", url("/after"), "name", "After", "enabled", false, "language", "id"))
        .patch(SOURCES + "/" + id)
        .then()
        .statusCode(200);
    assertThat(get(id).getString("name")).isEqualTo("After");
    assertThat(get(id).getString("language")).isEqualTo("id");
    expect(pull(id), "OK", 1, 1, 0, 0);
    request().body("{\"language\": null}").patch(SOURCES + "/" + id).then().statusCode(200);
    assertThat(get(id).getString("language")).isNull();
  }

  @Test
  void aSourceGoesAndItsArticlesOnlyWhereAskedTo() {
    serve("/goes", rss(item("g-1", "One", "Text")));
    for (boolean with : new boolean[] {false, true}) {
      String id = add("Goes", "/goes");
      pull(id);
      request().queryParam("withArticles", with).delete(SOURCES + "/" + id).then().statusCode(204);
      request().get(SOURCES + "/" + id).then().statusCode(404);
    }
    request().queryParam("withArticles", "perhaps").delete(SOURCES + "/x").then().statusCode(400);
  }

  @Test
  void sourcesAreListedPageByPage() {
    for (int i = 0; i < 3; i++) {
      add("Listed " + i, "/listed/" + i);
    }
    int seen = 0;
    String next = SOURCES + "?limit=2";
    while (next != null) {
      JsonPath page = request().get(next).then().statusCode(200).extract().jsonPath();
      assertThat(page.getList("entries")).hasSizeBetween(1, 2);
      seen +=
          (int)
              page.getList("entries.name", String.class).stream()
                  .filter(name -> name.startsWith("Listed "))
                  .count();
      next = page.getString("next");
    }
    assertThat(seen).isEqualTo(3);
  }

  @Test
  void anAddressIsTakenOnce() {
    String id = add("Once", "/once");
    JsonPath problem =
        request()
            .body(Map.of("name", "Twice", "kind", "FEED", "url", url("/once")))
            .post(SOURCES)
            .then()
            .statusCode(409)
            .contentType("application/problem+json")
            .extract()
            .jsonPath();
    assertThat(problem.getString("id")).isEqualTo(id);
    String other = add("Other", "/other");
    request().body(Map.of("url", url("/once"))).patch(SOURCES + "/" + other).then().statusCode(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                              | name
          {"name": "A", "kind": "FEED"}                                   | url
          {"name": "A", "url": "https://e.org/"}                          | kind
          {"name": " ", "kind": "FEED", "url": "https://e.org/"}          | name
          {"name": "A\\nB", "kind": "FEED", "url": "https://e.org/"}      | name
          {"name": "A", "kind": "SAMPLE", "url": "https://e.org/"}        | kind
          {"name": "A", "kind": "FAX", "url": "https://e.org/"}           | kind
          {"name": "A", "kind": "FEED", "url": "ftp://e.org/"}            | url
          {"name": "A", "kind": "FEED", "url": "/rss"}                    | url
          {"name": "A", "kind": "FEED", "url": "https://u:p@e.org/"}      | url
          {"name": "A", "kind": "FEED", "url": "https://e.org/a b"}       | url
          {"name": "A", "kind": "FEED", "url": 7}                         | url
          {"name": "A", "kind": "FEED", "url": "https://e.org/", "language": "English!"} | language
          {"name": "A", "kind": "FEED", "url": "https://e.org/", "fetchPages": "yes"} | fetchPages
          {"name": "A", "kind": "FEED", "url": "https://e.org/", "colour": "red"} | colour
          [1]                                                             | body
          """)
  void aBadFieldIsNamed(String body, String field) {
    JsonPath problem =
        request()
            .body(body)
            .post(SOURCES)
            .then()
            .statusCode(400)
            .contentType("application/problem+json")
            .extract()
            .jsonPath();
    assertThat(problem.getString("parameter")).isEqualTo(field);
    assertThat(problem.getString("allowed")).isNotBlank();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String id : List.of("x", "00000000-0000-0000-0000-000000000000")) {
      request().get(SOURCES + "/" + id).then().statusCode(404);
      request().post(SOURCES + "/" + id + "/pull").then().statusCode(404);
      request().delete(SOURCES + "/" + id).then().statusCode(404);
      request().body("{}").patch(SOURCES + "/" + id).then().statusCode(404);
    }
  }
}
