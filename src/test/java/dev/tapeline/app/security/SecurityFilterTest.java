package dev.tapeline.app.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityFilterTest {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private record Operation(String method, String path) {

    boolean isPrivate() {
      return !(method.equals("GET") || path.equals("/api/v1/analyze"))
          || Stream.of("alert-rules", "watch-lists", "tokens")
              .anyMatch(name -> path.startsWith("/api/v1/" + name));
    }

    Response send(RequestSpecification request) {
      RequestSpecification prepared =
          method.equals("GET") || method.equals("DELETE")
              ? request
              : request.contentType("application/json").body("{}");
      return prepared.request(method, path);
    }
  }

  /** Every operation that the service describes, those of tomorrow among them. */
  @TestFactory
  List<DynamicTest> asksForTheTokenWhereItMust() {
    List<Operation> operations = operations();
    assertThat(operations).hasSizeGreaterThan(5);
    List<DynamicTest> tests = new ArrayList<>();
    for (Operation operation : operations) {
      tests.add(dynamicTest(operation.toString(), () -> check(operation)));
    }
    return tests;
  }

  private static void check(Operation operation) {
    Response stranger = operation.send(given().auth().none());
    Response guesser = operation.send(given().auth().oauth2("guessed"));
    Response admin = operation.send(given());

    assertThat(admin.statusCode()).isNotIn(401, 403).isLessThan(500);
    if (operation.isPrivate()) {
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(stranger.contentType()).isEqualTo("application/problem+json");
      assertThat(stranger.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tapeline\"");
      assertThat(guesser.statusCode()).isEqualTo(401);
      assertThat(guesser.header("WWW-Authenticate")).contains("invalid_token");
    } else {
      assertThat(stranger.statusCode()).isEqualTo(admin.statusCode());
    }
  }

  private static List<Operation> operations() {
    Map<String, Map<String, Object>> paths =
        given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
    List<Operation> operations = new ArrayList<>();
    paths.forEach(
        (template, item) ->
            item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(
                    method ->
                        operations.add(
                            new Operation(
                                method.toUpperCase(Locale.ROOT),
                                template.replaceAll("\\{[^}]+}", "nothing")))));
    return operations;
  }

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
