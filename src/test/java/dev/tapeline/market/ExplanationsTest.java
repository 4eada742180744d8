package dev.tapeline.market;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.tapeline.article.ArticleIntake;
import dev.tapeline.article.IncomingArticle;
import dev.tapeline.article.Recorded;
import dev.tapeline.timeline.NewsCoverage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Moves and the news that explains them, over REST and a real database. */
@QuarkusTest
class ExplanationsTest {
  private static final String ORDER = "%s won an order worth US$900 million for its business.";

  @Inject Jdbi jdbi;
  @Inject InstantSource clock;
  @Inject ArticleIntake intake;
  @Inject PriceFollowUp followUp;
  @Inject NewsCoverage coverage;

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
    followUp.run();
  }

  /** 5.39 % up on Tuesday, 19 October 2021, in Hong Kong; nothing on Wednesday. */
  private void rises(String ticker) {
    load(
        ticker,
        """
        2021-10-18,21.2,21.5,21,21.35,21.35,100
        2021-10-19,21.4,22.6,21.3,22.5,22.5,100
        2021-10-20,22.4,22.6,22.3,22.6,22.6,100
        """);
  }

  private UUID source() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("insert into source (name, kind) values (:name, 'PUSH') returning id")
                .bind("name", "wire " + UUID.randomUUID())
                .mapTo(UUID.class)
                .one());
  }

  private void tell(UUID source, String item, String text, String at) {
    List<Recorded> recorded =
        intake.recordAll(
            List.of(
                new IncomingArticle(
                    source,
                    item,
                    null,
                    text,
                    "https://news.example/" + item,
                    "en",
                    Instant.parse(at))));
    assertThat(recorded).noneMatch(r -> r.status() == Recorded.Status.REFUSED);
    followUp.run();
  }

  private static JsonPath get(String path) {
    return given().get("/api/v1" + path).then().statusCode(200).extract().jsonPath();
  }

  /** The large move of the company's only such session. */
  private static JsonPath move(String ticker) {
    return get("/companies/" + ticker + "/timeline?kind=PRICE_MOVE").setRootPath("entries[0]");
  }

  private static String eventId(String ticker) {
    return get("/companies/" + ticker + "/timeline?kind=NEWS_EVENT")
        .getString("entries[0].event.id");
  }

  private void cover(String from, String to) {
    coverage.pulled(UUID.randomUUID(), false, Instant.parse(from), Instant.parse(to));
  }

  @Test
  void newsOfTheWindowExplainsTheMove() {
    UUID source = source();
    tell(source, "order", ORDER.formatted("Lenovo"), "2021-10-19T00:30:00Z");
    rises("0992.HK");

    JsonPath entry = move("0992.HK");
    assertThat(entry.getBoolean("move.explained")).isTrue();
    assertThat(entry.getList("move.explanations")).hasSize(1);
    assertThat(entry.<Object>get("move.unexplainedReason")).isNull();
    Map<String, Object> explanation = entry.getMap("move.explanations[0]");
    assertThat(explanation)
        .containsEntry("eventId", eventId("0992.HK"))
        .containsEntry("type", "deals/order")
        .containsEntry("occurredAt", "2021-10-19T00:30:00Z")
        .containsEntry("url", "https://news.example/order")
        .containsKeys("title", "score", "parts");
    assertThat(entry.<String, Object>getMap("move.explanations[0].parts"))
        .containsOnlyKeys("relevance", "novelty", "effect", "direction", "time", "told")
        .containsEntry("direction", 1.0f)
        .containsEntry("told", 0.0f);
    String id = entry.getString("move.id");
    assertThat(get("/moves/" + id).<String, Object>getMap("explanations[0]"))
        .isEqualTo(explanation);
    assertThat(get("/moves?companies=0992.HK&explained=true").getList("entries.id"))
        .containsExactly(id);
    assertThat(get("/moves?companies=0992.HK&explained=false").getList("entries")).isEmpty();
  }

  @Test
  void newsAfterTheCloseBelongsToTheNextSession() {
    UUID source = source();
    tell(source, "early", ORDER.formatted("BYD"), "2021-10-18T07:30:00Z");
    tell(source, "late", "BYD named a new chief financial officer.", "2021-10-19T08:30:00Z");
    rises("1211.HK");

    assertThat(move("1211.HK").<Object>get("move.explained")).isNull();
    // Wednesday's move is small: it is explained when it is read, and stored nowhere.
    List<String> ids = get("/moves?companies=1211.HK&session=2021-10-20").getList("entries.id");
    JsonPath wednesday = get("/moves/" + ids.get(0));
    assertThat(wednesday.getBoolean("explained")).isTrue();
    assertThat(wednesday.getList("explanations.type")).containsExactly("management/appointment");
    assertThat(get("/moves?companies=1211.HK&explained=true").getList("entries")).isEmpty();
  }

  @Test
  void aMoveThatIsToldExplainsNothingByItself() {
    tell(
        source(),
        "move",
        "Geely shares rose 5.4% to close at HK$22.50 in Hong Kong on Tuesday.",
        "2021-10-19T09:00:00Z");
    rises("0175.HK");

    assertThat(get("/companies/0175.HK/timeline?kind=NEWS_EVENT").getList("entries")).hasSize(1);
    assertThat(move("0175.HK").<Object>get("move.explained")).isNull();
    assertThat(move("0175.HK").getString("move.unexplainedReason")).isEqualTo("NO_NEWS_PULLED");
    assertThat(move("0175.HK").getList("move.explanations")).isEmpty();
  }

  @Test
  void aReportAfterTheCloseThatTellsTheMoveSpeaksForItsEvents() {
    tell(
        source(),
        "both",
        "Sunny Optical won an order worth US$900 million on Tuesday. Sunny Optical shares rose 5.4%"
            + " to close at HK$22.50 in Hong Kong on Tuesday.",
        "2021-10-19T09:00:00Z");
    rises("2382.HK");

    JsonPath entry = move("2382.HK");
    assertThat(entry.getBoolean("move.explained")).isTrue();
    assertThat(entry.getString("move.explanations[0].type")).isEqualTo("deals/order");
    assertThat(entry.getFloat("move.explanations[0].parts.told")).isEqualTo(1f);
    assertThat(entry.getFloat("move.explanations[0].parts.time")).isEqualTo(0.7f);
  }

  @Test
  void silenceIsToldOnlyWhereNewsWasPulledAllTheTime() {
    // A day of its own: coverage holds for all companies.
    load(
        "0883.HK",
        """
        2021-06-08,21.2,21.5,21,21.35,21.35,100
        2021-06-09,21.4,22.6,21.3,22.5,22.5,100
        """);
    assertThat(move("0883.HK").getString("move.unexplainedReason")).isEqualTo("NO_NEWS_PULLED");
    assertThat(get("/moves?companies=0883.HK&explained=false").getList("entries")).isEmpty();

    cover("2021-06-08T08:00:00Z", "2021-06-09T05:00:00Z");
    again("0883.HK", "2021-06-09");
    assertThat(move("0883.HK").getString("move.unexplainedReason"))
        .isEqualTo("NEWS_PULLED_IN_PART");

    cover("2021-06-09T05:00:00Z", "2021-06-09T09:00:00Z");
    again("0883.HK", "2021-06-09");
    assertThat(move("0883.HK").<Boolean>get("move.explained")).isFalse();
    assertThat(move("0883.HK").<Object>get("move.unexplainedReason")).isNull();
    assertThat(get("/moves?companies=0883.HK&explained=false").getList("entries")).hasSize(1);
  }

  /** Bars that come again changed in what no move tells: the session is followed anew. */
  private void again(String ticker, String session) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update price_series set follow_up_due = cast(? as date) where ticker = ?",
                session,
                ticker));
    followUp.run();
  }

  @Test
  void lateNewsTurnsSilenceIntoAnExplanationAndItsRetractionBack() {
    cover("2021-07-12T08:00:00Z", "2021-07-13T09:00:00Z");
    load(
        "0386.HK",
        """
        2021-07-12,21.2,21.5,21,21.35,21.35,100
        2021-07-13,21.4,22.6,21.3,22.5,22.5,100
        """);
    assertThat(move("0386.HK").<Boolean>get("move.explained")).isFalse();
    long silent = move("0386.HK").getLong("seq");

    UUID source = source();
    intake.recordAll(
        List.of(
            new IncomingArticle(
                source,
                "late",
                null,
                ORDER.formatted("Sinopec"),
                null,
                "en",
                Instant.parse("2021-07-13T02:00:00Z"))));
    // By itself: the service looks every second.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                move("0386.HK").<Boolean>get("move.explained")
                    && move("0386.HK").getLong("seq") > silent);
    long told = move("0386.HK").getLong("seq");
    String id = move("0386.HK").getString("id");

    // What changes nothing revises nothing.
    again("0386.HK", "2021-07-12");
    assertThat(move("0386.HK").getLong("seq")).isEqualTo(told);

    intake.retractSource(source);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                !move("0386.HK").<Boolean>get("move.explained")
                    && move("0386.HK").getLong("seq") > told);
    assertThat(move("0386.HK").getString("id")).isEqualTo(id);
    assertThat(move("0386.HK").getList("move.explanations")).isEmpty();
  }

  @Test
  void newsThatIsRevisedToAnotherTimeLeavesTheMove() {
    UUID source = source();
    tell(source, "dated", ORDER.formatted("CNOOC"), "2021-10-19T02:00:00Z");
    rises("0883.HK");
    assertThat(
            get("/companies/0883.HK/timeline?kind=PRICE_MOVE&from=2021-10-01")
                .getBoolean("entries[0].move.explained"))
        .isTrue();

    tell(source, "dated", ORDER.formatted("CNOOC"), "2021-11-25T02:00:00Z");

    assertThat(
            get("/companies/0883.HK/timeline?kind=PRICE_MOVE&from=2021-10-01")
                .<Object>get("entries[0].move.explained"))
        .isNull();
  }

  @Test
  void barsThatAreRevisedAreExplainedAnew() {
    tell(source(), "order", ORDER.formatted("Hysan"), "2021-10-19T02:00:00Z");
    rises("0014.HK");
    int agreeing = move("0014.HK").getInt("move.explanations[0].score");

    load(
        "0014.HK",
        "2021-10-19,21.4,21.6,18.3,19.1,19.1,100\n2021-10-20,19,19.2,19,19.1,19.1,100\n");

    assertThat(move("0014.HK").getFloat("move.changePercent")).isNegative();
    assertThat(move("0014.HK").getFloat("move.explanations[0].parts.direction")).isEqualTo(0.2f);
    assertThat(move("0014.HK").getInt("move.explanations[0].score")).isLessThan(agreeing);
  }

  @Test
  void aPullThatEndsAfterTheSessionEndsTheDoubt() {
    // The latest session that has ended, as bars of the future are refused.
    var exchange = dev.tapeline.exchange.Exchanges.builtIn().find("XHKG").orElseThrow();
    LocalDate session = exchange.at(clock.instant()).firstSessionThatCouldReact();
    session = exchange.previousSession(session);
    if (!exchange.session(session).orElseThrow().close().isBefore(clock.instant())) {
      session = exchange.previousSession(session);
    }
    LocalDate before = exchange.previousSession(session);
    Instant from = exchange.session(before).orElseThrow().close();
    Instant close = exchange.session(session).orElseThrow().close();
    UUID feed = UUID.randomUUID();
    coverage.pulled(feed, false, from.minusSeconds(60), close.minusSeconds(60));
    load(
        "2318.HK",
        """
        %s,21.2,21.5,21,21.35,21.35,100
        %s,21.4,22.6,21.3,22.5,22.5,100
        """
            .formatted(before, session));
    assertThat(move("2318.HK").getString("move.unexplainedReason"))
        .isEqualTo("NEWS_PULLED_IN_PART");

    coverage.pulled(feed, false, close.minusSeconds(90), close.plusSeconds(60));
    followUp.run();

    assertThat(move("2318.HK").<Boolean>get("move.explained")).isFalse();
  }

  @Test
  void thePullsOfASourceMakeOneRowWhereTheyTouch() {
    UUID feed = UUID.randomUUID();
    Instant noon = Instant.parse("2001-02-03T12:00:00Z");
    coverage.pulled(feed, true, noon, noon.plusSeconds(60));
    coverage.pulled(feed, true, noon.plusSeconds(60), noon.plusSeconds(120));
    coverage.pulled(feed, true, noon.plusSeconds(600), noon.plusSeconds(700));
    assertThat(rows(feed)).isEqualTo(2);
    coverage.pulled(feed, true, noon.plusSeconds(100), noon.plusSeconds(650));
    coverage.pulled(feed, true, noon.plusSeconds(100), noon.plusSeconds(650));
    assertThat(rows(feed)).isEqualTo(1);
    coverage.pulled(feed, true, noon, noon.plusSeconds(800));
    assertThat(rows(feed)).isEqualTo(1);
  }

  private int rows(UUID feed) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from news_coverage where source_id = ?")
                .bind(0, feed)
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void usualEffectsAreMeasuredOnOwnMoves() {
    Instant later = clock.instant().plus(EffectStore.LIFETIME).plusSeconds(60);
    assertThat(jdbi.<Boolean, RuntimeException>withHandle(h -> EffectStore.isOld(h, later)))
        .isTrue();
    // Enough bars for a mean, then an order and a jump by a tenth.
    StringBuilder rows = new StringBuilder();
    LocalDate day = LocalDate.parse("2021-01-04");
    double close = 20;
    for (int i = 0; i < 100; i++) {
      close = i == 99 ? close * 1.1 : (i % 2 == 0 ? 20.2 : 20);
      rows.append("%s,%s,%s,%s,%s,%s,5%n".formatted(day, close, close, close, close, close));
      day = day.plusDays(day.getDayOfWeek().getValue() == 5 ? 3 : 1);
    }
    LocalDate last = day.minusDays(day.getDayOfWeek().getValue() == 1 ? 3 : 1);
    tell(source(), "award", "Techtronic won an award for design.", last + "T02:00:00Z");
    load("0669.HK", rows.toString());

    JsonPath event = get("/companies/0669.HK/timeline?kind=NEWS_EVENT");
    String type = event.getString("entries[0].event.type");
    assertThat(type).isNotNull();
    // The service beside the test may be at the effects, and then nobody else waits for them.
    await()
        .untilAsserted(
            () -> {
              jdbi.useTransaction(handle -> EffectStore.refresh(handle, clock.instant()));
              UsualEffects effects = jdbi.withHandle(EffectStore::read);
              assertThat(effects.percent(type))
                  .isGreaterThan(UsualEffects.of(Map.of()).percent(type));
            });
  }

  @Test
  void whatIsNeitherTrueNorFalseIsRefused() {
    given()
        .get("/api/v1/moves?explained=perhaps")
        .then()
        .statusCode(400)
        .body(containsString("explained"), containsString("true"), containsString("false"));
  }
}
