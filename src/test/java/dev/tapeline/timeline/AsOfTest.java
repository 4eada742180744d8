package dev.tapeline.timeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A timeline as it was known at an instant: recorded on Monday, revised on Tuesday, then gone. */
@QuarkusTest
class AsOfTest {
  private static final String COMPANY = "0017.HK";
  private static final Instant MONDAY = Instant.parse("2025-03-03T10:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2025-03-04T10:00:00Z");
  private static final Instant WEDNESDAY = Instant.parse("2025-03-05T10:00:00Z");
  private static final Instant OCCURRED = Instant.parse("2025-03-01T10:00:00Z");
  private static final UUID SUBJECT = UUID.nameUUIDFromBytes(new byte[] {17, 1});
  private static final UUID OTHER = UUID.nameUUIDFromBytes(new byte[] {17, 2});

  @Inject Jdbi jdbi;
  @Inject ObjectMapper json;
  @Inject Sequencer sequencer;
  @Inject Companies companies;

  @BeforeEach
  void record() {
    CompanyRef company = companies.get(COMPANY);
    if (given().get(path("?asOf=2025-03-03T12:00:00Z")).jsonPath().getList("entries").isEmpty()) {
      at(MONDAY, SUBJECT, draft(company, SUBJECT, "first told", OCCURRED));
      at(MONDAY, OTHER, draft(company, OTHER, "stays", OCCURRED.plusSeconds(60)));
      // The correction moves it to another time too, and so to another place in the page.
      at(TUESDAY, SUBJECT, draft(company, SUBJECT, "corrected", OCCURRED.plusSeconds(120)));
      at(WEDNESDAY, SUBJECT, null);
    }
  }

  private void at(Instant now, UUID subject, @org.jspecify.annotations.Nullable EntryDraft draft) {
    TimelineWriter writer = new TimelineWriter(json, InstantSource.fixed(now));
    jdbi.useTransaction(
        handle -> {
          if (draft == null) {
            writer.replace(handle, List.of(subject), List.of());
          } else {
            writer.record(handle, draft);
          }
        });
    sequencer.advance();
  }

  private static EntryDraft draft(
      CompanyRef company, UUID subject, String title, Instant occurredAt) {
    return new EntryDraft(
        subject,
        EntryState.ACTIVE,
        false,
        company,
        List.of(),
        occurredAt,
        null,
        null,
        title,
        "en",
        new NewsEvent(
            new NewsEvent.Summary(subject, null, null, null, null, 100, 100, subject),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-03T09:59:59Z, ''",
    "2025-03-03T10:00:00Z, 'stays,first told'",
    "2025-03-04T09:59:59Z, 'stays,first told'",
    "2025-03-04T10:00:00Z, 'corrected,stays'",
    "2025-03-05T09:59:59Z, 'corrected,stays'",
    "2025-03-05T10:00:00Z, 'stays'",
    "2025-03-05,           'corrected,stays'",
    "2099-01-01,           'stays'",
  })
  void showsWhatWasKnownThen(String asOf, String titles) {
    JsonPath page = given().get(path("?asOf=" + asOf)).jsonPath();

    assertThat(String.join(",", page.getList("entries.title", String.class))).isEqualTo(titles);
    assertThat(page.getList("entries.state")).allMatch("ACTIVE"::equals);
  }

  @Test
  void pagesOfAViewLeadThroughIt() {
    JsonPath first = given().get(path("?limit=1&asOf=2025-03-04T12:00:00Z")).jsonPath();
    JsonPath second = given().urlEncodingEnabled(false).get(first.getString("next")).jsonPath();

    assertThat(first.getList("entries.title")).containsExactly("corrected");
    assertThat(second.getList("entries.title")).containsExactly("stays");
    assertThat(second.getString("next")).isNull();
    JsonPath back = given().urlEncodingEnabled(false).get(second.getString("prev")).jsonPath();
    assertThat(back.getList("entries.title")).containsExactly("corrected");
  }

  @Test
  void whatHasLeftComesAgainInDeltasWithItsState() {
    JsonPath delta = given().get("/api/v1/timeline?companies=" + COMPANY).jsonPath();

    assertThat(delta.getList("entries.state")).containsExactlyInAnyOrder("ACTIVE", "RETRACTED");
    assertThat(given().get(path("")).jsonPath().getList("entries.title")).containsExactly("stays");
  }

  private static String path(String query) {
    return "/api/v1/companies/" + COMPANY + "/timeline" + query;
  }
}
