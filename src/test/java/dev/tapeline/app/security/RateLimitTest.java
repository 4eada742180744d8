package dev.tapeline.app.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.app.token.Scope;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits, single sign-on and requests from other origins, as an operator may configure them. */
@QuarkusTest
@TestProfile(RateLimitTest.Configured.class)
class RateLimitTest {
  private static final int LIMIT = 20;

  /** Few requests a minute, keys of an OpenID provider, and one other origin. */
  public static final class Configured implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tapeline.rate-limit.requests-per-minute", String.valueOf(LIMIT),
          "quarkus.oidc.tenant-enabled", "true",
          "quarkus.oidc.public-key", ProviderForTests.publicKey(),
          "quarkus.http.cors.enabled", "true",
          "quarkus.http.cors.origins", "https://dashboard.example.org");
    }
  }

  @Test
  void eachTokenHasALimitOfItsOwnAndTheAnswersSayWhatIsLeft() {
    String one = AuthMatrix.token(Scope.READ);
    String other = AuthMatrix.token(Scope.READ);

    Response first = lists(one);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.header("RateLimit-Policy")).isEqualTo("\"requests\";q=20;w=60");
    assertThat(first.header("RateLimit")).startsWith("\"requests\";r=19;t=");
    Response last = first;
    for (int i = 1; i < LIMIT + 2; i++) {
      last = lists(one);
    }

    // A token comes back every three seconds: a slow machine may get one more through.
    for (int i = 0; i < LIMIT && last.statusCode() == 200; i++) {
      last = lists(one);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
    assertThat(last.contentType()).isEqualTo("application/problem+json");
    assertThat(lists(other).statusCode()).isEqualTo(200);
    assertThat(given().auth().none().get("/q/health/ready").header("RateLimit")).isNull();
  }

  @Test
  void rolesOfAnAccessTokenAreScopes() {
    assertThat(lists(ProviderForTests.token("ana", "tapeline-read")).statusCode()).isEqualTo(200);
    assertThat(lists(ProviderForTests.token("bob", "staff")).statusCode()).isEqualTo(401);
    assertThat(lists(ProviderForTests.tokenOfSomebodyElse("eve", "tapeline-admin")).statusCode())
        .isEqualTo(401);
    assertThat(
            given()
                .auth()
                .oauth2(ProviderForTests.token("ana", "tapeline-read"))
                .get("/api/v1/audit")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            given()
                .auth()
                .oauth2(ProviderForTests.token("carl", "tapeline-admin"))
                .contentType("application/json")
                .body("{\"name\": \"by carl\"}")
                .post("/api/v1/watch-lists")
                .statusCode())
        .isEqualTo(201);
    assertThat(
            given()
                .get("/api/v1/audit?subject=watch-list&limit=1")
                .jsonPath()
                .getString("entries[0].actor"))
        .isEqualTo("oidc:carl");
  }

  @Test
  void pagesOfAnotherOriginMayReadWhereThatIsConfigured() {
    Response answer =
        given().header("Origin", "https://dashboard.example.org").get("/api/v1/companies?limit=1");
    assertThat(answer.header("Access-Control-Allow-Origin"))
        .isEqualTo("https://dashboard.example.org");
    assertThat(
            given()
                .header("Origin", "https://elsewhere.example.org")
                .get("/api/v1/companies?limit=1")
                .header("Access-Control-Allow-Origin"))
        .isNull();
  }

  private static Response lists(String token) {
    return given().auth().oauth2(token).get("/api/v1/watch-lists");
  }
}
