package dev.tapeline.market;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies as a user sees them. The companies are used by no other test. */
@QuarkusTest
class EventStudyResourceTest {
  private static final String COMPANIES = "0688.HK,0823.HK,0857.HK";
  private static boolean prepared;

  @Inject Jdbi jdbi;
  @Inject InstantSource clock;

  @BeforeEach
  void prepare() {
    if (prepared) {
      return;
    }
    prepared = true;
    load("INDEX:HSI", MadeMarket.csv(0, 200));
    load("0688.HK", MadeMarket.csv(1, 1));
    load("0823.HK", MadeMarket.csv(2, 1));
    // During trading, before the open, and after the close: the last is the next session's.
    event("0688.HK", "dividends/raise", MadeMarket.session(300) + "T03:00:00Z");
    event("0688.HK", "dividends/raise", MadeMarket.session(330) + "T00:10:00Z");
    event("0823.HK", "dividends/raise", MadeMarket.session(299) + "T10:00:00Z");
    event("0823.HK", "dividends/cut", MadeMarket.session(340) + "T03:00:00Z");
    event("0823.HK", "dividends/raise", MadeMarket.session(40) + "T03:00:00Z"); // too early
    event("0823.HK", "dividends/raise", MadeMarket.session(399) + "T03:00:00Z"); // not over
    event("0857.HK", "dividends/raise", MadeMarket.session(300) + "T03:00:00Z"); // no bars
    MadeMarket.event(
        jdbi,
        "0688.HK",
        "dividends/raise",
        MadeMarket.session(360) + "T03:00:00Z",
        90,
        "CONFIRMED",
        true);
    MadeMarket.event(
        jdbi, "0688.HK", "dividends/raise", MadeMarket.session(361) + "T03:00:00Z", 40, "RUMOURED");
  }

  private void event(String ticker, String type, String at) {
    MadeMarket.event(jdbi, ticker, type, at, 90, "CONFIRMED");
  }

  private void load(String ticker, String rows) {
    new BarImport(jdbi, clock)
        .take(
            BarFile.read(
                ticker + ".csv",
                new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
                ticker,
                Map.of()),
            "yahoo");
    DueMoves.compute(jdbi);
  }

  private static JsonPath get(String query) {
    return given()
        .get("/api/v1/event-studies?" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static double abnormal(String ticker, LocalDate session) {
    return given()
        .get("/api/v1/moves?companies=" + ticker + "&session=" + session)
        .jsonPath()
        .getDouble("entries[0].abnormalPercent");
  }

  @Test
  void averagesTheAbnormalReturnsThatMovesRecord() {
    JsonPath study =
        get(
            "type=dividends&factLevel=CONFIRMED&minRelevance=50&window=0..0&companies="
                + COMPANIES);

    double mean =
        (abnormal("0688.HK", MadeMarket.session(300))
                + abnormal("0688.HK", MadeMarket.session(330))
                + abnormal("0823.HK", MadeMarket.session(300))
                + abnormal("0823.HK", MadeMarket.session(340))
                + abnormal("0823.HK", MadeMarket.session(399)))
            / 5;
    assertThat(study.getInt("events")).isEqualTo(8);
    assertThat(study.getInt("entries[0].n")).isEqualTo(5);
    assertThat(study.getDouble("entries[0].caar")).isEqualTo(mean, within(0.0001));
    assertThat(study.getDouble("entries[0].days[0].aar")).isEqualTo(mean, within(0.0001));
    assertThat(study.getMap("entries[0].leftOut.collectEntries { [it.reason, it.events] }"))
        .isEqualTo(Map.of("SAMPLE", 1, "NO_BARS", 1, "TOO_LITTLE_HISTORY", 1));
    assertThat(study.getInt("entries[0].clustering.distinctDays")).isEqualTo(4);
    assertThat(study.getString("entries[0].clustering.commonestDay"))
        .isEqualTo(MadeMarket.session(300).toString());
    assertThat(study.getDouble("entries[0].clustering.share")).isEqualTo(0.4, within(1e-6));
  }

  @Test
  void tellsEverythingThatShapedIt() {
    JsonPath study =
        get(
            "type=dividends/raise&companies=XHKG:688,0823.HK&from=2022-01-01&to=2030-01-01"
                + "&factLevel=CONFIRMED&minRelevance=50&minNovelty=80&model=market_adjusted"
                + "&window=[-1,+1]&window=[0,+5]&overlapping=LEAVE_OUT");

    Map<String, Object> parameters = study.getMap("parameters");
    assertThat(parameters)
        .containsEntry("type", List.of("dividends/raise"))
        .containsEntry("companies", List.of("0688.HK", "0823.HK"))
        .containsEntry("from", "2022-01-01T00:00:00Z")
        .containsEntry("to", "2030-01-02T00:00:00Z")
        .containsEntry("factLevel", List.of("CONFIRMED"))
        .containsEntry("minRelevance", 50)
        .containsEntry("minNovelty", 80)
        .containsEntry("model", "MARKET_ADJUSTED")
        .containsEntry("window", List.of("[-1,+1]", "[0,+5]"))
        .containsEntry("overlapping", "LEAVE_OUT")
        .containsEntry("estimation", Map.of("from", -269, "to", -20, "fewestReturns", 120))
        .containsEntry("returns", "SIMPLE_TOTAL")
        .containsEntry("dayZero", "FIRST_SESSION_THAT_COULD_REACT");
    assertThat(study.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(study.<String, Object>getMap("data"))
        .containsEntry("listings", 2)
        .containsEntry("firstSession", MadeMarket.session(31).toString())
        .containsEntry("lastSession", MadeMarket.session(335).toString())
        .containsEntry("firstDayZero", MadeMarket.session(300).toString())
        .containsEntry("lastDayZero", MadeMarket.session(330).toString())
        .containsEntry("benchmarks", List.of("INDEX:HSI"))
        .containsEntry("providers", List.of("yahoo"));
    assertThat(study.getList("entries.window")).containsExactly("[-1,+1]", "[0,+5]");
    assertThat(study.getList("entries[1].days.day")).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(study.getMap("")).containsKey("next").containsEntry("next", null);
  }

  @Test
  void aTypeAGroupAndAFactLevelSelect() {
    assertThat(get("type=dividends/cut&companies=" + COMPANIES).getInt("events")).isEqualTo(1);
    assertThat(get("type=dividends/cut,dividends/raise&companies=0823.HK").getInt("events"))
        .isEqualTo(4);
    assertThat(get("type=earnings&companies=" + COMPANIES).getInt("events")).isZero();
    assertThat(get("factLevel=RUMOURED&companies=" + COMPANIES).getInt("events")).isEqualTo(1);
    assertThat(get("minRelevance=50&companies=0688.HK").getInt("events")).isEqualTo(3);
    assertThat(get("companies=0688.HK&to=" + MadeMarket.session(300)).getInt("events"))
        .isEqualTo(1);
    assertThat(get("type=earnings&companies=" + COMPANIES).getList("entries.n"))
        .containsExactly(0, 0);
  }

  @Test
  void pricesInAnotherUnitGiveTheSameStudy() {
    String query = "companies=0688.HK&window=[-1,+1]&model=MARKET_MODEL";
    Object before = get(query).getMap("entries[0]");

    load("0688.HK", MadeMarket.csv(1, 0.25)); // a split of one into four
    Object after = get(query).getMap("entries[0].days[0]");
    load("0688.HK", MadeMarket.csv(1, 1));

    assertThat(get(query).<String, Object>getMap("entries[0]")).isEqualTo(before);
    // Prices have six digits: a quarter of one is rounded anew.
    assertThat(number(after, "aar"))
        .isEqualTo(get(query).getDouble("entries[0].days[0].aar"), within(0.0001));
  }

  private static double number(Object figures, String name) {
    return ((Number) Objects.requireNonNull(((Map<?, ?>) figures).get(name))).doubleValue();
  }

  @Test
  void isATableToo() {
    String path = "/api/v1/event-studies?companies=" + COMPANIES + "&window=[-1,+1],[0,0]";
    Response csv = given().accept("text/csv").get(path);

    csv.then().statusCode(200);
    assertThat(csv.contentType()).startsWith("text/csv");
    List<String> lines = csv.asString().lines().toList();
    assertThat(lines).hasSize(1 + (1 + 3) + (1 + 1));
    assertThat(lines.get(0))
        .startsWith("window,day,n,aar,caar,tests.crossSectional.statistic,")
        .endsWith(",data.providers,version");
    JsonPath study = given().get(path).jsonPath();
    assertThat(lines.get(1))
        .startsWith("\"[-1,+1]\",,%d,,".formatted(study.getInt("entries[0].n")))
        .contains("MARKET_MODEL", "INDEX:HSI", "NO_BARS");
    assertThat(lines.get(2)).startsWith("\"[-1,+1]\",-1,");
    assertThat(lines.get(6)).startsWith("\"[0,0]\",0,");
    assertThat(lines.get(0).split(",", -1)).hasSize(StudyAnswer.COLUMNS.size());
  }

  @Test
  void carriesAnEntityTag() {
    String path = "/api/v1/event-studies?companies=" + COMPANIES;
    String tag = given().get(path).header("ETag");

    given().header("If-None-Match", tag).get(path).then().statusCode(304);
    given().header("If-None-Match", tag).get(path + "&model=MEAN_ADJUSTED").then().statusCode(200);
  }

  @Test
  void anEventOfAnArticleIsStudied() {
    load("1113.HK", MadeMarket.csv(4, 1));
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "articles",
                List.of(
                    Map.of(
                        "source",
                        "a wire",
                        "id",
                        "study",
                        "text",
                        "CK Asset said it will buy back up to HK$1 billion of its own shares.",
                        "publishedAt",
                        MadeMarket.session(350) + "T03:00:00Z"))))
        .post("/api/v1/articles")
        .then()
        .statusCode(200);

    JsonPath study = get("type=buybacks&companies=1113.HK&window=0..0");

    assertThat(study.getInt("entries[0].n")).isEqualTo(1);
    assertThat(study.getDouble("entries[0].caar"))
        .isEqualTo(abnormal("1113.HK", MadeMarket.session(350)), within(0.0001));
  }

  @Test
  void returnsThatAreNotToBeTrustedAreNotUsed() {
    load("0291.HK", MadeMarket.csv(5, 1));
    event("0291.HK", "labor/strike", MadeMarket.session(300) + "T03:00:00Z");
    event("0291.HK", "labor/strike", MadeMarket.session(330) + "T03:00:00Z");
    event("0291.HK", "labor/strike", MadeMarket.session(360) + "T03:00:00Z");
    String query = "companies=0291.HK&type=labor&window=[-1,+1]";
    assertThat(get(query).getInt("entries[0].n")).isEqualTo(3);

    change("update bar set flag = 'looks wrong'", 301, 301);
    change("update bar set provider = 'stooq'", 330, 399); // adjusted to a day of its own

    JsonPath study = get(query);
    assertThat(study.getInt("entries[0].n")).isEqualTo(1);
    assertThat(study.getMap("entries[0].leftOut.collectEntries { [it.reason, it.events] }"))
        .isEqualTo(Map.of("MISSING_RETURNS", 2));
    assertThat(study.getList("data.providers")).isEqualTo(List.of("stooq", "yahoo"));
  }

  private void change(String update, int from, int to) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    update
                        + """
                           where session between :from and :to
                            and series_id = (select id from price_series where ticker = '0291.HK')
                          """)
                .bind("from", MadeMarket.session(from))
                .bind("to", MadeMarket.session(to))
                .execute());
  }

  @Test
  void aStudyThatIsTooLargeIsRefused() {
    StudyQuery all =
        new StudyRequest(null, null, null, null, null, null, null, null, null).read(null);

    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(() -> new EventStudies(jdbi, "1", 2).run(all))
        .matches(problem -> problem.getStatusCode() == 400)
        .extracting(HttpProblem::getDetail)
        .asString()
        .contains("more than 2 events", "narrow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "window=[5,1]               | 400 | from -19 to +60",
        "window=[0,61]              | 400 | from -19 to +60",
        "window=[-20,0]             | 400 | from -19 to +60",
        "window=tomorrow            | 400 | [-1,+1], -1,1 or -1..1",
        "window=0                   | 400 | [-1,+1], -1,1 or -1..1",
        "type=profits               | 400 | earnings",
        "type=earnings/profits      | 400 | earnings/results",
        "type=earnings/             | 400 | earnings/results",
        "model=CAPM                 | 400 | MARKET_MODEL",
        "model=MARKET_MODEL,MEAN_ADJUSTED | 400 | MARKET_MODEL",
        "overlapping=maybe          | 400 | LEAVE_OUT",
        "factLevel=SURE             | 400 | CONFIRMED",
        "minRelevance=101           | 400 | from 0 to 100",
        "minNovelty=new             | 400 | from 0 to 100",
        "from=soon                  | 400 | 2021-10-19",
        "from=2022-01-02&to=2022-01-01 | 400 | behind from",
        "companies=QQZZX            | 404 | QQZZX",
        "watchList=nobody's         | 404 | nobody's",
        "windows=[0,1]              | 400 | is not known",
      })
  void badInputIsRefusedByName(String query, int status, String said) {
    given()
        .get("/api/v1/event-studies?" + query)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body(containsString(said));
  }

  @Test
  void aTickerOfSeveralCompaniesIsRefusedWithCandidates() {
    String ambiguous = "SU"; // Suncor in Toronto, Schneider in Paris

    given()
        .get("/api/v1/event-studies?companies=" + ambiguous)
        .then()
        .statusCode(409)
        .body(containsString("candidates"), containsString("SU.PA"));
  }

  @Test
  void theInterfaceIsDescribedWithAnExample() {
    JsonPath description = given().accept("application/json").get("/q/openapi").jsonPath();
    Map<String, Object> operation = description.getMap("paths.'/api/v1/event-studies'.get");

    assertThat(String.valueOf(operation)).contains("example", "crossSectional", "window");
  }
}
