package dev.tapeline.market;

import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.rest.CsvTable;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Average abnormal returns after events. */
@Path("/api/v1/event-studies")
@Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
@Tag(name = "Prices")
public class EventStudyResource {
  private final EventStudies studies;
  private final ChosenCompanies chosen;
  private final Companies companies;
  private final TableAnswer answers;

  EventStudyResource(
      Jdbi jdbi,
      ChosenCompanies chosen,
      Companies companies,
      TableAnswer answers,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version) {
    this.studies = new EventStudies(jdbi, version);
    this.chosen = chosen;
    this.companies = companies;
    this.answers = answers;
  }

  /** What shapes a study. */
  public static class StudyParameters {
    @Parameter(
        description =
            "Groups (earnings) and types (earnings/results), parted by commas; all where none is"
                + " named",
        example = "earnings/results")
    @QueryParam("type")
    @Nullable List<String> type;

    @BeanParam CompanyChoice companies = new CompanyChoice();

    @Parameter(description = "Events from this date or instant on")
    @QueryParam("from")
    @Nullable String from;

    @Parameter(description = "Events up to the end of this date, or before this instant")
    @QueryParam("to")
    @Nullable String to;

    @Parameter(
        description =
            "CONFIRMED, PLANNED, RUMOURED, DENIED, OPINION, parted by commas; all unless said")
    @QueryParam("factLevel")
    @Nullable List<String> factLevel;

    @Parameter(description = "Relevance of the company for the event, 0 to 100")
    @QueryParam("minRelevance")
    @Nullable String minRelevance;

    @Parameter(description = "Novelty of the event, 0 to 100")
    @QueryParam("minNovelty")
    @Nullable String minNovelty;

    @Parameter(
        description =
            "MARKET_MODEL, MARKET_ADJUSTED or MEAN_ADJUSTED; MARKET_MODEL unless said. It is the"
                + " same for all events: what it cannot be learnt for is left out")
    @QueryParam("model")
    @Nullable String model;

    @Parameter(
        description =
            "Relative days, as [-1,+1] or -1..1, from -19 to 60; several parted by commas or given"
                + " again; [-1,+1],[0,+5] unless said",
        example = "[-1,+1]")
    @QueryParam("window")
    @Nullable List<String> window;

    @Parameter(
        description =
            "KEEP, or LEAVE_OUT for events whose window shares a session with an earlier one of the"
                + " same listing; KEEP unless said")
    @QueryParam("overlapping")
    @Nullable String overlapping;

    StudyRequest request() {
      return new StudyRequest(
          type, from, to, factLevel, minRelevance, minNovelty, model, window, overlapping);
    }
  }

  @GET
  @Operation(
      summary = "Average abnormal returns after events",
      description =
          """
          How shares moved around events, less what was to be expected of them. Day 0 is the first \
          session that could react to an event; expectations are learnt from the 250 sessions of \
          which the last is the 20th before day 0. Returns are simple total returns in percent.

          Each window has its N, the average abnormal return (`aar`) of each day and their sum \
          (`caar`), with five two-sided tests: cross-sectional t, Brown and Warner's t with crude \
          dependence adjustment, Patell's Z, the standardised cross-sectional t of Boehmer, Musumeci \
          and Poulsen (`bmp`), and Corrado's rank test. Events that are left out are counted by \
          reason; `clustering` says how far events share days. Samples are never in a study.

          As a table (`text/csv`) each window is a row without `day`, then a row for each of its \
          days.""")
  @APIResponse(
      responseCode = "200",
      description = "The study",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StudyAnswer.class),
              examples = @ExampleObject(name = "study", value = EXAMPLE)))
  @APIResponse(responseCode = "304", description = "The study is as the entity tag knows it")
  @APIResponse(
      responseCode = "400",
      description = "A parameter cannot be read, or the study would be too large")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response study(
      @BeanParam StudyParameters parameters,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context HttpHeaders headers) {
    StudyQuery query = parameters.request().read(subjects(parameters.companies));
    StudyAnswer answer = studies.run(query);
    return CsvWanted.by(headers)
        ? answers.table(answer.rows(), StudyAnswer.COLUMNS, ifNoneMatch)
        : answers.json(answer, ifNoneMatch);
  }

  private @Nullable List<StudyQuery.Subject> subjects(CompanyChoice choice) {
    return chosen.of(choice).map(ids -> ids.stream().map(this::subject).toList()).orElse(null);
  }

  private StudyQuery.Subject subject(UUID id) {
    return new StudyQuery.Subject(
        id, companies.byId(id).map(CompanyRef::ticker).orElseGet(id::toString));
  }

  private static final String EXAMPLE =
      """
      {
        "parameters": {"type": ["earnings/results"], "factLevel": [],
          "model": "MARKET_MODEL", "window": ["[0,+1]"], "overlapping": "KEEP",
          "estimation": {"from": -269, "to": -20, "fewestReturns": 120},
          "returns": "SIMPLE_TOTAL", "dayZero": "FIRST_SESSION_THAT_COULD_REACT"},
        "version": "0.1.0",
        "events": 21,
        "data": {"listings": 9, "firstSession": "2019-02-15", "lastSession": "2020-06-05",
          "firstDayZero": "2020-02-28", "lastDayZero": "2020-06-04",
          "benchmarks": ["INDEX:HSI"], "providers": ["yahoo"]},
        "entries": [{
          "window": "[0,+1]", "n": 18,
          "leftOut": [{"reason": "NO_BARS", "events": 3,
            "meaning": "no bars of any of the company's listings"}],
          "overlapping": 0, "caar": 2.130227,
          "tests": {
            "crossSectional": {"statistic": 4.318002, "p": 0.000466},
            "brownWarner": {"statistic": 4.792086, "p": 0.000003},
            "patell": {"statistic": 5.200110, "p": 0.0},
            "bmp": {"statistic": 4.611040, "p": 0.000249},
            "corrado": {"statistic": 3.218300, "p": 0.001290}},
          "clustering": {"distinctDays": 16, "commonestDay": "2020-02-28", "eventsOnIt": 3,
            "share": 0.166667, "herfindahl": 0.074074},
          "days": [
            {"day": 0, "aar": 2.558109, "caar": 2.558109, "tests": {
              "crossSectional": {"statistic": 7.448018, "p": 0.000001},
              "brownWarner": {"statistic": 8.138308, "p": 0.0},
              "patell": {"statistic": 8.400200, "p": 0.0},
              "bmp": {"statistic": 8.762022, "p": 0.0},
              "corrado": {"statistic": 5.929261, "p": 0.0}}}]}],
        "next": null
      }""";
}
