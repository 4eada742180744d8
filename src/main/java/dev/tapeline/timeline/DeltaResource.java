package dev.tapeline.timeline;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.rest.Accepted;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntityTags;
import dev.tapeline.rest.MediaTypes;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;
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
  private final FreshnessWriter freshnessWriter;
  private final TimelineJson json;
  private final EntryTable table;
  private final EntryFeed feed;

  DeltaResource(
      ChosenCompanies companies, TimelineReader reader, Freshness freshness, ObjectMapper json) {
    this.companies = companies;
    this.reader = reader;
    this.freshness = freshness;
    this.freshnessWriter = new FreshnessWriter(json);
    this.json = new TimelineJson(freshnessWriter);
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
  @APIResponse(responseCode = "304", description = "The entries are as the entity tag knows them")
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
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
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
    if (type.equals(EntryFeed.MEDIA_TYPE)) {
      if (afterSeq != null) {
        throw Refusal.badParameter("afterSeq", afterSeq, "absent for a feed: it shows the latest");
      }
      List<TimelineReader.Row> latest = reader.latest(ids, most);
      return answer(
          tag(type, latest, 0),
          ifNoneMatch,
          report,
          answer -> feed(answer, latest, choice, uri, report));
    }
    if (type.equals(CsvTable.MEDIA_TYPE) && limit == null) {
      // Of all entries: these cannot be counted before they are sent.
      return answer(
          tag(type, List.of(), reader.lastSeq()),
          ifNoneMatch,
          report,
          answer ->
              answer
                  .entity((StreamingOutput) out -> table.write(out, batches(ids, after)))
                  .type(MediaTypes.CSV));
    }
    TimelineReader.Delta delta = reader.delta(ids, after, most);
    long lastSeq = delta.rows().isEmpty() ? lastSeq(after) : delta.lastSeq();
    return answer(
        tag(type, delta.rows(), lastSeq),
        ifNoneMatch,
        report,
        answer -> {
          answer.header("Tapeline-Last-Seq", lastSeq);
          if (type.equals(CsvTable.MEDIA_TYPE)) {
            answer
                .entity((StreamingOutput) out -> table.write(out, List.of(delta.rows())))
                .type(MediaTypes.CSV);
          } else {
            Map<String, Object> tail = new LinkedHashMap<>();
            tail.put("lastSeq", lastSeq);
            tail.put("more", delta.more());
            tail.put("freshness", report);
            answer.entity(json.write(delta.rows(), tail)).type(MediaTypes.JSON);
          }
        });
  }

  /** A number that was never given, as of another database, must not hide what comes here. */
  private long lastSeq(long after) {
    return Math.min(after, reader.lastSeq());
  }

  private void feed(
      Response.ResponseBuilder answer,
      List<TimelineReader.Row> latest,
      CompanyChoice choice,
      UriInfo uri,
      Freshness.Report report) {
    Instant otherwise = report.newsPulledAt() == null ? Instant.EPOCH : report.newsPulledAt();
    answer
        .entity(feed.write("latest|" + choice, "Tapeline", uri.getRequestUri(), latest, otherwise))
        .type(EntryFeed.MEDIA_TYPE);
  }

  /** What changes gets a new number, so the numbers tell the entries. */
  private static String tag(String type, List<TimelineReader.Row> rows, long lastSeq) {
    HashStream64 hash = Hashing.komihash5_0().hashStream().putString(type).putLong(lastSeq);
    rows.forEach(row -> hash.putLong(row.seq()));
    return EntityTags.weak(hash.getAsLong());
  }

  private Response answer(
      String tag,
      @Nullable String ifNoneMatch,
      Freshness.Report report,
      Consumer<Response.ResponseBuilder> body) {
    boolean known = EntityTags.matches(ifNoneMatch, tag);
    Response.ResponseBuilder answer = known ? Response.notModified() : Response.ok();
    answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    freshnessWriter.headers(answer, report);
    if (!known) {
      body.accept(answer);
    }
    return answer.build();
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
