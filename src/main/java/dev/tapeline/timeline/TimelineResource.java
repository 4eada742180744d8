package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.Companies;
import dev.tapeline.rest.EntityTags;
import dev.tapeline.rest.EntryList;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A company's timeline, page by page. */
@Path("/api/v1/companies/{company}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Timelines")
public class TimelineResource {

  private final Companies companies;
  private final TimelineReader reader;
  private final Freshness freshness;
  private final TimelineJson json;

  TimelineResource(
      Companies companies, TimelineReader reader, Freshness freshness, ObjectMapper json) {
    this.companies = companies;
    this.reader = reader;
    this.freshness = freshness;
    this.json = new TimelineJson(json);
  }

  @GET
  @Operation(
      summary = "A company's timeline, newest first",
      description =
          "Pages by next and prev; answers 304 to the If-None-Match of an answer whose entries"
              + " have not changed.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the timeline",
      content = @Content(schema = @Schema(implementation = TimelinePage.class)))
  @APIResponse(responseCode = "304", description = "The entries are as the entity tag knows them")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response timeline(
      @Parameter(description = "Ticker, MIC:code, ISIN or id", example = "1810.HK")
          @PathParam("company")
          String company,
      @BeanParam TimelineParameters parameters,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    TimelineQuery query = parameters.query(companies.get(company).id());
    TimelineReader.Page page = reader.page(query, parameters.cursor(query), parameters.limit());
    Freshness.Report report = freshness.report();
    String tag = EntityTags.weak(page.hash());
    Response.ResponseBuilder answer;
    if (EntityTags.matches(ifNoneMatch, tag)) {
      answer = Response.notModified();
      freshnessHeaders(answer, report);
    } else {
      String next = EntryList.link(uri, text(page.next()));
      String prev = EntryList.link(uri, text(page.prev()));
      Map<String, Object> tail = new LinkedHashMap<>();
      tail.put("next", next);
      tail.put("prev", prev);
      tail.put("lastSeq", page.lastSeq());
      tail.put("freshness", report);
      answer = Response.ok(json.write(page.rows(), tail));
      linkHeader(answer, next, "next");
      linkHeader(answer, prev, "prev");
    }
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  private static @Nullable String text(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.toString();
  }

  private static void linkHeader(
      Response.ResponseBuilder answer, @Nullable String target, String relation) {
    if (target != null) {
      answer.header(HttpHeaders.LINK, "<%s>; rel=\"%s\"".formatted(target, relation));
    }
  }

  private static void freshnessHeaders(Response.ResponseBuilder answer, Freshness.Report report) {
    answer.header("Tapeline-News-Pulled-At", report.newsPulledAt());
    answer.header("Tapeline-Prices-Session", report.pricesSession());
    answer.header("Tapeline-Failing-Sources", report.failingSources().size());
  }

  /** The shape of a page, for the OpenAPI description: it is written as bytes. */
  @Schema(name = "TimelinePage")
  record TimelinePage(
      List<SequencedEntry> entries,
      @Nullable String next,
      @Nullable String prev,
      long lastSeq,
      Freshness.Report freshness) {}

  /** The shape of an entry as it is sent, for the OpenAPI description. */
  @Schema(
      name = "TimelineEntry",
      allOf = {TimelineEntry.class, NewsEvent.class})
  record SequencedEntry(@Schema(description = "Grows with every change") long seq) {}
}
