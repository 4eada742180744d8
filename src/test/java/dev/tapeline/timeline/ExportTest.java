package dev.tapeline.timeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Period;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Timelines in the forms that spreadsheets, feed readers and calendars read. */
@QuarkusTest
class ExportTest {
  private static final String COMPANY = "0012.HK";
  private static final int ENTRIES = 1_203;
  private static final Instant FIRST = Instant.parse("2023-01-01T00:00:00Z");

  @Inject Jdbi jdbi;
  @Inject TimelineWriter writer;
  @Inject Sequencer sequencer;
  @Inject Companies companies;

  /** More than a page of the largest size; the last ones have dates and awkward titles. */
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
    String period =
        switch (ENTRIES - i) {
          case 1 -> "2024-03-18";
          case 2 -> "2024-Q2";
          case 3 -> "2024";
          default -> null;
        };
    String title =
        switch (ENTRIES - i) {
          case 1 -> "=cmd|' /C calc'!A0";
          case 2 -> "\"Zitat\", с запятой\nund <Zeile> & \u0001";
          default -> "entry " + i;
        };
    UUID article = UUID.nameUUIDFromBytes(new byte[] {9, (byte) i, (byte) (i >> 8)});
    return new EntryDraft(
        UUID.nameUUIDFromBytes(new byte[] {7, (byte) i, (byte) (i >> 8)}),
        EntryState.ACTIVE,
        false,
        company,
        List.of(),
        FIRST.plus(Duration.ofHours(i)),
        "Asia/Hong_Kong",
        null,
        title,
        "en",
        new NewsEvent(
            new NewsEvent.Summary(
                UUID.nameUUIDFromBytes(new byte[] {8, (byte) i, (byte) (i >> 8)}),
                "products/launch",
                FactLevel.PLANNED,
                Polarity.POSITIVE,
                period == null ? null : Period.parse(period),
                100,
                100,
                UUID.nameUUIDFromBytes(new byte[] {6, (byte) i, (byte) (i >> 8)})),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new NewsEvent.ArticleRef(
                    article, "https://news.example.com/a?b=" + i + "&c", "Wire", FIRST))));
  }

  @Test
  void aWholeTimelineIsOneTable() throws Exception {
    Response answer = given().accept("text/csv").get(path(""));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase("text/csv;charset=UTF-8");
    assertThat(answer.header("Tapeline-Failing-Sources")).isNotNull();
    String text = new String(answer.asByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(text.lines().findFirst().orElse("")).startsWith("seq,id,kind,state,");
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
      List<NamedCsvRecord> read = rows.stream().toList();
      assertThat(read).hasSize(ENTRIES);
      assertThat(read.stream().map(row -> row.getField("id")).distinct()).hasSize(ENTRIES);
      assertThat(read.get(0).getField("title")).isEqualTo("'=cmd|' /C calc'!A0");
      assertThat(read.get(0).getField("event.period")).isEqualTo("2024-03-18");
      assertThat(read.get(0).getField("company.ticker")).isEqualTo(COMPANY);
      assertThat(read.get(0).getField("articles.0.source")).isEqualTo("Wire");
      assertThat(read.get(1).getField("title")).contains("\"Zitat\", с запятой\n");
      assertThat(read.get(ENTRIES - 1).getField("title")).isEqualTo("entry 0");
    }
  }

  @Test
  void aPageOfATimelineIsATableWithLinks() {
    Response answer = given().accept("text/csv").get(path("?limit=2"));

    assertThat(answer.asString().lines().filter(line -> line.contains("NEWS_EVENT"))).hasSize(2);
    assertThat(answer.header("Link")).contains("rel=\"next\"");
    assertThat(answer.header("ETag")).isNotEqualTo(given().get(path("?limit=2")).header("ETag"));
  }

  @Test
  void aDeltaIsATableToo() {
    String all = given().accept("text/csv").get("/api/v1/timeline?companies=" + COMPANY).asString();
    String some =
        given().accept("text/csv").get("/api/v1/timeline?limit=3&companies=" + COMPANY).asString();

    assertThat(all.lines().filter(line -> line.contains(",NEWS_EVENT,"))).hasSize(ENTRIES);
    assertThat(some.lines().filter(line -> line.contains(",NEWS_EVENT,"))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/companies/0012.HK/timeline?limit=5",
        "/api/v1/timeline?companies=0012.HK&limit=5"
      })
  void feedReadersReadTheLatest(String path) throws Exception {
    Response answer = given().accept("application/atom+xml").get(path);

    assertThat(answer.contentType()).startsWith("application/atom+xml");
    String text = new String(answer.asByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    SyndFeed feed = new SyndFeedInput().build(new StringReader(text));
    assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
    assertThat(feed.getUri()).startsWith("urn:uuid:");
    assertThat(feed.getLinks()).extracting(link -> link.getRel()).contains("self");
    assertThat(feed.getEntries()).hasSize(5);
    assertThat(feed.getEntries())
        .allSatisfy(
            entry -> {
              assertThat(entry.getUri()).startsWith("urn:uuid:");
              assertThat(entry.getTitle()).startsWith(COMPANY + ": ");
              assertThat(entry.getLink()).startsWith("https://news.example.com/a?b=");
              assertThat(entry.getUpdatedDate()).isNotNull();
              assertThat(entry.getAuthor()).isEqualTo("Wire");
            });
    // The same entries are the same to a reader that comes back.
    assertThat(given().accept("application/atom+xml").get(path).asString()).contains(feed.getUri());
  }

  @Test
  void anEmptyTimelineIsAFeedToo() throws Exception {
    String text =
        given()
            .accept("application/atom+xml")
            .get("/api/v1/companies/0016.HK/timeline?minRelevance=100&minMove=99")
            .asString();

    assertThat(new SyndFeedInput().build(new StringReader(text)).getEntries()).isEmpty();
    assertThat(text).contains("<updated>");
  }

  @Test
  void calendarsShowWhatHasADate() {
    Response answer = given().get("/api/v1/calendar?companies=" + COMPANY);

    assertThat(answer.contentType()).startsWith("text/calendar");
    ICalendar calendar = Biweekly.parse(answer.asString()).first();
    assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
    assertThat(calendar.getEvents()).hasSize(2);
    VEvent day = calendar.getEvents().get(0);
    assertThat(day.getSummary().getValue()).isEqualTo(COMPANY + ": products/launch");
    assertThat(answer.asString())
        .contains("DTSTART;VALUE=DATE:20240318", "DTEND;VALUE=DATE:20240319")
        .contains("DTSTART;VALUE=DATE:20240401", "DTEND;VALUE=DATE:20240701");
  }

  @ParameterizedTest
  @CsvSource({
    "companies=0012.HK&from=2024-04-01, 200, 1",
    "companies=0012.HK&to=2024-03-31,   200, 1",
    "companies=0012.HK&from=2024-07-01, 200, 0",
    "from=2024-07-01,                   400, 0",
    "companies=0012.HK&from=x,          400, 0",
    "companies=NOSUCH.XX,               404, 0",
  })
  void calendarsAreChosen(String query, int status, int events) {
    Response answer = given().get("/api/v1/calendar?" + query);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.asString().lines().filter(line -> line.equals("BEGIN:VEVENT")))
        .hasSize(events);
  }

  @ParameterizedTest
  @CsvSource({
    "'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', application/json",
    "'text/csv;q=0.5, application/json',                                application/json",
    "'application/atom+xml, */*;q=0.1',                                 application/atom+xml",
  })
  void theWishOfTheClientCounts(String accept, String type) {
    assertThat(given().header("Accept", accept).get(path("?limit=1")).contentType())
        .startsWith(type);
  }

  @Test
  void whatItIsNotIsRefused() {
    assertThat(given().accept("image/png").get(path("")).statusCode()).isEqualTo(406);
    assertThat(
            given().accept("application/atom+xml").get("/api/v1/timeline?afterSeq=5").statusCode())
        .isEqualTo(400);
  }

  private static String path(String query) {
    return "/api/v1/companies/" + COMPANY + "/timeline" + query;
  }
}
