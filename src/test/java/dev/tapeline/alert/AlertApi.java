package dev.tapeline.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;

/** What tests of alerts say to the service. */
final class AlertApi {
  static final String RULES = "/api/v1/alert-rules";

  private AlertApi() {}

  /** Makes a rule of fields with single quotes: {@code 'companies': ['1810.HK'], 'when': …}. */
  static JsonPath rule(String fields) {
    Response made =
        given()
            .contentType(ContentType.JSON)
            .body("{'name': 'a rule', %s}".formatted(fields).replace('\'', '"'))
            .post(RULES);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made.jsonPath();
  }

  /** A webhook's target. */
  static String hook(String path) {
    return "'target': {'kind': 'WEBHOOK', 'url': '%s%s'}".formatted(WithMovedClock.BASE, path);
  }

  static String mail(String to) {
    return "'target': {'kind': 'EMAIL', 'to': '%s'}".formatted(to);
  }

  static List<Map<String, Object>> deliveries(String rule) {
    return given().get(RULES + "/" + rule + "/deliveries?limit=500").jsonPath().getList("entries");
  }

  static JsonPath get(String rule) {
    return given().get(RULES + "/" + rule).jsonPath();
  }

  static void test(String rule) {
    given().post(RULES + "/" + rule + "/test").then().statusCode(202);
  }

  static void push(String id, String text, String publishedAt) {
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "articles",
                List.of(
                    Map.of(
                        "source", "a wire",
                        "id", id,
                        "title", text,
                        "text", text,
                        "url", "https://news.example.com/" + id,
                        "publishedAt", publishedAt))))
        .post("/api/v1/articles")
        .then()
        .statusCode(200);
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }

  static void removeRules() {
    given()
        .get(RULES + "?limit=500")
        .jsonPath()
        .<String>getList("entries.id")
        .forEach(id -> given().delete(RULES + "/" + id).then().statusCode(204));
  }
}
