package dev.tapeline.app.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "the-admin-token-of-the-tests",
        "Bearer a b"
      })
  void takesNothingElseForAToken(String authorization) {
    given()
        .auth()
        .none()
        .header("Authorization", authorization)
        .delete("/probe")
        .then()
        .statusCode(401)
        .body("status", equalTo(401))
        .body("detail", containsString("Bearer TOKEN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
  void takesTheTokenInAnyCaseOfItsScheme(String scheme) {
    given()
        .auth()
        .none()
        .header("Authorization", scheme + AdminTokenForTests.TOKEN)
        .delete("/probe")
        .then()
        .statusCode(405);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1//alert-rules, 401",
    "/api/v1/./tokens, 401",
    "/api/v1/x/../watch-lists, 401",
    "/api/v1/%61lert-rules, 401",
    "/api/v1/alert-rules;x, 401"
  })
  void isNotFooledByTheWayAPathIsWritten(String path, int status) {
    given().auth().none().urlEncodingEnabled(false).get(path).then().statusCode(status);
  }

  @Test
  void answersALargeBodyFromAStranger() {
    given()
        .auth()
        .none()
        .contentType("application/json")
        .body("x".repeat(20_000_000))
        .post("/api/v1/articles")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example:8080", "10.1.2.3"})
  void refusesAForeignHost(String host) {
    given()
        .header("Host", host)
        .get("/api/v1/companies")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("detail", containsString("tapeline.http.hosts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080"})
  void knowsItsOwnNames(String host) {
    given().header("Host", host).get("/probe").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/probe", "/nothing", "/api/v1/nothing", "/q/health", "/q/swagger-ui/"})
  void tellsBrowsersToBeCareful(String path) {
    given()
        .get(path)
        .then()
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", startsWith("default-src"));
  }
}
