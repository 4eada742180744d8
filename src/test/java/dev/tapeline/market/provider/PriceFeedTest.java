package dev.tapeline.market.provider;

import static dev.tapeline.source.FeedServer.asked;
import static dev.tapeline.source.FeedServer.serve;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.Exchanges;
import dev.tapeline.market.PriceHistory;
import dev.tapeline.market.PriceSeries;
import dev.tapeline.market.RecordedBar;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pulls prices from Yahoo, then from Stooq, both on loopback. */
@QuarkusTest
@TestProfile(PriceFeedTest.Prices.class)
class PriceFeedTest {

  /** Two providers; what falls due by itself is due in the far future. */
  public static final class Prices implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tapeline.prices.providers", "yahoo,stooq",
          "tapeline.prices.stooq.key", "TOP-SECRET",
          "tapeline.prices.follow-news", "false",
          "tapeline.prices.tick", "1h",
          "tapeline.prices.retries", "1",
          "tapeline.prices.retry-pause", "10ms",
          "tapeline.prices.history", "30d",
          "tapeline.prices.yahoo.per-minute", "1000",
          "tapeline.prices.stooq.per-minute", "1000");
    }
  }

  private static final String FEEDS = "/api/v1/price-feeds";
  private static final String NO_YAHOO =
      """
      {"chart": {"result": null, "error": {"code": "Not Found", "description": "No data found"}}}
      """;

  /** 17:00 in Hong Kong: the session of the 19th has ended an hour ago. */
  private static final Instant NOW = Instant.parse("2021-10-19T09:00:00Z");

  @Inject FeedStore store;
  @Inject Providers providers;
  @Inject PricesConfig config;
  @Inject Jdbi jdbi;
  @Inject InstantSource clock;

  private final Set<UUID> made = new HashSet<>();

  @BeforeEach
  void nobodyIsPaused() {
    jdbi.useHandle(handle -> handle.execute("delete from bar_provider"));
  }

  @AfterEach
  void remove() {
    made.forEach(store::delete);
  }

  private static RequestSpecification request() {
    return given().contentType(ContentType.JSON);
  }

  private BarFeed feed(String ticker) {
    store.add(List.of(ticker), BarFeed.Reason.ADDED, Instant.parse("2999-01-01T00:00:00Z"));
    BarFeed feed = store.find(ticker).orElseThrow();
    made.add(feed.id());
    return feed;
  }

  private PullOutcome pull(BarFeed feed) {
    return pull(feed, NOW);
  }

  private PullOutcome pull(BarFeed feed, Instant now) {
    UUID lease = UUID.randomUUID();
    BarFeed taken = store.leases().take(feed.id(), lease, now, now.plusSeconds(60)).orElseThrow();
    return new PricePuller(providers, store, config, jdbi, InstantSource.fixed(now))
        .pull(taken, lease);
  }

  private List<RecordedBar> bars(String ticker) {
    PriceHistory history = new PriceHistory(jdbi);
    PriceSeries series = history.series(ticker).orElseThrow();
    return history.since(series, LocalDate.parse("2000-01-01"));
  }

  /** A chart of days "2021-10-19 open high low close volume" of Hong Kong. */
  private static String chart(String currency, String... days) {
    List<String[]> rows = Arrays.stream(days).map(day -> day.split(" ", -1)).toList();
    return """
        {"chart": {"result": [{"meta": {"currency": "%s", "exchangeTimezoneName": "Asia/Hong_Kong"},
          "timestamp": [%s], "indicators": {"quote": [{"open": [%s], "high": [%s], "low": [%s],
          "close": [%s], "volume": [%s]}]}}], "error": null}}
        """
        .formatted(
            currency,
            rows.stream()
                .map(row -> Instant.parse(row[0] + "T01:30:00Z").getEpochSecond())
                .map(String::valueOf)
                .collect(Collectors.joining(",")),
            column(rows, 1),
            column(rows, 2),
            column(rows, 3),
            column(rows, 4),
            column(rows, 5));
  }

  private static String column(List<String[]> rows, int column) {
    return rows.stream().map(row -> row[column]).collect(Collectors.joining(","));
  }

  private static String yahoo(String ticker) {
    return "/prices/yahoo/v8/finance/chart/" + ticker;
  }

  private static final String STOOQ = "/prices/stooq/q/d/l/";

  @Test
  void bringsBarsOnce() {
    serve(
        yahoo("0002.HK"),
        chart("HKD", "2021-10-18 70 71 69 70.5 1000", "2021-10-19 70.5 72 70 71.8 1200"));
    BarFeed feed = feed("0002.HK");

    PullOutcome first = pull(feed);
    PullOutcome second = pull(feed);

    assertThat(first.status()).isEqualTo(PullOutcome.Status.OK);
    assertThat(first.session()).isEqualTo("2021-10-19").isEqualTo(first.expected().toString());
    assertThat(List.of(first.created(), first.revised(), first.unchanged()))
        .isEqualTo(List.of(2, 0, 0));
    assertThat(List.of(second.created(), second.revised(), second.unchanged()))
        .isEqualTo(List.of(0, 0, 2));
    assertThat(bars("0002.HK"))
        .hasSize(2)
        .allMatch(bar -> bar.provider().equals("yahoo") && !bar.flagged());
    BarFeed after = store.find(feed.id()).orElseThrow();
    assertThat(after.status()).isEqualTo(BarFeed.Status.OK);
    assertThat(after.currency()).isEqualTo("HKD");
    assertThat(after.bars()).isEqualTo(2);
    // After the next close, 16:00 in Hong Kong, and three quarters of an hour.
    assertThat(after.nextPullAt())
        .isBetween(Instant.parse("2021-10-20T08:45:00Z"), Instant.parse("2021-10-20T09:00:00Z"));
  }

  @Test
  void waitsForABarThatIsNotThereYet() {
    serve(yahoo("0003.HK"), chart("HKD", "2021-10-18 12 12.2 11.9 12.1 500"));
    BarFeed feed = feed("0003.HK");

    PullOutcome pull = pull(feed);

    assertThat(pull.status()).isEqualTo(PullOutcome.Status.WAITING);
    assertThat(pull.error())
        .isEqualTo("yahoo has bars up to 2021-10-18 only, 2021-10-19 is expected");
    BarFeed after = store.find(feed.id()).orElseThrow();
    assertThat(after.status()).isEqualTo(BarFeed.Status.WAITING);
    assertThat(after.lastError()).isEqualTo(pull.error());
    assertThat(after.nextPullAt())
        .isBetween(Instant.parse("2021-10-19T09:15:00Z"), Instant.parse("2021-10-19T09:17:00Z"));
  }

  @Test
  void storesNothingThatCannotBeTrueAndSaysSo() {
    serve(
        yahoo("0004.HK"),
        chart(
            "HKD",
            "2021-10-12 20 21 19 20 100", // the 13th a typhoon and the 14th a holiday
            "2021-10-15 20 20.5 19.5 20.1 90",
            "2021-10-16 20.1 20.1 20.1 20.1 0", // a Saturday that somebody made up
            "2021-10-18 20 19 21 20 100", // high below low
            "2021-10-19 20.1 21 20 -20.8 100", // negative
            "2021-10-20 20 21 20 20.5 10")); // has not ended
    BarFeed feed = feed("0004.HK");

    PullOutcome pull = pull(feed);

    assertThat(pull.refused())
        .containsExactlyInAnyOrder(
            "2021-10-16: made up: XHKG did not trade on 2021-10-16",
            "2021-10-18: the high 19.0 is below the low 21.0",
            "2021-10-19: a price is not above zero");
    assertThat(bars("0004.HK"))
        .extracting(bar -> bar.bar().session().toString())
        .containsExactly("2021-10-12", "2021-10-15");
    JsonPath shown = request().get(FEEDS + "/" + feed.id()).then().extract().jsonPath();
    assertThat(shown.getList("remarks.reason")).containsAll(pull.refused());
    assertThat(shown.getList("remarks.refused")).containsOnly(true);
    assertThat(shown.getString("provider")).isEqualTo("yahoo");
  }

  @Test
  void refusesYesterdaysBarUnderTodaysDate() {
    serve(
        yahoo("0006.HK"),
        chart("HKD", "2021-10-18 45 46 44 45.5 777", "2021-10-19 45 46 44 45.5 777"));

    PullOutcome pull = pull(feed("0006.HK"));

    assertThat(pull.refused()).containsExactly("2021-10-19: repeats the bar of 2021-10-18");
    assertThat(bars("0006.HK")).hasSize(1);
  }

  @Test
  void flagsAGapAndAnUnadjustedSplit() {
    serve(
        yahoo("0023.HK"),
        chart(
            "HKD",
            "2021-10-11 80 81 79 80 100",
            "2021-10-15 20.1 20.5 19.5 20 400",
            "2021-10-19 20 21 20 20.5 500"));

    PullOutcome pull = pull(feed("0023.HK"));

    assertThat(pull.flagged())
        .containsExactly(
            "2021-10-15: looks like a split of 4 for 1 that earlier bars are not adjusted for",
            "2021-10-15: 1 session is missing between 2021-10-11 and 2021-10-15",
            "2021-10-19: 1 session is missing between 2021-10-15 and 2021-10-19");
    assertThat(bars("0023.HK"))
        .extracting(RecordedBar::flagged)
        .containsExactly(false, true, false);
  }

  @Test
  void refusesACurrencyThatIsNotTheListingsOrHasChanged() {
    serve(yahoo("0066.HK"), chart("USD", "2021-10-18 45 46 44 45.5 777"));
    serve(STOOQ, "No data");
    BarFeed feed = feed("0066.HK");

    PullOutcome pull = pull(feed);

    assertThat(pull.status()).isEqualTo(PullOutcome.Status.FAILED);
    assertThat(pull.error())
        .isEqualTo(
            "yahoo gives prices in USD, but 0066.HK trades in HKD; Stooq has no data for 66.hk");
    assertThat(bars("0066.HK")).isEmpty();
    assertThat(store.remarks().of(feed.id()))
        .singleElement()
        .satisfies(remark -> assertThat(remark.refused()).isTrue());

    serve(yahoo("BARC.L"), chart("GBp", "2021-10-18 190 192 189 191 777"));
    BarFeed pence = feed("BARC.L");
    pull(pence, Instant.parse("2021-10-18T18:00:00Z"));
    assertThat(bars("BARC.L")).hasSize(1);
    serve(yahoo("BARC.L"), chart("GBP", "2021-10-19 1.90 1.92 1.89 1.91 777"));
    PullOutcome pounds = pull(pence, Instant.parse("2021-10-19T18:00:00Z"));
    assertThat(pounds.error()).startsWith("yahoo gives prices in GBP, until now in GBp");
    assertThat(bars("BARC.L")).hasSize(1);
  }

  @Test
  void asksForAllAgainAfterASplit() {
    String before =
        chart(
            "HKD",
            "2021-10-15 80 81 79 80 100",
            "2021-10-18 80 82 80 81 110",
            "2021-10-19 81 84 80 83 120");
    serve(yahoo("0083.HK"), before);
    BarFeed feed = feed("0083.HK");
    pull(feed);
    String after =
        chart(
            "HKD",
            "2021-10-15 20 20.25 19.75 20 400",
            "2021-10-18 20 20.5 20 20.25 440",
            "2021-10-19 20.25 21 20 20.75 480",
            "2021-10-20 20.75 21 20.5 20.9 490");
    serve(yahoo("0083.HK"), after);

    PullOutcome pull = pull(feed, Instant.parse("2021-10-20T09:00:00Z"));

    assertThat(pull.revised()).isEqualTo(3);
    assertThat(pull.created()).isEqualTo(1);
    assertThat(pull.flagged())
        .containsExactly(
            "yahoo has adjusted earlier prices by 4.000, as after a split; all were asked for"
                + " again");
    assertThat(asked(yahoo("0083.HK"))).isEqualTo(3);
    assertThat(bars("0083.HK"))
        .extracting(bar -> bar.bar().close())
        .containsExactly(20.0, 20.25, 20.75, 20.9);
  }

  @Test
  void takesTheNextProviderWhereOneDoesNotKnow() {
    serve(yahoo("0101.HK"), NO_YAHOO);
    serve(
        STOOQ,
        "Date,Open,High,Low,Close,Volume\n2021-10-18,17,17.2,16.8,17.1,10\n2021-10-19,17,17.4,17,17.3,12\n");

    PullOutcome pull = pull(feed("0101.HK"));

    assertThat(pull.status()).isEqualTo(PullOutcome.Status.OK);
    assertThat(pull.provider()).isEqualTo("stooq");
    assertThat(bars("0101.HK")).extracting(RecordedBar::provider).containsOnly("stooq");
  }

  @Test
  void storesNoPageAndNoKey() {
    serve(yahoo("0388.HK"), NO_YAHOO);
    serve(STOOQ, "<html><body>Get your apikey: TOP-SECRET is none</body></html>");
    BarFeed feed = feed("0388.HK");

    PullOutcome pull = pull(feed);

    assertThat(pull.status()).isEqualTo(PullOutcome.Status.FAILED);
    assertThat(pull.error()).contains("answers an HTML page and no CSV");
    assertThat(bars("0388.HK")).isEmpty();
    assertThat(store.paused(NOW.plusSeconds(60))).containsOnlyKeys("stooq");
    String everything =
        request().get(FEEDS + "/" + feed.id()).asString()
            + request().get(FEEDS + "/providers").asString();
    assertThat(everything).contains("HTML page").doesNotContain("TOP-SECRET");
  }

  @Test
  void triesAgainAndTellsFailureFromSilence() {
    AtomicInteger asks = new AtomicInteger();
    serve(
        yahoo("0144.HK"),
        exchange -> {
          byte[] body =
              chart("HKD", "2021-10-19 10 10.2 9.9 10.1 5")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          boolean good = asks.incrementAndGet() > 1;
          exchange.sendResponseHeaders(good ? 200 : 503, good ? body.length : -1);
          if (good) {
            exchange.getResponseBody().write(body);
          }
        });
    assertThat(pull(feed("0144.HK")).status()).isEqualTo(PullOutcome.Status.OK);
    assertThat(asks).hasValue(2);
  }

  @Test
  void leavesALimitedProviderAloneWithoutCallingItAFailure() {
    serve(yahoo("0151.HK"), 429, new byte[0], "Retry-After: 600");
    serve(STOOQ, "No data");
    BarFeed feed = feed("0151.HK");

    PullOutcome pull = pull(feed);

    assertThat(pull.status()).isEqualTo(PullOutcome.Status.LIMITED);
    BarFeed after = store.find(feed.id()).orElseThrow();
    assertThat(after.status()).isEqualTo(BarFeed.Status.NEW);
    assertThat(after.misses()).isZero();
    assertThat(after.nextPullAt()).isAfterOrEqualTo(NOW.plusSeconds(600));
    long before = asked(yahoo("0151.HK"));
    pull(feed, NOW.plusSeconds(60));
    assertThat(asked(yahoo("0151.HK"))).isEqualTo(before);
  }

  @Test
  void waitsForWhoIsToBeAskedAgainInAMinuteRatherThanTakeAnother() {
    serve(yahoo("0267.HK"), 429, new byte[0], "Retry-After: 60");
    serve(STOOQ, "Date,Open,High,Low,Close,Volume\n2021-10-19,17,17.4,17,17.3,12\n");
    BarFeed feed = feed("0267.HK");

    assertThat(pull(feed).status()).isEqualTo(PullOutcome.Status.LIMITED);
    assertThat(pull(feed, NOW.plusSeconds(30)).status()).isEqualTo(PullOutcome.Status.LIMITED);

    assertThat(bars("0267.HK")).noneMatch(bar -> bar.provider().equals("stooq"));
    assertThat(store.find(feed.id()).orElseThrow().nextPullAt())
        .isBetween(NOW.plusSeconds(60), NOW.plusSeconds(75));
  }

  @Test
  void followsWatchListsAndWhatTheyAreMeasuredAgainst() {
    UUID list = UUID.randomUUID();
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "insert into watch_list (id, name, created_at) values (?, 'of prices', now())", list);
          handle.execute(
              """
              insert into watch_list_company (watch_list_id, company_id)
              select ?, company_id from listing where ticker = '0316.HK'
              """,
              list);
        });
    try {
      new FeedRoster(providers, store, config, clock).enrol();
    } finally {
      jdbi.useHandle(
          handle -> {
            handle.execute("delete from watch_list_company where watch_list_id = ?", list);
            handle.execute("delete from watch_list where id = ?", list);
          });
    }
    BarFeed feed = store.find("0316.HK").orElseThrow();
    BarFeed index = store.find("INDEX:HSI").orElseThrow();
    made.addAll(List.of(feed.id(), index.id()));
    assertThat(feed.reason()).isEqualTo(BarFeed.Reason.ADDED);
    assertThat(index.reason()).isEqualTo(BarFeed.Reason.BENCHMARK);
  }

  @Test
  void saysWhatIsNotInTheDirectory() {
    PullOutcome pull = pull(feed("NOSUCH.HK"));
    assertThat(pull.status()).isEqualTo(PullOutcome.Status.UNKNOWN);
    assertThat(pull.error()).isEqualTo("NOSUCH.HK is not in the directory");
  }

  // The guard

  private static GuardedProvider guarded(BarProvider provider, int perMinute) {
    return new GuardedProvider(provider, perMinute, 2, Duration.ofMillis(1), Duration.ofMinutes(5));
  }

  /** Answers always the same, and counts. */
  private record Constant(BarAnswer answer, AtomicInteger asks) implements BarProvider {
    Constant(BarAnswer answer) {
      this(answer, new AtomicInteger());
    }

    @Override
    public String name() {
      return "constant";
    }

    @Override
    public @Nullable String symbol(PriceSeries series) {
      return series.ticker();
    }

    @Override
    public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
      asks.incrementAndGet();
      return answer;
    }
  }

  private static BarAnswer ask(BarProvider provider) {
    return provider.ask("X", LocalDate.EPOCH, LocalDate.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({"true, 3", "false, 1"})
  void asksAgainOnlyWhereThatMayHelp(boolean passing, int asks) {
    Constant provider = new Constant(new BarAnswer.Failed("no answer", passing));
    assertThat(ask(guarded(provider, 100))).isEqualTo(provider.answer());
    assertThat(provider.asks()).hasValue(asks);
  }

  @Test
  void leavesAloneWhoNeverAnswers() {
    Constant provider = new Constant(new BarAnswer.Failed("no answer", true));
    GuardedProvider guarded = guarded(provider, 100);
    ask(guarded);
    ask(guarded);
    int asked = provider.asks().get();

    BarAnswer answer = ask(guarded);

    assertThat(provider.asks()).hasValue(asked);
    assertThat(answer)
        .isEqualTo(
            new BarAnswer.Failed(
                "constant did not answer again and again, and is left alone for a while", false));
  }

  @Test
  void asksNoMoreThanSoManyTimesAMinute() {
    Constant provider = new Constant(new BarAnswer.Unknown("no such"));
    GuardedProvider guarded = guarded(provider, 2);
    ask(guarded);
    ask(guarded);

    BarAnswer answer = ask(guarded);

    assertThat(provider.asks()).hasValue(2);
    assertThat(answer).isInstanceOf(BarAnswer.Limited.class);
    assertThat(((BarAnswer.Limited) answer).pause()).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  // Leases, and the job

  @Test
  void onlyOneTakesAFeed() {
    BarFeed feed = feed("0175.HK");
    UUID mine = UUID.randomUUID();
    assertThat(store.leases().take(feed.id(), mine, NOW, NOW.plusSeconds(60))).isPresent();
    assertThat(
            store
                .leases()
                .take(feed.id(), UUID.randomUUID(), NOW.plusSeconds(59), NOW.plusSeconds(99)))
        .isEmpty();
    store.leases().release(feed.id(), UUID.randomUUID());
    assertThat(store.leases().take(feed.id(), UUID.randomUUID(), NOW, NOW.plusSeconds(60)))
        .isEmpty();
    UUID next = UUID.randomUUID();
    assertThat(store.leases().take(feed.id(), next, NOW.plusSeconds(60), NOW.plusSeconds(99)))
        .isPresent();
    // The late word of the first is not heard.
    assertThat(
            store.unanswered(mine, feed, BarFeed.Status.FAILING, "late", NOW, NOW.plusSeconds(1)))
        .isFalse();
    assertThat(store.find(feed.id()).map(BarFeed::status)).contains(BarFeed.Status.NEW);
  }

  @Inject PriceFeedJob job;

  @Test
  void pullsWhatIsDueByItself() {
    LocalDate session =
        new PricePlan(Duration.ofMinutes(45), () -> 0)
            .expected(Exchanges.builtIn().find("XHKG"), clock.instant());
    serve(yahoo("0291.HK"), chart("HKD", session + " 7 7.2 6.9 7.1 5"));
    store.add(List.of("0291.HK"), BarFeed.Reason.ADDED, clock.instant());
    made.add(store.find("0291.HK").orElseThrow().id());

    job.tick();

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> store.find("0291.HK").map(BarFeed::status),
            Optional.of(BarFeed.Status.OK)::equals);
    assertThat(bars("0291.HK")).hasSize(1);
  }

  // Over REST

  @Test
  void isFollowedPausedAndRemovedOverRest() {
    String id =
        request()
            .body(Map.of("ticker", "HKEX:0288"))
            .post(FEEDS)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    made.add(UUID.fromString(id));
    request().body(Map.of("ticker", "288 HK")).post(FEEDS).then().statusCode(409);
    JsonPath feed = request().get(FEEDS + "/0288.HK").then().statusCode(200).extract().jsonPath();
    assertThat(feed.getString("ticker")).isEqualTo("0288.HK");
    assertThat(feed.getString("health.status")).isEqualTo("NEW");
    assertThat(request().get(FEEDS).jsonPath().getList("entries.ticker")).contains("0288.HK");
    request()
        .body(Map.of("enabled", false))
        .patch(FEEDS + "/" + id)
        .then()
        .statusCode(200)
        .extract()
        .path("enabled");
    assertThat(store.find(UUID.fromString(id)).map(BarFeed::enabled)).contains(false);
    serve(yahoo("0288.HK"), NO_YAHOO);
    serve(STOOQ, "No data");
    JsonPath pull =
        request().post(FEEDS + "/" + id + "/pull").then().statusCode(200).extract().jsonPath();
    assertThat(pull.getString("status")).isEqualTo("UNKNOWN");
    request().delete(FEEDS + "/" + id).then().statusCode(204);
    request().get(FEEDS + "/" + id).then().statusCode(404);
    assertThat(request().get(FEEDS + "/providers").jsonPath().getList("entries.name"))
        .containsExactly("yahoo", "stooq");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | ticker",
        "{\"ticker\": \"\"} | ticker",
        "{\"ticker\": \"1810.HK\", \"url\": \"x\"} | url",
        "[] | body"
      })
  void saysWhatIsWrongWithAFeed(String body, String parameter) {
    request()
        .body(body)
        .post(FEEDS)
        .then()
        .statusCode(400)
        .body("parameter", org.hamcrest.Matchers.equalTo(parameter));
  }
}
