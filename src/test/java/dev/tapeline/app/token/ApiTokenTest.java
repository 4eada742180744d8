package dev.tapeline.app.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ApiTokenTest {
  private static final String PATH = "/api/v1/tokens";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Inject Jdbi jdbi;

  @Test
  void isShownOnceAndKeptAsAHash() {
    Response made = create("{\"name\": \"once\", \"scopes\": [\"read\", \"write\"]}");
    String secret = made.jsonPath().getString("token");
    String id = made.jsonPath().getString("id");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(secret).matches("tl_[A-Za-z0-9_-]{43}");
    Response shown = given().get(PATH + "/" + id);
    assertThat(shown.jsonPath().getList("scopes")).containsExactly("read", "write");
    assertThat(shown.asString() + given().get(PATH).asString()).doesNotContain(secret);
    String row =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select t::text from api_token t where id = cast(:id as uuid)")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
    assertThat(row).doesNotContain(secret).doesNotContain(secret.substring(3));
  }

  @Test
  void isNotTakenAnyMoreOnceRevoked() {
    JsonPath made = create("{\"name\": \"revoked\", \"scopes\": [\"read\"]}").jsonPath();
    assertThat(lists(made.getString("token")).statusCode()).isEqualTo(200);

    assertThat(given().delete(PATH + "/" + made.getString("id")).statusCode()).isEqualTo(204);
    assertThat(given().delete(PATH + "/" + made.getString("id")).statusCode()).isEqualTo(204);

    Response refused = lists(made.getString("token"));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.jsonPath().getString("detail")).contains("revoked");
    JsonPath shown = given().get(PATH + "/" + made.getString("id")).jsonPath();
    assertThat(shown.getString("revokedAt")).isNotNull();
    assertThat(shown.getString("lastUsedAt")).isNotNull();
  }

  @Test
  void isNotTakenOnceExpired() {
    var made =
        new ApiTokens(jdbi, InstantSource.fixed(NOW))
            .create(TokenRequest.of("old", List.of(Scope.ADMIN), "P1D", NOW));

    Response refused = lists(made.secret());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
    assertThat(refused.jsonPath().getString("detail")).contains("expired");
  }

  @Test
  void itsUseIsWrittenOnceAMinute() {
    String secret =
        new ApiTokens(jdbi, InstantSource.fixed(NOW))
            .create(TokenRequest.of("used", List.of(Scope.READ), null, NOW))
            .secret();
    for (int second : List.of(10, 20, 69, 70, 75)) {
      new ApiTokens(jdbi, InstantSource.fixed(NOW.plusSeconds(second))).use(secret);
    }

    ApiToken after =
        new ApiTokens(jdbi, InstantSource.fixed(NOW.plusSeconds(76))).use(secret).orElseThrow();

    assertThat(after.lastUsedAt()).isEqualTo(NOW.plusSeconds(70));
  }

  @Test
  void theBodyOfARequestWaitsUntilTheTokenWasLookedUp() {
    String token =
        create("{\"name\": \"pusher\", \"scopes\": [\"write\"]}").jsonPath().getString("token");
    String text = "Nothing that any company did. ".repeat(20_000);

    Response pushed =
        given()
            .auth()
            .oauth2(token)
            .contentType("application/json")
            .body(
                "{\"articles\": [{\"source\": \"tokens\", \"id\": \"%s\", \"title\": \"Weather\", \"text\": \"%s\"}]}"
                    .formatted(UUID.randomUUID(), text))
            .post("/api/v1/articles");

    assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(200);
    assertThat(pushed.jsonPath().getString("results[0].status")).isEqualTo("CREATED");
  }

  @Test
  void isAPasswordToThoseWhoKnowNothingElse() {
    String secret =
        create("{\"name\": \"feed reader\", \"scopes\": [\"read\"]}").jsonPath().getString("token");

    assertThat(
            given()
                .auth()
                .preemptive()
                .basic("any", secret)
                .get("/api/v1/watch-lists")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            given()
                .auth()
                .preemptive()
                .basic(secret, "any")
                .get("/api/v1/watch-lists")
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scopes\": [\"read\"]}                                          | name",
        "{\"name\": \" \", \"scopes\": [\"read\"]}                         | name",
        "{\"name\": \"x\", \"scopes\": []}                                 | scopes",
        "{\"name\": \"x\", \"scopes\": [\"root\"]}                         | scopes",
        "{\"name\": \"x\", \"scopes\": [null]}                             | scopes",
        "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"x\"}   | expiresAt",
        "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"P0D\"} | expiresAt",
        "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"P999999999Y\"} | expiresAt",
        "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"2001-01-01\"} | expiresAt",
      })
  void refusesWhatItCannotRead(String body, String field) {
    Response answer = create(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail")).contains(field);
  }

  @Test
  void theAuditTrailSaysWhoDidIt() {
    JsonPath admin = create("{\"name\": \"boss\", \"scopes\": [\"admin\"]}").jsonPath();
    String made =
        given()
            .auth()
            .oauth2(admin.getString("token"))
            .contentType("application/json")
            .body(
                "{\"name\": \"audited\", \"kind\": \"FEED\", \"url\": \"https://audit.example.com/rss\", \"enabled\": false}")
            .post("/api/v1/sources")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    given()
        .contentType("application/json")
        .body("{\"name\": \"audited more\"}")
        .patch("/api/v1/sources/" + made)
        .then()
        .statusCode(200);
    given().delete("/api/v1/sources/" + made).then().statusCode(204);

    JsonPath trail = given().get("/api/v1/audit?subject=source&limit=3").jsonPath();

    assertThat(trail.getList("entries.action")).containsExactly("REMOVED", "CHANGED", "CREATED");
    assertThat(trail.getList("entries.subjectId")).containsOnly(made);
    assertThat(trail.getList("entries.actor"))
        .containsExactly("admin", "admin", "token:boss (%s)".formatted(admin.getString("id")));
    assertThat(trail.getString("entries[1].before.name")).isEqualTo("audited");
    assertThat(trail.getString("entries[1].after.name")).isEqualTo("audited more");
    String next = given().get("/api/v1/audit?subject=source&limit=2").jsonPath().getString("next");
    assertThat(
            given().urlEncodingEnabled(false).get(next).jsonPath().getString("entries[0].action"))
        .isEqualTo("CREATED");
    // The secret's hash is none of what people edit.
    assertThat(given().get("/api/v1/audit?subject=token").asString()).doesNotContain("hash");
  }

  private static Response create(String body) {
    return given().contentType("application/json").body(body).post(PATH);
  }

  private static Response lists(String token) {
    return given().auth().oauth2(token).get("/api/v1/watch-lists");
  }
}
