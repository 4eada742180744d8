package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.rest.Accepted;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntityTags;
import dev.tapeline.rest.MediaTypes;
import dev.tapeline.rest.PageLinks;
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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A company's timeline, page by page. */
@Path("/api/v1/companies/{company}/timeline")
@Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE, EntryFeed.MEDIA_TYPE})
@Tag(name = "Timelines")
public class TimelineResource {
  private final Companies companies;
  private final TimelineReader reader;
  private final Freshness freshness;
  private final FreshnessWriter freshnessWriter;
  private final TimelineJson json;
  private final EntryTable table;
  private final EntryFeed feed;

  TimelineResource(
      Companies companies, TimelineReader reader, Freshness freshness, ObjectMapper json) {
    this.companies = companies;
    this.reader = reader;
    this.freshness = freshness;
    this.freshnessWriter = new FreshnessWriter(json);
    this.json = new TimelineJson(freshnessWriter);
    this.table = new EntryTable(json);
    this.feed = new EntryFeed(json);
  }

  @GET
  @Operation(
      summary = "A company's timeline, newest first",
      description =
          "Pages by next and prev; answers 304 to the If-None-Match of an answer whose entries"
              + " have not changed. As CSV, without limit and cursor, it is the whole timeline.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the timeline",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TimelinePage.class)),
        @Content(mediaType = CsvTable.MEDIA_TYPE, schema = @Schema(implementation = String.class)),
        @Content(mediaType = EntryFeed.MEDIA_TYPE, schema = @Schema(implementation = String.class))
      })
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
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    CompanyRef ref = companies.get(company);
    TimelineQuery query = parameters.query(ref.id());
    String type =
        Accepted.of(headers, MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE, EntryFeed.MEDIA_TYPE);
    boolean whole = type.equals(CsvTable.MEDIA_TYPE) && parameters.wantsAll();
    Cursor cursor = parameters.cursor(query);
    int limit = whole ? Integer.MAX_VALUE : parameters.limit();
    if (ifNoneMatch != null) {
      String tag = tag(reader.version(query, cursor, limit), type);
      if (EntityTags.matches(ifNoneMatch, tag)) {
        return common(Response.notModified(), freshness.report())
            .header(HttpHeaders.ETAG, tag)
            .build();
      }
    }
    if (whole) {
      // Before the first row is read: what comes in meanwhile makes the next answer another one.
      String tag = tag(reader.version(query, null, limit), type);
      return common(
              Response.ok((StreamingOutput) out -> table.write(out, batches(query))),
              freshness.report())
          .header(HttpHeaders.ETAG, tag)
          .type(MediaTypes.CSV)
          .build();
    }
    TimelineReader.Page page = reader.page(query, cursor, limit);
    PageLinks links = PageLinks.of(uri);
    String next = links.to(text(page.next()));
    String prev = links.to(text(page.prev()));
    Freshness.Report report = freshness.report();
    Response.ResponseBuilder answer =
        common(Response.ok(), report)
            .header(HttpHeaders.ETAG, tag(page.version(), type))
            .header("Tapeline-Last-Seq", page.lastSeq());
    linkHeader(answer, next, "next");
    linkHeader(answer, prev, "prev");
    return switch (type) {
      case CsvTable.MEDIA_TYPE ->
          answer
              .entity((StreamingOutput) out -> table.write(out, List.of(page.rows())))
              .type(MediaTypes.CSV)
              .build();
      case EntryFeed.MEDIA_TYPE ->
          answer
              .entity(
                  feed.write(
                      "timeline|" + ref.id() + "|" + query.fingerprint(),
                      ref.name() + " (" + ref.ticker() + ")",
                      uri.getRequestUri(),
                      page.rows(),
                      otherwise(report)))
              .type(EntryFeed.MEDIA_TYPE)
              .build();
      default -> {
        Map<String, Object> tail = new LinkedHashMap<>();
        tail.put("next", next);
        tail.put("prev", prev);
        tail.put("lastSeq", page.lastSeq());
        tail.put("freshness", report);
        yield answer.entity(json.write(page.rows(), tail)).type(MediaTypes.JSON).build();
      }
    };
  }

  // Of one list of entries every type has its own, since none can stand in for another.
  private static String tag(long version, String type) {
    return EntityTags.weak(31 * version + type.hashCode());
  }

  private static Instant otherwise(Freshness.Report report) {
    return report.newsPulledAt() == null ? Instant.EPOCH : report.newsPulledAt();
  }

  /** Batches of a whole timeline, read as they are taken. */
  private Iterable<List<TimelineReader.Row>> batches(TimelineQuery query) {
    return () ->
        new Iterator<>() {
          private TimelineReader.@Nullable Page page;

          @Override
          public boolean hasNext() {
            return page == null || page.next() != null;
          }

          @Override
          public List<TimelineReader.Row> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            page =
                reader.page(query, page == null ? null : page.next(), TimelineParameters.MAX_LIMIT);
            return page.rows();
          }
        };
  }

  private Response.ResponseBuilder common(
      Response.ResponseBuilder answer, Freshness.Report report) {
    freshnessWriter.headers(answer, report);
    return answer.header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  private static @Nullable String text(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.toString();
  }

  private static void linkHeader(
      Response.ResponseBuilder answer, @Nullable String target, String relation) {
    if (target != null) {
      answer.header(HttpHeaders.LINK, "<" + target + ">; rel=\"" + relation + '"');
    }
  }

  /** The shape of a page, for the OpenAPI description: it is written as bytes. */
  @Schema(name = "TimelinePage")
  record TimelinePage(
      List<SequencedEntry> entries,
      @Schema(nullable = true) @Nullable String next,
      @Schema(nullable = true) @Nullable String prev,
      long lastSeq,
      Freshness.Report freshness) {}

  /** The shape of an entry as it is sent, for the OpenAPI description. */
  @Schema(
      name = "TimelineEntry",
      allOf = {TimelineEntry.class, NewsEvent.class})
  record SequencedEntry(
      @Schema(description = "Grows with every change") long seq,
      @Schema(description = "What prices recorded, where kind is PRICE_MOVE")
          @Nullable RecordedMove move) {}
}
