package dev.tapeline.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no client library would send: each gets a problem that says what is wrong. */
@QuarkusTest
class MalformedRequestsTest {
  private static final int LONG = 40_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/v1/companies/%ff HTTP/1.1~Host: localhost          | 400 | UTF-8",
        "GET /api/v1/companies HTTP/1.1                              | 400 | Host",
        "GET /api/v1/companies HTTP/1.1~Host: localhost~Host: x      | 400 | one Host",
        "OPTIONS * HTTP/1.1~Host: localhost                          | 404 | nothing at this path",
        "GET /api/v1/companies?query=<LONG> HTTP/1.1~Host: localhost | 414 | 32,768",
        "GET /api/v1/companies HTTP/1.1~Host: localhost~X-A: <LONG>  | 431 | 32,768",
        "GET /api/v1/companies HTTP/1.1~Host: localhost~Accept: ///  | 406 | Accept",
      })
  void getAProblem(String head, int status, String detail) throws IOException {
    String answer = ask(head.replace("<LONG>", "a".repeat(LONG)).replace("~", "\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
    assertThat(answer).contains("\"status\":" + status).contains("\"detail\":");
    assertThat(answer).contains(detail == null ? "" : detail).doesNotContain("Exception");
  }

  private static String ask(String head) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
