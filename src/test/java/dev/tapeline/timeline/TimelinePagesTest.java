package dev.tapeline.timeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a timeline, as a reader sees them. */
@QuarkusTest
class TimelinePagesTest {
  private static final String COMPANY = "0101.HK";
  private static final int ENTRIES = 25;
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  @Inject Jdbi jdbi;
  @Inject TimelineWriter writer;
  @Inject Sequencer sequencer;
  @Inject Companies companies;

  /** Entry i occurred i hours after the first, two share each instant; relevance is i * 4. */
  @BeforeEach
  void record() {
    CompanyRef company = companies.get(COMPANY);
    jdbi.useTransaction(
        handle -> {
          for (int i = 0; i < ENTRIES; i++) {
            writer.record(handle, draft(company, i));
          }
        });
    sequencer.advance();
  }

  private static EntryDraft draft(CompanyRef company, int i) {
    var move =
        new NewsEvent.ToldMove(
            dev.tapeline.analysis.move.Direction.DOWN,
            new BigDecimal(-i).movePointLeft(1),
            null,
            null,
            null,
            null,
            dev.tapeline.analysis.move.Basis.UNKNOWN,
            List.of(),
            null);
    var event =
        new NewsEvent.Summary(
            UUID.nameUUIDFromBytes(new byte[] {1, (byte) i}),
            i % 2 == 0 ? "earnings/results" : "deals/contract",
            null,
            null,
            null,
            i * 4,
            100,
            UUID.nameUUIDFromBytes(new byte[] {2, (byte) i}));
    return new EntryDraft(
        UUID.nameUUIDFromBytes(new byte[] {3, (byte) i}),
        EntryState.ACTIVE,
        false,
        company,
        List.of(),
        FIRST.plus(Duration.ofHours(i / 2)),
        null,
        null,
        "entry " + i,
        i % 5 == 0 ? "id" : "en",
        new NewsEvent(event, List.of(move), List.of(), List.of(), List.of()));
  }

  @Test
  void recordingTheSameAgainChangesNothing() {
    long before = lastSeq();

    record();

    assertThat(lastSeq()).isEqualTo(before);
  }

  @Test
  void pagesShowEachEntryOnceNewestFirst() {
    List<String> seen = new ArrayList<>();
    String next = path("?minRelevance=0&limit=4");
    String lastPage = next;
    while (next != null) {
      JsonPath page = get(next);
      seen.addAll(page.getList("entries.title"));
      lastPage = next;
      next = page.getString("next");
    }

    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
    assertThat(seen.stream().map(title -> Integer.parseInt(title.substring(6)) / 2))
        .isSortedAccordingTo(Collections.reverseOrder());

    List<String> backwards = new ArrayList<>();
    String prev = lastPage;
    while (prev != null) {
      JsonPath page = get(prev);
      List<String> titles = new ArrayList<>(page.getList("entries.title"));
      Collections.reverse(titles);
      backwards.addAll(titles);
      prev = page.getString("prev");
    }
    Collections.reverse(backwards);
    assertThat(backwards).isEqualTo(seen);
  }

  @Test
  void linksAreHeadersToo() {
    Response page = given().get(path("?minRelevance=0&limit=4"));

    String next = page.jsonPath().getString("next");
    assertThat(page.header("Link")).isEqualTo("<" + next + ">; rel=\"next\"");
  }

  @ParameterizedTest
  @CsvSource({
    "?minRelevance=0&limit=1000,                                25",
    "?limit=1000,                                               17",
    "?minRelevance=75,                                           6",
    "?minRelevance=0&type=earnings,                             13",
    "?minRelevance=0&type=deals/contract,                       12",
    "'?minRelevance=0&type=deals/contract,earnings',            25",
    "?minRelevance=0&type=deals/termination,                        0",
    "?minRelevance=0&kind=PRICE_MOVE,                            0",
    "?minRelevance=0&kind=news_event,                           25",
    "?minRelevance=0&language=id,                                5",
    "?minRelevance=0&language=ID-id,                             5",
    "?minRelevance=0&minMove=2.0,                                5",
    "?minRelevance=0&from=2024-01-01T11:00:00Z,                  3",
    "?minRelevance=0&to=2024-01-01T01:00:00Z,                    2",
    "?minRelevance=0&from=2024-01-01&to=2024-01-01,             25",
    "?minRelevance=0&from=2024-01-02,                            0",
    "?minRelevance=0&from=2024-01-01T20:00:00%2B09:00,           3",
    "?minRelevance=0&from=2024-01-01T20:00:00+09:00,             3",
    "?minRelevance=0&from=0001-01-01&to=9999-12-31,             25",
  })
  void filters(String query, int expected) {
    assertThat(get(path(query.strip())).getList("entries")).hasSize(expected);
  }

  @Test
  void anUnchangedTimelineIsNotSentAgain() {
    Response first = given().get(path(""));

    Response second = given().header("If-None-Match", first.header("ETag")).get(path(""));
    Response weakly =
        given().header("If-None-Match", "\"x\", " + first.header("ETag")).get(path(""));
    Response other = given().header("If-None-Match", "W/\"0000000000000000\"").get(path(""));

    assertThat(first.header("ETag")).startsWith("W/\"");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.header("Tapeline-Failing-Sources")).isNotNull();
    assertThat(weakly.statusCode()).isEqualTo(304);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void aRevisedEntryChangesTheTagKeepsItsIdAndComesAgain() {
    Response before = given().get(path("?limit=1"));
    String id = before.jsonPath().getString("entries[0].id");
    long lastSeq = before.jsonPath().getLong("lastSeq");
    CompanyRef company = companies.get(COMPANY);
    String shown = before.jsonPath().getString("entries[0].title");
    int index = Integer.parseInt(shown.substring(6).split(" ")[0]);
    EntryDraft draft = draft(company, index);
    EntryDraft changed =
        new EntryDraft(
            draft.subjectId(),
            draft.state(),
            draft.sample(),
            company,
            draft.parties(),
            draft.occurredAt(),
            draft.zone(),
            draft.session(),
            shown + " again",
            draft.language(),
            draft.content());

    jdbi.useTransaction(handle -> writer.record(handle, changed));
    sequencer.advance();

    Response after = given().header("If-None-Match", before.header("ETag")).get(path("?limit=1"));
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.jsonPath().getString("entries[0].id")).isEqualTo(id);
    assertThat(after.jsonPath().getString("entries[0].revisedAt")).isNotNull();
    JsonPath delta = get("/api/v1/timeline?companies=" + COMPANY + "&afterSeq=" + lastSeq);
    assertThat(delta.getList("entries.id")).containsExactly(id);
    assertThat(delta.getBoolean("more")).isFalse();
    assertThat(delta.getLong("lastSeq")).isGreaterThan(lastSeq);
  }

  @Test
  void aNumberThatWasNeverGivenHidesNothing() {
    long lastSeq = lastSeq();

    JsonPath delta = get("/api/v1/timeline?companies=" + COMPANY + "&afterSeq=" + (lastSeq + 1000));

    assertThat(delta.getList("entries")).isEmpty();
    assertThat(delta.getLong("lastSeq")).isEqualTo(lastSeq);
  }

  @Test
  void aDeltaIsSentAgainOnceSomethingChanged() {
    String path = "/api/v1/timeline?companies=" + COMPANY + "&limit=1000";
    Response first = given().get(path);

    Response second = given().header("If-None-Match", first.header("ETag")).get(path);
    CompanyRef company = companies.get(COMPANY);
    jdbi.useTransaction(handle -> writer.record(handle, draft(company, ENTRIES)));
    sequencer.advance();
    Response third = given().header("If-None-Match", first.header("ETag")).get(path);

    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.header("Tapeline-Failing-Sources")).isNotNull();
    assertThat(third.statusCode()).isEqualTo(200);
    jdbi.useTransaction(
        handle ->
            handle.execute(
                "delete from timeline_entry where company_id = ? and seq > ?",
                company.id(),
                first.jsonPath().getLong("lastSeq")));
  }

  @Test
  void everyWayToWriteTheCompanyLeadsToIt() {
    for (String reference :
        List.of(
            "0101.HK", "00101.HK", "101.HK", "0101%20HK", "XHKG:0101", "HKEX:101", "SEHK:0101")) {
      Response answer = given().urlEncodingEnabled(false).get("/api/v1/companies/" + reference);
      assertThat(answer.statusCode()).as(reference).isEqualTo(200);
      assertThat(answer.jsonPath().getString("ticker")).as(reference).isEqualTo(COMPANY);
    }
    String id = companies.get(COMPANY).id().toString();
    assertThat(get("/api/v1/companies/" + id).getString("ticker")).isEqualTo(COMPANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=99999999999",
        "minRelevance=101",
        "minRelevance=-1",
        "from=yesterday",
        "to=2024-13-01",
        "asOf=0",
        "minMove=-1",
        "minMove=NaN",
        "minMove=1e999999999",
        "kind=NEWS",
        "cursor=abc",
        "cursor=AQEAAAAA",
        "from=2024-01-02&to=2024-01-01T00:00:00Z",
        "from=2024-01-02&to=2024-01-01",
        "type=profits",
        "type=earnings/",
        "language=in%20words",
        "from=+1000000000-01-01T00:00:00Z"
      })
  void badParametersAreNamed(String query) {
    Response answer = given().urlEncodingEnabled(false).get(path("?" + query));

    assertThat(answer.statusCode()).as(query).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("parameter"))
        .isEqualTo(query.substring(0, query.indexOf('=')));
    assertThat(answer.jsonPath().getString("allowed")).isNotEmpty();
  }

  @Test
  void aCursorOfAnotherQueryIsRefused() {
    String cursor =
        get(path("?minRelevance=0&limit=4")).getString("next").replaceAll(".*cursor=", "");

    Response answer = given().get(path("?minRelevance=75&limit=4&cursor=" + cursor));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("parameter")).isEqualTo("cursor");
  }

  @Test
  void unknownCompaniesAreNotFound() {
    Response answer = given().get("/api/v1/companies/NOSUCH.XX/timeline");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  private long lastSeq() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select coalesce(max(seq), 0) from timeline_entry")
                .mapTo(Long.class)
                .one());
  }

  private static String path(String query) {
    return "/api/v1/companies/" + COMPANY + "/timeline" + query;
  }

  private static JsonPath get(String path) {
    return given().urlEncodingEnabled(false).get(path).then().statusCode(200).extract().jsonPath();
  }
}
