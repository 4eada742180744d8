package dev.tapeline.app.security;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.restassured.RestAssured;

/**
 * Lets every request of a {@code @QuarkusTest} show the admin token, so that tests of features need
 * not know of it. A request without it says so: {@code given().auth().none()}.
 */
public final class AdminTokenForTests implements QuarkusTestBeforeClassCallback {

  /** The admin token of the service under test. */
  public static final String TOKEN = "the-admin-token-of-the-tests";

  @Override
  public void beforeClass(Class<?> testClass) {
    RestAssured.authentication = RestAssured.oauth2(TOKEN);
  }
}
