package dev.tapeline.app.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all reads do alike. */
@QuarkusTest
class ReadsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/companies?limit=3",
        "/api/v1/companies/1810.HK",
        "/api/v1/companies/1810.HK/timeline",
        "/api/v1/companies/1810.HK/prices",
        "/api/v1/moves",
        "/api/v1/timeline?companies=1810.HK",
        "/api/v1/calendar?companies=1810.HK",
        "/api/v1/sources",
        "/api/v1/watch-lists"
      })
  void answerOnceWhatHasNotChanged(String path) {
    Response first = given().get(path);
    String tag = first.header("ETag");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(tag).startsWith("W/\"");
    assertThat(first.header("Cache-Control")).contains("no-cache");
    assertThat(first.header("Vary")).containsIgnoringCase("accept-encoding");
    Response second = given().header("If-None-Match", tag).get(path);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.asByteArray()).isEmpty();
    assertThat(second.header("ETag")).isEqualTo(tag);
    assertThat(given().header("If-None-Match", "W/\"0\"").get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/companies/1810.HK/timeline, text/csv",
    "/api/v1/companies/1810.HK/timeline?limit=5, text/csv",
    "/api/v1/companies/1810.HK/timeline, application/atom+xml",
    "/api/v1/timeline?companies=1810.HK, text/csv",
    "/api/v1/timeline?companies=1810.HK&limit=5, text/csv",
    "/api/v1/timeline?companies=1810.HK, application/atom+xml",
    "/api/v1/moves, text/csv"
  })
  void areTaggedWhateverTheyAreWrittenAs(String path, String type) {
    String tag = given().accept(type).get(path).header("ETag");

    assertThat(tag).startsWith("W/\"").isNotEqualTo(given().get(path).header("ETag"));
    Response again = given().accept(type).header("If-None-Match", tag).get(path);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.asByteArray()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/companies/1810.HK/timeline", "/api/v1/timeline", "/api/v1/moves"})
  void anEmptyAcceptTakesAnything(String path) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
                    .header("Accept", "")
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  @Test
  void aSearchMayBeEmpty() {
    assertThat(given().get("/api/v1/companies?query=&limit=2").jsonPath().getList("entries"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/companies/1810.HK/prices",
        "/api/v1/companies/1810.HK/timeline",
        "/api/v1/moves",
        "/api/v1/calendar"
      })
  void aRangeThatEndsBeforeItBeginsIsRefused(String path) {
    Response answer = given().get(path + "?from=2021-10-20&to=2021-10-19");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("parameter")).isEqualTo("from");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/companies/1810.HK, 200",
    "/api/v1/companies/1810.HK/timeline, 200",
    "/api/v1/timeline, 200",
    "/api/v1/moves, 200",
    "/api/v1/companies/NOSUCH.XX, 404",
    "/api/v1/companies/1810.HK/timeline?minmove=5, 400"
  })
  void headAnswersAsGetWithoutABody(String path, int status) {
    Response head = given().head(path);
    Response get = given().get(path);

    assertThat(head.statusCode()).isEqualTo(status);
    assertThat(get.statusCode()).isEqualTo(status);
    assertThat(head.asByteArray()).isEmpty();
    assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    assertThat(head.contentType()).isEqualTo(get.contentType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/companies?limit=1000", "/api/v1/companies/1810.HK"})
  void areCompressedForThoseWhoReadIt(String path) throws Exception {
    HttpResponse<byte[]> packed = get(path, "gzip");
    HttpResponse<byte[]> plain = get(path, "identity");

    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(plain.headers().firstValue("Content-Encoding").orElse("identity"))
        .isEqualTo("identity");
    assertThat(packed.body().length).isLessThan(plain.body().length);
  }

  private static HttpResponse<byte[]> get(String path, String encoding) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
                .header("Accept-Encoding", encoding)
                .header("Accept", "application/json")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void figuresAreThereForPrometheus() {
    String figures = given().get("/q/metrics").asString();

    assertThat(figures)
        .contains("tapeline_streams_open", "tapeline_timeline_pending", "tapeline_sources_due")
        .contains("tapeline_timeline_lag_seconds_bucket", "http_server_requests_seconds_count");
  }

  @Test
  void healthTellsWhetherNewsComesIn() {
    assertThat(given().get("/q/health").jsonPath().getList("checks.name")).contains("news");
    assertThat(given().get("/q/health/ready").jsonPath().getList("checks.name"))
        .doesNotContain("news");
  }
}
