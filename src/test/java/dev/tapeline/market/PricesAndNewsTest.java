package dev.tapeline.market;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.article.ArticleIntake;
import dev.tapeline.article.IncomingArticle;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** News and prices together, as a user sees them. */
@QuarkusTest
class PricesAndNewsTest {
  @Inject Jdbi jdbi;
  @Inject InstantSource clock;
  @Inject ObjectMapper json;
  @Inject ArticleIntake intake;
  @Inject SampleBars sampleBars;
  @Inject PriceFollowUp followUp;

  private void load(String ticker, String rows) {
    String text = "Date,Open,High,Low,Close,Adj Close,Volume\n" + rows;
    new BarImport(jdbi, clock)
        .take(
            BarFile.read(
                ticker + ".csv",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ticker,
                Map.of()),
            "yahoo");
  }

  private static JsonPath get(String path) {
    return given().get("/api/v1" + path).then().statusCode(200).extract().jsonPath();
  }

  private static void push(String id, String text, String publishedAt) {
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "articles",
                List.of(
                    Map.of(
                        "source", "a wire", "id", id, "text", text, "publishedAt", publishedAt))))
        .post("/api/v1/articles")
        .then()
        .statusCode(200);
  }

  private static List<String> verdicts(JsonPath timeline) {
    return timeline
        .<List<String>>getList("entries.findAll { it.kind == 'NEWS_EVENT' }.claims.verdict")
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aBarThatComesAfterTheNewsTurnsTheVerdictByItself() {
    push(
        "late-bars",
        "Li Ning shares rose 5.4% to close at HK$22.50 in Hong Kong on Tuesday.",
        "2021-10-19T10:00:00Z");
    JsonPath before = get("/companies/2331.HK/timeline");
    assertThat(verdicts(before)).containsExactly("UNVERIFIABLE", "UNVERIFIABLE");
    int seq = before.getInt("entries[0].seq");

    load(
        "2331.HK",
        """
        2021-10-18,21.2,21.5,21,21.35,21.35,100
        2021-10-19,21.4,22.6,21.3,22.5,22.5,100
        """);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(verdicts(get("/companies/2331.HK/timeline")))
                    .containsExactly("CONFIRMED", "CONFIRMED"));
    JsonPath after = get("/companies/2331.HK/timeline?kind=NEWS_EVENT");
    assertThat(after.getInt("entries[0].seq")).isGreaterThan(seq);
    assertThat(after.getString("entries[0].claims[0].measured")).isEqualTo("5.386");
    assertThat(after.getString("entries[0].claims[0].provider")).isEqualTo("yahoo");

    // And a revision of the bar turns it again.
    load("2331.HK", "2021-10-19,21.4,22.2,21.3,22.1,22.1,100\n");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(verdicts(get("/companies/2331.HK/timeline")))
                    .containsExactly("CONTRADICTED", "CONTRADICTED"));
  }

  @Test
  void newsThatComesAfterTheBarsIsCheckedAtOnce() {
    load(
        "2020.HK",
        """
        2021-10-18,21.2,21.5,21,21.35,21.35,100
        2021-10-19,21.4,22.6,21.3,22.5,22.5,100
        """);

    push(
        "late-news",
        "Anta Sports shares rose 5.4% to close at HK$22.50 in Hong Kong on Tuesday.",
        "2021-10-19T10:00:00Z");

    assertThat(verdicts(get("/companies/2020.HK/timeline?kind=NEWS_EVENT")))
        .containsExactly("CONFIRMED", "CONFIRMED");
  }

  @Test
  void aLargeMoveStandsInTheTimelineAtTheSessionsClose() {
    load(
        "1024.HK",
        """
        2021-10-18,21.2,21.5,21,21.35,21.35,100
        2021-10-19,21.4,22.6,21.3,22.5,22.5,100
        2021-10-20,22.4,22.6,22.3,22.6,22.6,100
        """);
    followUp.run();

    JsonPath timeline = get("/companies/1024.HK/timeline?kind=PRICE_MOVE&minMove=5");
    assertThat(timeline.getList("entries")).hasSize(1);
    Map<String, Object> entry = timeline.getMap("entries[0]");
    assertThat(entry)
        .containsEntry("kind", "PRICE_MOVE")
        .containsEntry("session", "2021-10-19")
        .containsEntry("occurredAt", "2021-10-19T08:00:00Z")
        .containsEntry("zone", "Asia/Hong_Kong")
        .containsEntry("sample", false)
        .containsEntry("event", null);
    assertThat(timeline.getString("entries[0].title")).endsWith("rose 5.39 % to 22.50 HKD");
    String id = timeline.getString("entries[0].move.id");
    assertThat(timeline.getString("entries[0].move.changePercent")).isEqualTo("5.3864");
    assertThat(timeline.getString("freshness.pricesSession")).isNotNull();

    JsonPath move = get("/moves/" + id);
    assertThat(move.getString("ticker")).isEqualTo("1024.HK");
    assertThat(move.getString("listing")).isEqualTo("XHKG:1024");
    assertThat(move.getString("previousSession")).isEqualTo("2021-10-18");
    assertThat(move.getInt("sessionsMissed")).isZero();
    assertThat(move.getFloat("previousClose")).isEqualTo(21.35f);
    assertThat(move.getInt("streak.sessions")).isEqualTo(1);

    // A revision that makes it a small one takes it out again, and says so in deltas.
    long seq = get("/timeline?limit=1").getLong("lastSeq");
    load(
        "1024.HK",
        "2021-10-19,21.4,21.6,21.3,21.5,21.5,100\n2021-10-20,21.4,21.6,21.3,21.6,21.6,100\n");
    followUp.run();
    assertThat(get("/companies/1024.HK/timeline?kind=PRICE_MOVE").getList("entries")).isEmpty();
    assertThat(get("/timeline?companies=1024.HK&afterSeq=" + seq).getList("entries.state"))
        .contains("RETRACTED");
  }

  @Test
  void movesPageByCursorAndCarryAnEntityTag() {
    StringBuilder rows = new StringBuilder();
    for (int day = 1; day <= 28; day++) {
      if (LocalDate.of(2020, 7, day).getDayOfWeek().getValue() <= 5) {
        double close = day % 2 == 0 ? 11 : 10;
        rows.append(
            "2020-07-%02d,%s,%s,%s,%s,%s,5%n".formatted(day, close, close, close, close, close));
      }
    }
    load("0066.HK", rows.toString());
    followUp.run();

    List<String> seen = new ArrayList<>();
    String next = "/api/v1/moves?companies=0066.HK&minChange=9&limit=4";
    while (next != null) {
      Response response = given().get(next);
      response.then().statusCode(200);
      seen.addAll(response.jsonPath().getList("entries.session"));
      next = response.jsonPath().getString("next");
    }

    assertThat(seen).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(seen)
        .hasSameSizeAs(get("/moves?companies=0066.HK&minChange=9&limit=100").getList("entries"));
    assertThat(get("/moves?companies=0066.HK&session=2020-07-07").getList("entries")).hasSize(1);
    assertThat(get("/moves?companies=0066.HK&explained=true").getList("entries")).isEmpty();
    String tag = given().get("/api/v1/moves?companies=0066.HK").header("ETag");
    given()
        .header("If-None-Match", tag)
        .get("/api/v1/moves?companies=0066.HK")
        .then()
        .statusCode(304);
    given().get("/api/v1/moves?minChange=lots").then().statusCode(400);
    given().get("/api/v1/moves?session=yesterday").then().statusCode(400);
    given().get("/api/v1/moves/" + UUID.randomUUID()).then().statusCode(404);
  }

  @Test
  void pricesComeWithTheirMovesAndAsATable() {
    load(
        "0083.HK",
        """
        2021-10-18,21.2,21.5,21,21.35,21.35,100
        2021-10-19,21.4,22.6,21.3,22.5,22.5,100
        2021-10-20,22.4,22.6,22.3,22.6,22.6,100
        """);
    followUp.run();

    JsonPath prices = get("/companies/XHKG:83/prices?from=2021-10-19&to=2021-10-19");
    assertThat(prices.getList("entries")).hasSize(1);
    assertThat(prices.getString("entries[0].close")).isEqualTo("22.5");
    assertThat(prices.getString("entries[0].move.changePercent")).isEqualTo("5.3864");
    JsonPath page = get("/companies/0083.HK/prices?limit=2");
    assertThat(page.getList("entries.session")).containsExactly("2021-10-18", "2021-10-19");
    JsonPath behind = get(page.getString("next").substring("/api/v1".length()));
    assertThat(behind.getList("entries.session")).containsExactly("2021-10-20");
    assertThat(behind.getString("next")).isNull();
    String cursor = page.getString("next").replaceFirst(".*cursor=", "");
    String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    String forged = place.replace("2021-10-20", "+999999-10-20");
    given()
        .queryParam("limit", 2)
        .queryParam(
            "cursor",
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(forged.getBytes(StandardCharsets.UTF_8)))
        .get("/api/v1/companies/0083.HK/prices")
        .then()
        .statusCode(400);
    assertThat(get("/companies/0101.HK/prices").getList("entries")).isEmpty();
    given().get("/api/v1/companies/QQZZX/prices").then().statusCode(404);

    Response csv = given().accept("text/csv").get("/api/v1/companies/0083.HK/prices");
    csv.then().statusCode(200);
    assertThat(csv.contentType()).startsWith("text/csv");
    List<String> lines = csv.asString().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("ticker,session,open,high,low,close");
    assertThat(lines.get(2))
        .startsWith("0083.HK,2021-10-19,21.4,22.6,21.3,22.5,22.5,100,HKD,yahoo,false,,")
        .contains(",5.3864,");
  }

  @Test
  void theSamplesBarsAgreeWithItsArticlesButForTheOneThatTheyContradict() throws IOException {
    sampleBars.begin();
    UUID source =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        insert into source (name, kind, sample)
                        values ('the sample of a test', 'PUSH', true) returning id
                        """)
                    .mapTo(UUID.class)
                    .one());
    intake.recordAll(sampleArticles(source));
    followUp.run();
    try {
      assertThat(claims("1810.HK")).hasSizeGreaterThanOrEqualTo(4);
      assertThat(claims("1810.HK")).allMatch(c -> Objects.equals(c.get("verdict"), "CONFIRMED"));
      for (String company : List.of("NVDA", "AAPL", "NOVO-B.CO", "9988.HK", "005930.KS", "META")) {
        assertThat(claims(company))
            .as(company)
            .noneMatch(c -> Objects.equals(c.get("verdict"), "CONTRADICTED"))
            .allMatch(
                c -> c.get("provider") == null || Objects.equals(c.get("provider"), "sample"));
      }
      for (String company : List.of("NVDA", "AAPL", "9988.HK")) {
        assertThat(claims(company))
            .as(company)
            .filteredOn(c -> Objects.equals(c.get("what"), "changePercent"))
            .isNotEmpty()
            .allMatch(c -> Objects.equals(c.get("verdict"), "CONFIRMED"));
      }
      assertThat(claims("GOTO.JK"))
          .filteredOn(c -> Objects.equals(c.get("verdict"), "CONTRADICTED"))
          .singleElement()
          .matches(c -> Objects.equals(c.get("what"), "price"));
      assertThat(get("/companies/1810.HK/timeline?kind=PRICE_MOVE").getList("entries.sample"))
          .isNotEmpty()
          .containsOnly(true);
      assertThat(get("/companies/1810.HK/timeline?kind=PRICE_MOVE").getString("entries[0].title"))
          .contains("synthetic");
      JsonPath founding =
          get("/companies/1810.HK/timeline?kind=PRICE_MOVE")
              .setRootPath("entries.find { it.session == '2021-10-19' }.move");
      assertThat(founding.getBoolean("explained")).isTrue();
      assertThat(founding.getString("explanations[0].type")).isEqualTo("products/production-plan");
      assertThat(founding.getFloat("explanations[0].parts.told")).isEqualTo(1f);
      assertThat(founding.getInt("explanations[0].score")).isGreaterThanOrEqualTo(80);
      movesOfPricesAreThoseOfTheirOwn("1810.HK");
    } finally {
      intake.retractSource(source);
      sampleBars.end();
    }
    assertThat(get("/companies/1810.HK/timeline").getList("entries.findAll { it.sample }"))
        .isEmpty();
    assertThat(get("/companies/1810.HK/prices").getList("entries")).isEmpty();
  }

  /** Prices are written while they are read, moves out of records: both tell the same. */
  private void movesOfPricesAreThoseOfTheirOwn(String company) throws IOException {
    String prices = given().get("/api/v1/companies/" + company + "/prices").asString();
    List<JsonNode> moves = json.readTree(prices).path("entries").findValues("move");
    assertThat(moves).hasSizeGreaterThan(100);
    assertThat(moves).anyMatch(move -> !move.path("extremes").isEmpty());
    assertThat(moves).anyMatch(move -> !move.path("explanations").isEmpty());
    String list = given().get("/api/v1/moves?limit=1000&companies=" + company).asString();
    List<JsonNode> newestFirst = new ArrayList<>(moves);
    Collections.reverse(newestFirst);
    assertThat(json.readTree(list).path("entries")).containsExactlyElementsOf(newestFirst);
  }

  private static List<Map<String, Object>> claims(String company) {
    List<Map<String, Object>> claims = new ArrayList<>();
    get("/companies/" + company + "/timeline?kind=NEWS_EVENT")
        .<List<Map<String, Object>>>getList("entries.findAll { it.sample }.claims")
        .forEach(claims::addAll);
    return claims;
  }

  private List<IncomingArticle> sampleArticles(UUID source) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SampleBars.class.getResourceAsStream("/dev/tapeline/source/sample/feed.json"))) {
      List<IncomingArticle> articles = new ArrayList<>();
      for (JsonNode item : json.readTree(in).get("items")) {
        articles.add(
            new IncomingArticle(
                source,
                item.get("id").asText(),
                item.get("title").asText(),
                item.get("content_text").asText(),
                item.get("url").asText(),
                item.get("language").asText(),
                OffsetDateTime.parse(item.get("date_published").asText()).toInstant()));
      }
      return articles;
    }
  }
}
