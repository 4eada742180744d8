package dev.tapeline.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.article.ArticleIntake;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import dev.tapeline.timeline.Freshness;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where news comes from: adds, shows, changes, removes and pulls sources. */
@Path("/api/v1/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sources")
public class SourceResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final SourceStore store;
  private final PullJob job;
  private final PullConfig config;
  private final ArticleIntake articles;
  private final Freshness freshness;
  private final InstantSource clock;

  SourceResource(
      SourceStore store,
      PullJob job,
      PullConfig config,
      ArticleIntake articles,
      Freshness freshness,
      InstantSource clock) {
    this.store = store;
    this.job = job;
    this.config = config;
    this.articles = articles;
    this.freshness = freshness;
    this.clock = clock;
  }

  /** What may be said of a feed; only for the API's description, bodies are read by hand. */
  @Schema(name = "NewSource")
  record NewSource(
      String name,
      SourceKind kind,
      String url,
      @Nullable String language,
      @Nullable Boolean fetchPages,
      @Nullable Boolean enabled) {}

  /**
   * A source.
   *
   * @param fetchPages whether articles' pages are fetched where the feed carries a summary only
   * @param remarks of a single source: what was refused, or taken with doubts; the latest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SourceView(
      UUID id,
      String name,
      SourceKind kind,
      @Nullable URI url,
      @Nullable String language,
      boolean fetchPages,
      boolean enabled,
      boolean sample,
      Instant createdAt,
      Health health,
      @Nullable List<RemarkView> remarks) {

    static SourceView of(Source s, @Nullable List<RemarkView> remarks) {
      return new SourceView(
          s.id(),
          s.name(),
          s.kind(),
          s.url(),
          s.language(),
          s.fetchPages(),
          s.enabled(),
          s.sample(),
          s.createdAt(),
          s.health(),
          remarks);
    }
  }

  /**
   * A remark on a source.
   *
   * @param id the item's id; absent where the feed itself is meant
   * @param refused whether the item was not recorded
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RemarkView(Instant at, @Nullable String id, String reason, boolean refused) {}

  @GET
  @Operation(
      summary = "All sources and how they do",
      description = "In the order in which they were added.")
  @APIResponse(responseCode = "200", description = "A page of sources")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<SourceView> list(
      @Parameter(description = "Entries a page, 1 to 500; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page") @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<Source> found = store.list(PageCursor.readId(cursor, "sources"), size + 1);
    return EntryList.page(found, size, uri, "sources", source -> source.id().toString())
        .map(source -> SourceView.of(source, null));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One source, how it does, and what there is to remark")
  @APIResponse(
      responseCode = "200",
      description = "The source",
      content =
          @Content(
              schema = @Schema(implementation = SourceView.class),
              examples =
                  @ExampleObject(
                      name = "A feed that does not answer",
                      value =
                          """
                          {"id": "019a1c1e-6d5b-7a30-8f2e-0d7a6b3c9e11", "name": "Harian Pasar", "kind": "FEED",
                           "url": "https://pasar.example.com/rss", "language": "id", "fetchPages": true,
                           "enabled": true, "sample": false, "createdAt": "2026-01-05T08:00:00Z",
                           "health": {"status": "FAILING", "lastPullAt": "2026-01-05T09:00:00Z",
                             "lastGoodPullAt": "2026-01-05T08:30:00Z", "nextPullAt": "2026-01-05T09:05:12Z",
                             "lastError": "pasar.example.com says nothing for 10 s", "items": 42},
                           "remarks": [{"at": "2026-01-05T08:30:00Z", "id": "4711",
                             "reason": "its date lies in the future and was not believed: 2062-01-05T08:00:00Z",
                             "refused": false}]}""")))
  @APIResponse(responseCode = "404", description = "No such source")
  public SourceView get(@PathParam("id") String id) {
    return view(found(id));
  }

  private SourceView view(Source source) {
    return SourceView.of(
        source,
        store.remarks().of(source.id()).stream()
            .map(r -> new RemarkView(r.at(), r.about(), r.reason(), r.refused()))
            .toList());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Adds a feed",
      description =
          "RSS, RDF, Atom or JSON Feed. It is pulled by itself a few seconds later, or at once by"
              + " POST /sources/{id}/pull.")
  @APIResponse(
      responseCode = "201",
      description = "The source, not pulled yet",
      content = @Content(schema = @Schema(implementation = SourceView.class)))
  @APIResponse(responseCode = "400", description = "A field is missing, unknown or cannot be read")
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "409", description = "There is a feed of this address already")
  public Response create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = NewSource.class),
                      examples =
                          @ExampleObject(
                              name = "A feed",
                              value =
                                  """
                                  {"name": "Harian Pasar", "kind": "FEED",
                                   "url": "https://pasar.example.com/rss", "language": "id"}""")))
          @Nullable JsonNode body) {
    SourceEdit edit = SourceEdit.create(body);
    Instant now = clock.instant();
    UUID id =
        store.insert(edit, now, now.plus(config.grace())).orElseThrow(() -> taken(edit.url()));
    return Response.status(Status.CREATED)
        .location(URI.create("/api/v1/sources/" + id))
        .entity(view(found(id.toString())))
        .build();
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(
      summary = "Changes a feed",
      description =
          "Only the fields that are given. A paused source (enabled: false) is pulled only when"
              + " asked to.")
  @APIResponse(
      responseCode = "200",
      description = "The source as it is now",
      content = @Content(schema = @Schema(implementation = SourceView.class)))
  @APIResponse(responseCode = "400", description = "A field is unknown or cannot be read")
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "404", description = "No such source")
  @APIResponse(responseCode = "409", description = "It is no feed, or another has the address")
  public SourceView patch(
      @PathParam("id") String id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = NewSource.class),
                      examples = @ExampleObject(name = "Pause", value = "{\"enabled\": false}")))
          @Nullable JsonNode body) {
    Source source = found(id);
    URI url = source.url();
    if (url == null) {
      throw conflict("Only feeds can be changed; this source is of kind " + source.kind());
    }
    SourceEdit edit = SourceEdit.patch(source, url, body);
    if (!store.update(source.id(), edit, clock.instant())) {
      throw taken(edit.url());
    }
    freshness.newsPullFailed(store.failing());
    return view(found(id));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Removes a source",
      description =
          "Its articles stay, with what they told, unless withArticles is true: then they are"
              + " taken back, and entries that nobody else told leave the timelines. The sample"
              + " always goes with its articles. One that is pushed to comes again, as another source,"
              + " with the next push under its name.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "404", description = "No such source")
  public void delete(
      @PathParam("id") String id,
      @Parameter(description = "Whether its articles are taken back too")
          @QueryParam("withArticles")
          @Nullable String withArticles) {
    boolean retract = Boolean.TRUE.equals(Parameters.truth("withArticles", withArticles));
    Source source = found(id);
    store.delete(source.id());
    if (retract || source.sample()) {
      articles.retractSource(source.id());
    }
    freshness.newsPullFailed(store.failing());
  }

  @POST
  @Path("/{id}/pull")
  @Operation(
      summary = "Pulls a source now",
      description =
          "Answers when the pull has ended, also where it failed: then status is FAILED and error"
              + " says why. Where the source is being pulled already, that pull's result is the"
              + " answer.")
  @APIResponse(
      responseCode = "200",
      description = "What came of it",
      content =
          @Content(
              schema = @Schema(implementation = PullResult.class),
              examples =
                  @ExampleObject(
                      name = "A pull",
                      value =
                          """
                          {"status": "OK", "found": 12, "new": 3, "revised": 1, "unchanged": 7,
                           "refused": [{"id": "4711", "reason": "the item has neither title nor text"}]}""")))
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "404", description = "No such source")
  @APIResponse(
      responseCode = "409",
      description = "It is pushed to, or another process is busy with it")
  public PullResult pull(@PathParam("id") String id) throws InterruptedException {
    Source source = found(id);
    if (source.kind() == SourceKind.PUSH) {
      throw conflict("This source is pushed to; there is nothing to pull");
    }
    try {
      return job.pullNow(source.id()).orElseThrow(() -> Refusal.notFound("source", id));
    } catch (PullJob.BusyException e) {
      throw conflict("Another process is pulling this source");
    }
  }

  private Source found(String id) {
    UUID uuid = Parameters.id(id);
    return (uuid == null ? java.util.Optional.<Source>empty() : store.find(uuid))
        .orElseThrow(() -> Refusal.notFound("source", id));
  }

  private HttpProblem taken(URI url) {
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withStatus(Status.CONFLICT)
            .withTitle("Source exists")
            .withDetail("There is a feed of the address " + url);
    store.findByUrl(url).ifPresent(other -> problem.with("id", other));
    return problem.build();
  }

  private static HttpProblem conflict(String detail) {
    return HttpProblem.builder()
        .withStatus(Status.CONFLICT)
        .withTitle("Not possible")
        .withDetail(detail)
        .build();
  }
}
