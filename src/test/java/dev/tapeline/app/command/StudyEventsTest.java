package dev.tapeline.app.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.market.MadeMarket;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code event-study} beside a running service. */
@QuarkusTest
class StudyEventsTest {

  @Inject Jdbi jdbi;
  private final AtomicInteger opened = new AtomicInteger();

  private record Ran(int status, String out, String err) {}

  private Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Console console =
        new Console(new ByteArrayInputStream(new byte[0]), out, new PrintWriter(err, true));
    int status =
        Tapeline.run(
            DatabaseForTests.means(
                () -> {
                  throw new AssertionError("nobody asked to serve");
                },
                this::database),
            console,
            arguments);
    return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString());
  }

  private CommandDatabase database() {
    opened.incrementAndGet();
    return DatabaseForTests.of(jdbi).databases().open();
  }

  private void load(String ticker, String rows) throws IOException {
    Path directory = Files.createDirectories(Path.of("target/import-tests"));
    Path file = Files.writeString(Files.createTempFile(directory, "study", ".csv"), rows);
    assertThat(run("import", "bars", "--ticker", ticker, file.toString()).status()).isZero();
  }

  @Test
  void saysWhatTheServiceAnswers() throws IOException {
    load("INDEX:HSI", MadeMarket.csv(0, 200));
    load("2388.HK", MadeMarket.csv(9, 1));
    for (int place : new int[] {290, 310, 350}) {
      MadeMarket.event(
          jdbi,
          "2388.HK",
          "management/departure",
          MadeMarket.session(place) + "T03:00:00Z",
          90,
          "CONFIRMED");
    }
    ObjectMapper json = new ObjectMapper();

    Ran ran =
        run(
            "event-study",
            "--companies",
            "2388.HK",
            "--window",
            "[-1,+1]",
            "--window=0..5",
            "--model",
            "MEAN_ADJUSTED",
            "--min-relevance=50");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    JsonNode told = json.readTree(ran.out());
    JsonNode answered =
        json.readTree(
            given()
                .queryParam("companies", "2388.HK")
                .queryParam("window", "[-1,+1],[0,5]")
                .queryParam("model", "MEAN_ADJUSTED")
                .queryParam("minRelevance", "50")
                .get("/api/v1/event-studies")
                .asString());
    assertThat(told.path("entries").path(0).path("n").asInt()).isEqualTo(3);
    assertThat(told).isEqualTo(answered);

    Ran table = run("event-study", "--companies=XHKG:2388", "--csv", "--window=0..1");
    assertThat(table.status()).isZero();
    assertThat(table.out().lines()).hasSize(4);
    assertThat(table.out()).startsWith("window,day,n,aar,caar,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--window=5..1       | from -19 to +60",
        "--type=profits      | groups are",
        "--model=CAPM        | MARKET_MODEL",
        "--min-novelty=101   | from 0 to 100",
        "--nonsense          | Unknown option",
      })
  void aWrongCommandLineOpensNoDatabase(String argument, String said) {
    Ran ran = run("event-study", argument);

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains(said).contains("tapeline event-study --help");
    assertThat(opened).hasValue(0);
  }

  @Test
  void anUnknownCompanyIsToldByName() {
    Ran ran = run("event-study", "--companies=QQZZX");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("QQZZX");
  }

  @Test
  void helpTellsWhatItDoes() {
    Ran ran = run("event-study", "--help");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("--window", "Day 0 is the first session", "Exit status");
  }
}
