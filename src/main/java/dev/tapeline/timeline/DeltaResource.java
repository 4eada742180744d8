package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.rest.Accepted;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is new in all timelines, or in some companies'. */
@Path("/api/v1/timeline")
@Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE, EntryFeed.MEDIA_TYPE})
@Tag(name = "Timelines")
public class DeltaResource {
  private final ChosenCompanies companies;
  private final TimelineReader reader;
  private final Freshness freshness;
  private final TimelineJson json;
  private final EntryTable table;
  private final EntryFeed feed;

  DeltaResource(
      ChosenCompanies companies, TimelineReader reader, Freshness freshness, ObjectMapper json) {
    this.companies = companies;
    this.reader = reader;
    this.freshness = freshness;
    this.json = new TimelineJson(json);
    this.table = new EntryTable(json);
    this.feed = new EntryFeed(json);
  }

  /** The shape of a delta, for the OpenAPI description: it is written as bytes. */
  @Schema(name = "TimelineDelta")
  record TimelineDelta(
      List<TimelineResource.SequencedEntry> entries,
      long lastSeq,
      boolean more,
      Freshness.Report freshness) {}

  @GET
  @Operation(
      summary = "All that is new or changed after a sequence number",
      description =
          "In the order of the numbers, entries that left among them with their new state: nothing"
              + " is missed and nothing comes twice to who follows lastSeq. As CSV, without limit, it"
              + " is all of it. As Atom it is the latest entries that still stand.")
  @APIResponse(
      responseCode = "200",
      description = "The delta",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TimelineDelta.class)),
        @Content(mediaType = CsvTable.MEDIA_TYPE, schema = @Schema(implementation = String.class)),
        @Content(mediaType = EntryFeed.MEDIA_TYPE, schema = @Schema(implementation = String.class))
      })
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response delta(
      @BeanParam CompanyChoice choice,
      @Parameter(description = "lastSeq of the answer before; 0 from the beginning")
          @QueryParam("afterSeq")
          @Nullable String afterSeq,
      @Parameter(description = "Entries an answer, 1 to 1000; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    List<UUID> ids = companies.of(choice).orElse(null);
    long after = Parameters.sequence("afterSeq", afterSeq, 0);
    int most =
        Parameters.integer(
            "limit", limit, TimelineParameters.DEFAULT_LIMIT, 1, TimelineParameters.MAX_LIMIT);
    String type =
        Accepted.of(headers, MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE, EntryFeed.MEDIA_TYPE);
    Freshness.Report report = freshness.report();
    Response.ResponseBuilder answer = Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
    TimelineResource.freshnessHeaders(answer, report);
    if (type.equals(EntryFeed.MEDIA_TYPE)) {
      if (afterSeq != null) {
        throw Refusal.badParameter("afterSeq", afterSeq, "absent for a feed: it shows the latest");
      }
      byte[] body =
          feed.write(
              "latest|" + choice,
              "Tapeline",
              uri.getRequestUri(),
              reader.latest(ids, most),
              report.newsPulledAt() == null ? Instant.EPOCH : report.newsPulledAt());
      return answer.entity(body).type(EntryFeed.MEDIA_TYPE).build();
    }
    if (type.equals(CsvTable.MEDIA_TYPE) && limit == null) {
      return answer
          .entity((StreamingOutput) out -> table.write(out, batches(ids, after)))
          .type(TimelineResource.CSV)
          .build();
    }
    TimelineReader.Delta delta = reader.delta(ids, after, most);
    if (type.equals(CsvTable.MEDIA_TYPE)) {
      return answer
          .header("Tapeline-Last-Seq", delta.lastSeq())
          .entity((StreamingOutput) out -> table.write(out, List.of(delta.rows())))
          .type(TimelineResource.CSV)
          .build();
    }
    Map<String, Object> tail = new LinkedHashMap<>();
    tail.put("lastSeq", delta.lastSeq());
    tail.put("more", delta.more());
    tail.put("freshness", report);
    return answer.entity(json.write(delta.rows(), tail)).type(MediaType.APPLICATION_JSON).build();
  }

  /** Batches of all that follows a number, read as they are taken. */
  private Iterable<List<TimelineReader.Row>> batches(@Nullable List<UUID> ids, long after) {
    return () ->
        new Iterator<>() {
          private long last = after;
          private boolean more = true;

          @Override
          public boolean hasNext() {
            return more;
          }

          @Override
          public List<TimelineReader.Row> next() {
            if (!more) {
              throw new NoSuchElementException();
            }
            TimelineReader.Delta delta = reader.delta(ids, last, TimelineParameters.MAX_LIMIT);
            last = delta.lastSeq();
            more = delta.more();
            return delta.rows();
          }
        };
  }
}
