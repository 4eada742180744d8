package dev.tapeline.app.security;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service on an address that others reach. */
@QuarkusTest
@TestProfile(NetworkAccessTest.OnAllAddresses.class)
class NetworkAccessTest {

  /** Listens everywhere. */
  public static final class OnAllAddresses implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.host", "0.0.0.0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/probe, 401, 200",
    "/api/v1/nothing, 401, 404",
    "/q/metrics, 401, 200",
    "/q/health/ready, 200, 200",
    "/q/openapi, 200, 200"
  })
  void readsNeedTheToken(String path, int stranger, int admin) {
    given().auth().none().get(path).then().statusCode(stranger);
    given().get(path).then().statusCode(admin);
  }

  @TestFactory
  List<DynamicTest> everyOperationWithEveryScope() {
    return LoopbackAccessTest.cases(new AuthMatrix(false));
  }

  @Test
  void aBrowserMayAskBeforeItShowsAToken() {
    given()
        .auth()
        .none()
        .header("Origin", "https://example.org")
        .header("Access-Control-Request-Method", "GET")
        .options("/api/v1/companies")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", (String) null);
  }
}
