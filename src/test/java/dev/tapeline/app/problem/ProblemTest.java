package dev.tapeline.app.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tapeline.app.security.AdminTokenForTests;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemTest {

  private static final String PROBLEM = "application/problem+json";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=x            | limit  | must be a whole number",
        "limit=             | limit  | must be a whole number",
        "cursor=            | cursor | must have a value, or be left out",
        "limit=1.5          | limit  | must be a whole number",
        "limit=99999999999  | limit  | must be a whole number",
        "limit=1&limit=2    | limit  | must be given once",
        "from=2021-02-30    | from   | must be a date such as 2021-10-19",
        "from=yesterday     | from   | must be a date such as 2021-10-19",
        "shape=oval         | shape  | must be one of ROUND, SQUARE",
        "cursor=%ff%fe      | cursor | must be text in UTF-8",
        "cursor=%00         | cursor | must be text in UTF-8",
        "color=red          | color  | is not known; allowed are cursor, from, limit, shape",
        "Limit=5            | Limit  | is not known; allowed are cursor, from, limit, shape",
      })
  void namesTheQueryParameterAndWhatIsAllowed(String query, String name, String message) {
    problem(given().urlEncodingEnabled(false).get("/probe?" + query), 400)
        .body("title", equalTo("Bad Request"))
        .body("detail", equalTo(name + ": " + message))
        .body("instance", equalTo("/probe"))
        .body("violations[0].field", equalTo(name))
        .body("violations[0].in", equalTo("query"))
        .body("violations[0].message", equalTo(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=5&from=2021-10-19&shape=ROUND&cursor=%E2%82%AC", "limit=1000"})
  void letsWhatIsAllowedPass(String query) {
    given().urlEncodingEnabled(false).get("/probe?" + query).then().statusCode(200);
  }

  @Test
  void refusesParametersWhereNoneAreTaken() {
    problem(given().get("/probe/1?verbose=true"), 400)
        .body("detail", equalTo("verbose: is not known; no parameters are taken here"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'title':'a','colour':1}            | colour    | is not known; allowed are at, date, part, price, shape, title",
        "{'title':'a','part':{'siz':1}}      | part.siz  | is not known; allowed are size",
        "{'title':'a','date':'2021-02-30'}   | date      | must be a date such as 2021-10-19",
        "{'title':'a','at':'yesterday'}      | at        | must be an instant such as 2021-10-19T03:05:00Z",
        "{'title':'a','shape':'oval'}        | shape     | must be one of ROUND, SQUARE",
        "{'title':'a','price':'x'}           | price     | must be a number",
        "{'title':'a','part':{'size':'x'}}   | part.size | must be a whole number",
        "{'title':'a','part':[]}             | part      | must be an object",
        "{'title':{}}                        | title     | must be a string",
        "{'title':5}                         | title     | must be a string",
        "{'title':true}                      | title     | must be a string",
        "{'title':'a','date':18919}          | date      | must be a date such as 2021-10-19",
        "{'title':'a','at':1634612700}       | at        | must be an instant such as 2021-10-19T03:05:00Z",
        "[]                                  | the body  | must be an object",
      })
  void namesThePropertyAndWhatIsAllowed(String body, String name, String message) {
    problem(post(body.replace('\'', '"')), 400)
        .body("detail", equalTo(name + ": " + message))
        .body("violations[0].field", equalTo(name.equals("the body") ? "" : name))
        .body("violations[0].in", equalTo("body"))
        .body("violations[0].message", equalTo(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'title':                 | line 1, column 10",
        "nonsense                  | Unrecognized token",
        "{'title':'a'} x           | Unrecognized token",
        "{'title':'a'} {}          | goes on behind the end",
        "{'title':'a','title':'b'} | Duplicate field 'title'",
      })
  void tellsWhereABodyIsNotJson(String body, String detail) {
    problem(post(body.replace('\'', '"').replace("field \"title\"", "field 'title'")), 400)
        .body("detail", containsString(detail));
  }

  @Test
  void refusesNestingThatNobodyMeans() {
    problem(post("{\"title\":" + "[".repeat(5_000)), 400);
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] body = "{\"title\":\"a?\"}".getBytes(StandardCharsets.US_ASCII);
    body[11] = (byte) 0xFF;

    problem(given().contentType("application/json").body(body).post("/probe"), 400)
        .body("detail", containsString("Invalid UTF-8"));
  }

  @Test
  void keepsATextWithACharacterThatCannotBeStored() {
    post("{\"title\":\"a\\u0000b\"}").then().statusCode(200).body("title", equalTo("a\uFFFDb"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /api/v1/nothing, 404",
    "GET, /q/nothing, 404",
    "GET, /probe/abc, 404",
    "DELETE, /probe, 405",
    "PATCH, /probe/1, 405"
  })
  void answersAddressesThatAreNot(String method, String path, int status) {
    problem(given().request(method, path), status)
        .body("instance", equalTo(path))
        .body("detail", not(containsString("HTTP")));
  }

  @Test
  void tellsWhichMethodsThereAre() {
    assertThat(given().delete("/probe").header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(given().put("/probe/7").header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html", "garbage;;"})
  void answersMediaTypesThatItCannotGive(String accept) {
    problem(given().header("Accept", accept).get("/probe"), 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml"})
  void answersMediaTypesThatItCannotRead(String contentType) {
    problem(given().header("Content-Type", contentType).body("x").post("/probe"), 415);
  }

  @Test
  void readsNoCompressedBodies() {
    problem(
            given()
                .contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body("x")
                .post("/probe"),
            415)
        .body("detail", containsString("Content-Encoding"));
  }

  @Test
  void answersABodyThatIsTooLargeAfterReadingPastIt() {
    problem(post("{\"title\":\"" + "x".repeat(20_000_000) + "\"}"), 413)
        .body("detail", containsString("16777216"));
  }

  @Test
  void endsABodyWithoutALengthWhereItIsTooLarge() throws IOException {
    String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
    String head =
        "POST /probe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + AdminTokenForTests.TOKEN
            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 17; i++) {
        socket.getOutputStream().write(chunk.getBytes(StandardCharsets.US_ASCII));
      }
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void keepsItsOwnFailuresToItself() {
    problem(given().get("/probe/13"), 500)
        .body("detail", not(containsString("secret")))
        .body("stack", is(nullValue()))
        .body("details", is(nullValue()));
  }

  private static Response post(String body) {
    return given().contentType("application/json").body(body).post("/probe");
  }

  private static ValidatableResponse problem(Response response, int status) {
    return response.then().statusCode(status).contentType(PROBLEM).body("status", equalTo(status));
  }
}
