package dev.tapeline.app.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.app.token.Scope;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, tried on every operation that the service describes, with no token and with one
 * of each scope. What is right is said here a second time, apart from the service's own rules.
 */
final class AuthMatrix {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final boolean onLoopback;
  private final HttpClient client = HttpClient.newHttpClient();

  AuthMatrix(boolean onLoopback) {
    this.onLoopback = onLoopback;
  }

  /** An operation of the interface. */
  record Operation(String method, String template) {

    /** Its path, with something that is nowhere in the place of each parameter. */
    String path() {
      return template.replaceAll("\\{[^}]+}", "nothing");
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  static List<Operation> operations() {
    Map<String, Map<String, Object>> paths =
        given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
    List<Operation> operations = new ArrayList<>();
    paths.forEach(
        (template, item) ->
            item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(
                    method ->
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), template))));
    return operations;
  }

  /** The token of a scope, freshly made. */
  static String token(Scope scope) {
    return given()
        .contentType("application/json")
        .body("{\"name\": \"matrix\", \"scopes\": [\"%s\"]}".formatted(scope))
        .post("/api/v1/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  /** The smallest scope that an operation needs, or null where it needs no token. */
  @Nullable Scope needed(Operation operation) {
    String path = operation.template();
    if (path.startsWith("/api/v1/tokens") || path.startsWith("/api/v1/audit")) {
      return Scope.ADMIN;
    }
    boolean reads = operation.method().equals("GET") || path.equals("/api/v1/analyze");
    if (!reads) {
      return Scope.WRITE;
    }
    boolean isPrivate = path.startsWith("/api/v1/alert") || path.startsWith("/api/v1/watch-lists");
    return isPrivate || !onLoopback ? Scope.READ : null;
  }

  void check(Operation operation, @Nullable Scope shown, @Nullable String token)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = send(operation, token);
    try (InputStream body = answer.body()) {
      Scope needed = needed(operation);
      if (needed == null || (shown != null && shown.holds(needed))) {
        assertThat(answer.statusCode()).isNotIn(401, 403, 429).isLessThan(500);
      } else {
        assertThat(answer.statusCode()).isEqualTo(shown == null ? 401 : 403);
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
            .startsWith("Bearer realm=\"tapeline\"")
            .contains(
                shown == null ? "" : "error=\"insufficient_scope\", scope=\"" + needed + "\"");
        assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .contains("scope " + needed);
      }
    }
  }

  private HttpResponse<InputStream> send(Operation operation, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(RestAssured.port, operation.path())))
            .timeout(PATIENCE)
            .header("Accept", "*/*");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    boolean hasBody = !operation.method().equals("GET") && !operation.method().equals("DELETE");
    if (hasBody) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        operation.method(),
        hasBody ? HttpRequest.BodyPublishers.ofString("{}") : HttpRequest.BodyPublishers.noBody());
    // The headers are enough: a stream would never end.
    return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }
}
