package dev.tapeline.app.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listings and names by command, beside a running service. */
@QuarkusTest
class ImportDirectoryTest {
  private static final String LISTINGS =
      """
      symbol,name,currency,mic,country,isin,delisted
      ZQX1.HK,Zorvaquex Robotics Holdings Limited,HKD,XHKG,Hong Kong,,false
      ZQXY,"Zorvaquex Robotics Holdings Ltd, ADR",USD,XNYS,Hong Kong,,false
      ,Nameless Ltd,USD,XNYS,,,false
      """;

  @Inject Jdbi jdbi;
  private final Path directory = made();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static Path made() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target/import-tests")), "directory-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the imported companies away again, for the tests behind this one. */
  @AfterEach
  void forget() {
    jdbi.useTransaction(
        handle -> {
          handle.execute("delete from imported_listing");
          handle.execute("delete from imported_name");
          handle.execute("update directory_revision set revision = revision + 1");
        });
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> given().get("/api/v1/companies/ZQX1.HK").then().statusCode(404));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void aRunningServiceKnowsWhatIsImported() throws IOException {
    Path listings = file("listings.csv", LISTINGS);
    given().get("/api/v1/companies/ZQX1.HK").then().statusCode(404);

    assertThat(run(1, "listings", listings)).isEqualTo("new 2, changed 0, unchanged 0, refused 1");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("listings.csv, line 4: no symbol");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> given().get("/api/v1/companies/ZQX1.HK").then().statusCode(200));
    assertThat(linked("Zorvaquex Robotics shares jumped 5.4% on Tuesday.")).isEqualTo("ZQX1.HK");

    assertThat(run(1, "listings", listings)).isEqualTo("new 0, changed 0, unchanged 2, refused 1");
    Path corrected = file("corrected.csv", LISTINGS.replace("XNYS,Hong", "XNAS,Hong"));
    assertThat(run(1, "listings", corrected)).isEqualTo("new 0, changed 1, unchanged 1, refused 1");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/companies/XNAS:ZQXY")
                    .then()
                    .statusCode(200)
                    .body("ticker", equalTo("ZQX1.HK")));
  }

  @Test
  void namesLeadToTheirCompany() throws IOException {
    run(1, "listings", file("listings.csv", LISTINGS));
    Path names = file("names.csv", "symbol,name\nZQX1.HK,佐瓦奎斯机器\nZQX1.HK,佐瓦奎斯机器\n");

    assertThat(run(1, "names", names)).isEqualTo("new 1, changed 0, unchanged 0, refused 1");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("ZQX1.HK: told before");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(linked("佐瓦奎斯机器股价周二上涨5.4%。")).isEqualTo("ZQX1.HK"));
    assertThat(run(1, "names", names)).isEqualTo("new 0, changed 0, unchanged 1, refused 1");
  }

  @Test
  void aFileOfSomethingElseImportsNothing() throws IOException {
    run(1, "listings", file("other.csv", "date,close\n2024-01-02,5\n"));

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("expected a column named symbol");
  }

  private static String linked(String text) {
    return given()
        .contentType("application/json")
        .body("{\"text\": \"" + text + "\"}")
        .post("/api/v1/analyze")
        .then()
        .statusCode(200)
        .extract()
        .path("companies[0].ticker");
  }

  private String run(int expected, String what, Path file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(), out, new PrintWriter(err, true, StandardCharsets.UTF_8));
    int status = Tapeline.run(DatabaseForTests.of(jdbi), console, "import", what, file.toString());
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
