package dev.tapeline.article;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.company.Companies;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes, as a vendor sees them, over REST and a real database. */
@QuarkusTest
class ArticlePushTest {

  @Inject Jdbi jdbi;
  @Inject ArticleIntake intake;
  @Inject Companies companies;

  private static final String PLAN =
      "Xiaomi will mass-produce its own cars in the first half of 2024, its chief executive said."
          + " Shares of Xiaomi rose 5.4% to HK$22.50 on Tuesday.";

  /** A company that no other test of this class pushes about. */
  private record Fresh(String name, String ticker) {}

  @Test
  void aPushedArticleBecomesAnEntryWithItsEvidence() {
    Fresh company = new Fresh("Kweichow Moutai", "600519.SS");
    String text = "Kweichow Moutai reported a net profit of 74.7 billion yuan for 2023 on Tuesday.";
    String articleId =
        push(article("a wire", "entry", text, "2024-04-02T10:00:00Z")).get("results[0].articleId");

    JsonPath timeline = timeline(company, "");
    assertThat(timeline.getList("entries")).hasSize(1);
    assertThat(timeline.<String, Object>getMap("entries[0]"))
        .containsEntry("kind", "NEWS_EVENT")
        .containsEntry("state", "ACTIVE")
        .containsEntry("occurredAt", "2024-04-02T10:00:00Z")
        .containsEntry("zone", "Asia/Shanghai");
    assertThat(timeline.getString("entries[0].articles[0].id")).isEqualTo(articleId);
    String evidence = timeline.getString("entries[0].evidence[0].text");
    int start = timeline.getInt("entries[0].evidence[0].start");
    assertThat(text.substring(start)).startsWith(evidence);
    assertThat(get("/api/v1/articles/" + articleId).getString("text")).isEqualTo(text);
    assertThat(
            get("/api/v1/events/" + timeline.getString("entries[0].event.id"))
                .getString("company.ticker"))
        .isEqualTo(company.ticker());
  }

  @Test
  void anItemThatTheAnalysisFailsOnIsRefusedAndTheOthersGoOn() {
    QuarkusMock.installMockForType(
        new LiveAnalyzer(companies) {
          @Override
          public Analysis analyze(NewsItem item) {
            if (String.valueOf(item.text()).contains("unreadable")) {
              throw new IllegalStateException("made to fail");
            }
            return super.analyze(item);
          }
        },
        LiveAnalyzer.class);

    JsonPath pushed =
        push(
            "{\"articles\": [%s, %s]}"
                .formatted(
                    item("a wire", "fails", "This is unreadable.", "2024-04-02T10:00:00Z"),
                    item("a wire", "goes on", "Nothing happened.", "2024-04-02T10:00:00Z")));

    assertThat(pushed.getList("results.status")).containsExactly("REFUSED", "CREATED");
    assertThat(pushed.getString("results[0].reason")).contains("could not be analysed");
  }

  @Test
  void aRepeatedPushChangesNothing() {
    String body = article("a wire", "repeat", PLAN, "2021-10-19T12:00:00Z");
    JsonPath first = push(body);
    long lastSeq = get("/api/v1/timeline?afterSeq=0&limit=1").getLong("lastSeq");

    JsonPath second = push(body);

    assertThat(first.getString("results[0].status")).isEqualTo("CREATED");
    assertThat(second.getString("results[0].status")).isEqualTo("UNCHANGED");
    assertThat(second.getString("results[0].articleId"))
        .isEqualTo(first.getString("results[0].articleId"));
    assertThat(get("/api/v1/timeline?afterSeq=0&limit=1").getLong("lastSeq")).isEqualTo(lastSeq);
  }

  @Test
  void aCorrectionTakesBackWhatOnlyTheOldTextSaid() {
    Fresh wrong = new Fresh("Bilibili", "9626.HK");
    Fresh right = new Fresh("Kuaishou", "1024.HK");
    push(
        article(
            "a wire",
            "correction",
            "Bilibili named a new chief financial officer.",
            "2024-05-06T08:00:00Z"));
    assertThat(timeline(wrong, "").getList("entries")).hasSize(1);
    long before = lastSeq();

    JsonPath revised =
        push(
            article(
                "a wire",
                "correction",
                "Kuaishou named a new chief financial officer.",
                "2024-05-06T08:00:00Z"));

    assertThat(revised.getString("results[0].status")).isEqualTo("REVISED");
    assertThat(timeline(wrong, "").getList("entries")).isEmpty();
    assertThat(timeline(right, "").getList("entries")).hasSize(1);
    JsonPath delta =
        get("/api/v1/timeline?limit=1000&companies=9626.HK,1024.HK&afterSeq=" + before);
    assertThat(delta.getList("entries.state")).containsExactlyInAnyOrder("RETRACTED", "ACTIVE");
    JsonPath article = get("/api/v1/articles/" + revised.getString("results[0].articleId"));
    assertThat(article.getList("revisions.text"))
        .containsExactly("Bilibili named a new chief financial officer.");
  }

  @Test
  void viewsAsOfThenShowWhatWasKnownThen() {
    Fresh company = new Fresh("Meituan", "3690.HK");
    String nothingKnown = "2020-01-01T00:00:00Z";
    push(article("a wire", "as-of", "Meituan opened an office in Riyadh.", "2024-05-06T08:00:00Z"));
    String firstSeen = timeline(company, "").getString("entries[0].firstSeenAt");
    assertThat(timeline(company, "?asOf=" + nothingKnown).getList("entries")).isEmpty();

    push(article("a wire", "as-of", "Nothing of note happened.", "2024-05-06T08:00:00Z"));

    assertThat(timeline(company, "").getList("entries")).isEmpty();
    assertThat(timeline(company, "?asOf=" + firstSeen).getList("entries")).hasSize(1);
  }

  @Test
  void twoReportsOfOneEventMakeOneEntry() {
    Fresh company = new Fresh("SoftBank Group", "9984.T");
    String text =
        "SoftBank Group reported a net profit of 231 billion yen for the January-March quarter on"
            + " Monday, its second quarterly profit in a row, as the value of its holdings rose."
            + " The company kept its dividend and said that it would go on with new investments.";
    push(article("first wire", "same-1", text, "2024-05-13T07:00:00Z"));
    push(article("second wire", "same-2", text + " ", "2024-05-13T09:00:00Z"));

    JsonPath timeline = timeline(company, "");

    assertThat(timeline.getList("entries.event.storyId").stream().distinct()).hasSize(1);
    assertThat(timeline.getList("entries[0].articles.source"))
        .containsExactly("first wire", "second wire");
    assertThat(timeline.getString("entries[0].occurredAt")).isEqualTo("2024-05-13T07:00:00Z");
  }

  @Test
  void theSameFewWordsFromTwoSourcesAreOneStory() {
    Fresh company = new Fresh("Trip.com", "9961.HK");
    push(article("first wire", "short-1", "Trip.com in the news again.", "2024-06-03T07:00:00Z"));
    push(article("second wire", "short-2", "Trip.com in  the news again.", "2024-06-03T07:00:09Z"));

    JsonPath timeline = timeline(company, "");

    assertThat(timeline.getList("entries")).hasSize(1);
    assertThat(timeline.getList("entries[0].articles")).hasSize(2);
  }

  @Test
  void oneBadArticleDoesNotFailTheOthers() {
    String good = item("a wire", "good-beside-bad", PLAN, "2021-10-19T12:00:00Z");
    String body =
        "{\"articles\": [{\"source\": \"a wire\", \"id\": \"empty\"}, "
            + good
            + ", 7, {\"source\": \"a wire\", \"id\": \"x\", \"title\": \"t\", \"publishedAt\":"
            + " \"soon\"}, {\"id\": \"no-source\", \"title\": \"t\"}, {\"source\": \"a wire\","
            + " \"title\": \"t\"}, {\"source\": \"a wire\", \"id\": \"odd\", \"title\": \"t\","
            + " \"colour\": \"red\"}]}";

    JsonPath answer = push(body);

    assertThat(answer.getList("results.status"))
        .containsExactly(
            "REFUSED", "CREATED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "REFUSED");
    assertThat(answer.getString("results[0].reason")).contains("neither title nor text");
    assertThat(answer.getString("results[3].reason"))
        .isEqualTo("its publishedAt is no instant such as 2021-10-19T12:00:00Z");
    assertThat(answer.getString("results[4].reason")).contains("source");
    assertThat(answer.getString("results[5].reason")).contains("no id");
    assertThat(answer.getString("results[6].reason"))
        .isEqualTo(
            "its colour is not known; known are source, id, title, text, url, language,"
                + " publishedAt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'source': 'a wire', 'id': 'r-1', 'title': {'a': 1}}         | its title is not text",
        "{'source': 'a wire', 'id': 'r-2', 'title': ['a']}            | its title is not text",
        "{'source': {'name': 'a'}, 'id': 'r-3', 'title': 't'}         | its source is not text",
        "{'source': 'a wire', 'id': [], 'title': 't'}                 | its id is not text",
        "{'source': 'a wire', 'id': 'r-5', 'title': 't', 'url': {}}   | its url is not text",
        "{'source': 'a wire', 'id': 'r-6', 'title': 't', 'publishedAt': {}}"
            + " | its publishedAt is no instant such as 2021-10-19T12:00:00Z",
        "[]                                                           | it is not an object",
      })
  void reasonsAreInTheWordsOfTheOneWhoPushes(String article, String reason) {
    JsonPath answer = push("{\"articles\": [" + article.replace('\'', '"') + "]}");

    assertThat(answer.getString("results[0].status")).isEqualTo("REFUSED");
    assertThat(answer.getString("results[0].reason")).isEqualTo(reason);
  }

  @Test
  void anEventThatManyReportShowsTheFirstAndTheLastAndListsAll() {
    Fresh company = new Fresh("Nitori", "9843.T");
    int most = EventAssembly.MOST_AT_EITHER_END;
    int reports = 2 * most + 10;
    List<String> items =
        IntStream.range(0, reports)
            .mapToObj(
                i ->
                    item(
                        "repeating",
                        "report-" + i,
                        "Nitori named a new chief financial officer.",
                        "2024-05-06T08:%02d:00Z".formatted(i)))
            .toList();

    List<String> ids =
        push("{\"articles\":[" + String.join(",", items) + "]}").getList("results.articleId");

    JsonPath timeline = timeline(company, "");
    assertThat(timeline.getList("entries")).hasSize(1);
    List<String> shown = timeline.getList("entries[0].articles.id");
    assertThat(shown).hasSize(2 * most).startsWith(ids.get(0)).endsWith(ids.get(reports - 1));
    assertThat(timeline.<String>getList("entries[0].evidence.articleId")).isSubsetOf(shown);
    List<String> listed = new ArrayList<>();
    String next =
        "/api/v1/events/" + timeline.getString("entries[0].event.id") + "/articles?limit=40";
    while (next != null) {
      JsonPath page = get(next);
      listed.addAll(page.getList("entries.id"));
      next = page.getString("next");
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aDateInTheFutureIsNotBelievedButTheArticleIsKept() {
    JsonPath answer =
        push(article("a wire", "future", "Pinduoduo opened an office.", "2199-01-01T00:00:00Z"));

    assertThat(answer.getString("results[0].status")).isEqualTo("CREATED");
    assertThat(answer.getString("results[0].reason")).contains("future");
    JsonPath article = get("/api/v1/articles/" + answer.getString("results[0].articleId"));
    assertThat(article.getString("publishedAt")).isNull();
  }

  @Test
  void aDateThatIsNotToldIsNotMadeUp() {
    push(
        """
        {"articles": [{"source": "an undated wire", "id": "1", "title": "Pinduoduo shares jump 7%"}]}""");

    JsonPath timeline = get("/api/v1/companies/PDD/timeline");

    assertThat(timeline.getList("entries[0].articles.source")).containsExactly("an undated wire");
    assertThat(timeline.getString("entries[0].occurredAt")).isNotNull();
    assertThat(timeline.getString("entries[0].articles[0].publishedAt")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "not a url", "/relative", "file:///etc/passwd"})
  void aUrlThatIsNoWebAddressIsLeftOut(String url) {
    String body =
        """
        {"articles": [{"source": "a wire", "id": "url %s", "title": "A title", "url": "%s"}]}"""
            .formatted(url, url);

    JsonPath answer = push(body);

    assertThat(answer.getString("results[0].status")).isEqualTo("CREATED");
    assertThat(answer.getString("results[0].reason")).contains("url").contains("left out");
    JsonPath article = get("/api/v1/articles/" + answer.getString("results[0].articleId"));
    assertThat(article.getString("url")).isNull();
    assertThat(push(body).getString("results[0].status")).isEqualTo("UNCHANGED");
  }

  @Test
  void textThatNoDatabaseHoldsIsCleaned() {
    String odd = "Nul \\u0000, half a pair \\ud83d, and an emoji \\ud83d\\ude80.";

    JsonPath answer = push(article("a wire", "odd-text", odd, "2021-10-19T12:00:00Z"));

    assertThat(answer.getString("results[0].status")).isEqualTo("CREATED");
    JsonPath article = get("/api/v1/articles/" + answer.getString("results[0].articleId"));
    assertThat(article.getString("text"))
        .isEqualTo("Nul \ufffd, half a pair \ufffd, and an emoji \ud83d\ude80.");
  }

  @Test
  void writersOfTheSameItemsAtOnceMakeEachOnce() throws Exception {
    List<String> items =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    item(
                        "racing",
                        "race-" + i,
                        "Grab Holdings opened office number " + i + " in Jakarta.",
                        "2024-03-0" + (1 + i % 9) + "T08:00:00Z"))
            .toList();
    List<String> backwards = new ArrayList<>(items);
    java.util.Collections.reverse(backwards);
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Callable<JsonPath>> pushes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<String> order = i % 2 == 0 ? items : backwards;
      pushes.add(() -> push("{\"articles\":[" + String.join(",", order) + "]}"));
    }

    List<String> statuses = new ArrayList<>();
    var ids = new HashSet<String>();
    for (Future<JsonPath> answer : writers.invokeAll(pushes)) {
      statuses.addAll(answer.get().getList("results.status"));
      ids.addAll(answer.get().getList("results.articleId"));
    }
    writers.shutdown();

    assertThat(ids).hasSize(20);
    assertThat(statuses).doesNotContain("REFUSED", "REVISED");
    assertThat(statuses.stream().filter("CREATED"::equals)).hasSize(20);
  }

  @Test
  void whatConcernsABusyCompanyWaitsForItAloneAndTheRestOfItsBatchDoesNot() throws Exception {
    String busy =
        item("busy", "busy", "Nikon named a new chief executive.", "2024-03-04T08:00:00Z");
    String free =
        item("busy", "free", "Kubota named a new chief executive.", "2024-03-04T08:00:00Z");
    String twice = item("busy", "twice", "Nikon opened an office.", "2024-03-05T08:00:00Z");
    String again = item("busy", "twice", "Kubota opened an office.", "2024-03-05T08:00:00Z");
    ExecutorService pusher = Executors.newSingleThreadExecutor();
    Future<JsonPath> pushed;
    try (Handle otherWriter = jdbi.open()) {
      otherWriter.begin();
      CompanyLocks.take(otherWriter, List.of(companies.get("7731.T").id()));
      pushed =
          pusher.submit(
              () -> push("{\"articles\":[" + String.join(",", busy, free, twice, again) + "]}"));

      Awaitility.await().until(() -> recorded("busy").contains("free"));
      assertThat(recorded("busy")).containsExactly("free");
      assertThat(pushed.isDone()).isFalse();
      otherWriter.commit();
    }
    pusher.shutdown();

    assertThat(pushed.get().getList("results.status"))
        .containsExactly("CREATED", "CREATED", "CREATED", "REVISED");
    assertThat(
            get("/api/v1/articles/" + pushed.get().get("results[3].articleId")).getString("text"))
        .isEqualTo("Kubota opened an office.");
  }

  /** The items of a source that other transactions see. */
  private List<String> recorded(String source) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select item_id from article where source_name = ?")
                .bind(0, source)
                .mapTo(String.class)
                .list());
  }

  @Test
  void aRetractedSourceLeavesTimelinesAndComesAgainInDeltas() {
    Fresh company = new Fresh("Sea Limited", "SE");
    push(article("leaving", "leaves", "Sea Limited opened a warehouse.", "2024-03-01T08:00:00Z"));
    assertThat(timeline(company, "").getList("entries")).hasSize(1);
    long before = lastSeq();
    UUID source =
        jdbi.withHandle(
            h ->
                h.createQuery("select id from source where name = 'leaving'")
                    .mapTo(UUID.class)
                    .one());

    intake.retractSource(source);

    assertThat(timeline(company, "").getList("entries")).isEmpty();
    assertThat(get("/api/v1/timeline?companies=SE&afterSeq=" + before).getList("entries.state"))
        .containsExactly("RETRACTED");
  }

  private long lastSeq() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select coalesce(max(seq), 0) from timeline_entry")
                .mapTo(Long.class)
                .one());
  }

  private static JsonPath timeline(Fresh company, String query) {
    return get("/api/v1/companies/" + company.ticker() + "/timeline" + query);
  }

  private static String article(String source, String id, String text, String publishedAt) {
    return "{\"articles\": [" + item(source, id, text, publishedAt) + "]}";
  }

  private static String item(String source, String id, String text, String publishedAt) {
    return """
    {"source": "%s", "id": "%s", "text": "%s", "publishedAt": "%s"}\
    """
        .formatted(source, id, text, publishedAt);
  }

  private static JsonPath get(String path) {
    return request().get(path).then().statusCode(200).extract().jsonPath();
  }

  private static JsonPath push(String body) {
    return request()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/articles")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static RequestSpecification request() {
    return RestAssured.given();
  }
}
