package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.rest.Parameters;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** What is new in all timelines, or in some companies'. */
@Path("/api/v1/timeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Timelines")
public class DeltaResource {
  private final ChosenCompanies companies;
  private final TimelineReader reader;
  private final Freshness freshness;
  private final TimelineJson json;

  DeltaResource(
      ChosenCompanies companies, TimelineReader reader, Freshness freshness, ObjectMapper json) {
    this.companies = companies;
    this.reader = reader;
    this.freshness = freshness;
    this.json = new TimelineJson(json);
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
              + " is missed and nothing comes twice to who follows lastSeq.")
  @APIResponse(
      responseCode = "200",
      description = "The delta",
      content = @Content(schema = @Schema(implementation = TimelineDelta.class)))
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response delta(
      @BeanParam CompanyChoice choice,
      @Parameter(description = "lastSeq of the answer before; 0 from the beginning")
          @QueryParam("afterSeq")
          @Nullable String afterSeq,
      @Parameter(description = "Entries an answer, 1 to 1000; 50 unless said") @QueryParam("limit")
          @Nullable String limit) {
    TimelineReader.Delta delta =
        reader.delta(
            companies.of(choice).orElse(null),
            Parameters.sequence("afterSeq", afterSeq, 0),
            Parameters.integer(
                "limit", limit, TimelineParameters.DEFAULT_LIMIT, 1, TimelineParameters.MAX_LIMIT));
    Map<String, Object> tail = new LinkedHashMap<>();
    tail.put("lastSeq", delta.lastSeq());
    tail.put("more", delta.more());
    tail.put("freshness", freshness.report());
    return Response.ok(json.write(delta.rows(), tail))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
