package dev.tapeline.app.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.app.security.AdminTokenForTests;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends to every operation that the service describes what no client should send: to each parameter
 * and each property of a body, values of wrong types, out of range, hostile and random. Whatever it
 * is, the answer is no 5xx, and a refusal is a problem that says what is wrong.
 */
@QuarkusTest
class BadInputFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RANDOM_VALUES = 6;
  private static final int MANY = 5_000;

  /** Percent-encoded as they stand. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          "%20",
          "-1",
          "0",
          "99999999999999999999999",
          "1e400",
          "NaN",
          "0x10",
          "null",
          "true",
          "%5B%5D",
          "%7B%22a%22%3A1%7D",
          "2021-13-45",
          "%2B999999999-12-31T23%3A59%3A59Z",
          "%27%3B%20drop%20table%20company%3B--",
          "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
          "..%2F..%2Fetc%2Fpasswd",
          "%24%7Bjndi%3Aldap%3A%2F%2Fx%2Fy%7D",
          "%00",
          "%FF%FE",
          "%ED%A0%80",
          "%F0%9F%98%80",
          "%C4%B0%C4%B1",
          "%25s%25n%25x",
          "AAAA".repeat(500),
          "%2C%2C%2C",
          "_-_-_-_-",
          "00000000-0000-0000-0000-000000000000");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "5",
          "-1",
          "1e400",
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[]",
          "[null]",
          "[[]]",
          "[5]",
          "{}",
          "{\"x\": {}}",
          "\"" + "y".repeat(MANY) + "\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Random random = new Random(20_261_122);

  private record Operation(String method, String template, JsonNode description) {

    /** Its path, with a value in the place of one parameter and something usual in the others. */
    String path(String parameter, String value) {
      return template
          .replace("{" + parameter + "}", value)
          .replace("{company}", "1810.HK")
          .replaceAll("\\{[^}]+}", "00000000-0000-0000-0000-000000000000");
    }

    Stream<String> parameters(String in) {
      return StreamSupport.stream(description.path("parameters").spliterator(), false)
          .filter(parameter -> parameter.path("in").asText().equals(in))
          .map(parameter -> parameter.path("name").asText());
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  @TestFactory
  List<DynamicTest> noOperationFallsOverBadInput() throws IOException {
    JsonNode api =
        JSON.readTree(given().accept("application/json").get("/q/openapi").asByteArray());
    List<DynamicTest> tests = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> paths = api.path("paths").fields();
        paths.hasNext(); ) {
      Map.Entry<String, JsonNode> path = paths.next();
      path.getValue()
          .fields()
          .forEachRemaining(
              method -> {
                if (METHODS.contains(method.getKey())) {
                  Operation operation =
                      new Operation(
                          method.getKey().toUpperCase(Locale.ROOT),
                          path.getKey(),
                          method.getValue());
                  tests.add(dynamicTest(operation.toString(), () -> fuzz(operation, api)));
                }
              });
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  private void fuzz(Operation operation, JsonNode api) throws Exception {
    String body = operation.description().has("requestBody") ? "{}" : "";
    String usual = operation.path("", "");
    String unknown = check(operation, usual + "?nosuchparameter=1", body);
    assertThat(unknown).contains("nosuchparameter");
    List<String> values = new ArrayList<>(HOSTILE);
    for (int i = 0; i < RANDOM_VALUES; i++) {
      values.add(URLEncoder.encode(randomText(), StandardCharsets.UTF_8));
    }
    for (String name : operation.parameters("query").toList()) {
      for (String value : values) {
        check(operation, usual + "?" + name + "=" + value, body);
      }
      check(operation, usual + "?" + name + "=1&" + name + "=x", body);
    }
    for (String name : operation.parameters("path").toList()) {
      for (String value : values) {
        if (!value.isEmpty()) {
          check(operation, operation.path(name, value), body);
        }
      }
    }
    if (operation.description().has("requestBody")) {
      fuzzBody(operation, usual, api);
    }
  }

  private void fuzzBody(Operation operation, String path, JsonNode api) throws Exception {
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "5",
            "\"x\"",
            "[]",
            "[{}]",
            "{",
            "{}}",
            "{\"a\": 1, \"a\": 2}",
            "{\"nosuchproperty\": 1}",
            "[".repeat(MANY),
            "{\"a\":".repeat(MANY),
            "\uFEFF{}",
            "{\"name\": \"" + "n".repeat(MANY) + "\"}")) {
      check(operation, path, body);
    }
    JsonNode schema =
        resolved(
            operation
                .description()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"),
            api);
    for (Iterator<String> names = schema.path("properties").fieldNames(); names.hasNext(); ) {
      String name = names.next();
      for (String value : VALUES) {
        check(operation, path, "{\"%s\": %s}".formatted(name, value));
      }
    }
    send(operation, path, "{}", "application/x-nosuch");
    send(operation, path, "a,b\n\"", "text/csv");
  }

  private static JsonNode resolved(JsonNode schema, JsonNode api) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : api.at(reference.substring(1));
  }

  private String randomText() {
    int length = 1 + random.nextInt(30);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(4);
      text.appendCodePoint(
          kind == 0
              ? random.nextInt(0x20)
              : kind == 1 ? 0x20 + random.nextInt(0x60) : random.nextInt(0xD7FF));
    }
    return text.toString();
  }

  private String check(Operation operation, String path, String body) throws Exception {
    return send(operation, path, body, "application/json");
  }

  /** Sends a request, and holds what every answer promises. */
  private String send(Operation operation, String path, String body, String type) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + AdminTokenForTests.TOKEN)
            .method(operation.method(), HttpRequest.BodyPublishers.ofString(body));
    if (operation.description().has("requestBody")) {
      request.header("Content-Type", type);
    }
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    String shown =
        "%s %s %s"
            .formatted(operation.method(), path, body.substring(0, Math.min(200, body.length())));
    try (InputStream in = answer.body()) {
      String answered = answer.headers().firstValue("Content-Type").orElse("");
      if (answered.startsWith("text/event-stream")) {
        return ""; // it would go on for ever
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer.statusCode()).as(shown + "\n" + text).isLessThan(500);
      assertThat(text).as(shown).doesNotContain("\tat ", "java.lang.", "PSQLException");
      if (answer.statusCode() >= 400) {
        assertThat(answered).as(shown).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(text);
        assertThat(problem.path("status").asInt()).as(shown).isEqualTo(answer.statusCode());
        assertThat(problem.path("title").asText()).as(shown + "\n" + text).isNotEmpty();
        assertThat(problem.path("detail").asText()).as(shown + "\n" + text).isNotEmpty();
      }
      return text;
    }
  }

  /** What no library would send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/companies?query=%zz HTTP/1.1",
        "GET /api/v1/companies?query=%e0%80 HTTP/1.1",
        "GET /api/v1/companies/%zz HTTP/1.1",
        "GET /api/v1/companies/%00 HTTP/1.1",
        "GET /api/v1/companies?a=b=c&&&= HTTP/1.1",
        "GET /api/v1//../..//companies HTTP/1.1",
        "GET /api/v1/timeline/stream?afterSeq=%zz HTTP/1.1"
      })
  void malformedAddressesAreRefused(String line) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              (line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("\tat ");
      assertThat(answer.substring(9, 10)).as(answer).isIn("2", "4");
    }
  }
}
