package dev.tapeline.market.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whose prices are pulled, how that goes, and what was refused. */
@Path("/api/v1/price-feeds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Price feeds")
public class PriceFeedResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final FeedStore store;
  private final PriceFeedJob job;
  private final Providers providers;
  private final InstantSource clock;

  PriceFeedResource(FeedStore store, PriceFeedJob job, Providers providers, InstantSource clock) {
    this.store = store;
    this.job = job;
    this.providers = providers;
    this.clock = clock;
  }

  /** What may be said of a feed; only for the API's description, bodies are read by hand. */
  @Schema(name = "NewPriceFeed")
  record NewPriceFeed(String ticker) {}

  /** What may be changed of a feed; only for the API's description. */
  @Schema(name = "PriceFeedChange")
  record PriceFeedChange(boolean enabled) {}

  /**
   * A price feed.
   *
   * @param ticker in Yahoo's form
   * @param reason why it is followed
   * @param provider who gave its last bars
   * @param remarks of a single feed: what was refused, or taken with doubts; the latest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FeedView(
      UUID id,
      String ticker,
      BarFeed.Reason reason,
      boolean enabled,
      @Nullable String provider,
      FeedHealth health,
      @Nullable List<RemarkView> remarks) {

    static FeedView of(BarFeed feed, @Nullable List<RemarkView> remarks) {
      return new FeedView(
          feed.id(),
          feed.ticker(),
          feed.reason(),
          feed.enabled(),
          feed.provider(),
          new FeedHealth(
              feed.status(),
              feed.lastPullAt(),
              feed.lastGoodPullAt(),
              feed.enabled() ? feed.nextPullAt() : null,
              feed.lastSession(),
              feed.lastError(),
              feed.bars()),
          remarks);
    }
  }

  /**
   * How a feed does.
   *
   * @param lastSession the latest session that was brought
   * @param bars how many sessions pulls have brought or revised
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PriceFeedHealth")
  record FeedHealth(
      @Schema(name = "PriceFeedStatus") BarFeed.Status status,
      @Nullable Instant lastPullAt,
      @Nullable Instant lastGoodPullAt,
      @Nullable Instant nextPullAt,
      @Nullable LocalDate lastSession,
      @Nullable String lastError,
      long bars) {}

  /**
   * A remark on a feed's bars.
   *
   * @param refused whether the bar was not taken
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PriceFeedRemark")
  record RemarkView(Instant at, @Nullable String provider, String reason, boolean refused) {}

  /**
   * A provider of prices.
   *
   * @param pausedUntil before which it is not asked, by its own word or since its key does not do
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PriceProvider")
  record ProviderView(
      String name,
      @Nullable Instant pausedUntil,
      @Nullable Instant lastGoodAt,
      @Nullable Instant lastErrorAt,
      @Nullable String lastError) {}

  @GET
  @Operation(summary = "All price feeds and how they do", description = "By their tickers.")
  @APIResponse(responseCode = "200", description = "A page of price feeds")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<FeedView> list(
      @Parameter(description = "Entries a page, 1 to 500; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page") @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<String> place = PageCursor.read(cursor, "price-feeds", 1);
    List<BarFeed> found = store.list(place == null ? null : place.get(0), size + 1);
    return EntryList.page(found, size, uri, "price-feeds", BarFeed::ticker)
        .map(feed -> FeedView.of(feed, null));
  }

  @GET
  @Path("/providers")
  @Operation(
      summary = "The providers that are configured, in the order in which they are asked",
      description = "Empty where tapeline.prices.providers names none: then nothing is pulled.")
  @APIResponse(responseCode = "200", description = "The providers")
  public EntryList<ProviderView> providers() {
    Map<String, FeedStore.ProviderState> states =
        store.providers().stream()
            .collect(Collectors.toMap(FeedStore.ProviderState::name, Function.identity()));
    return new EntryList<>(
        providers.inOrder().stream()
            .map(
                provider -> view(provider.name(), Optional.ofNullable(states.get(provider.name()))))
            .toList(),
        null);
  }

  private ProviderView view(String name, Optional<FeedStore.ProviderState> state) {
    Instant now = clock.instant();
    return new ProviderView(
        name,
        state.map(FeedStore.ProviderState::pausedUntil).filter(now::isBefore).orElse(null),
        state.map(FeedStore.ProviderState::lastGoodAt).orElse(null),
        state.map(FeedStore.ProviderState::lastErrorAt).orElse(null),
        state.map(FeedStore.ProviderState::lastError).orElse(null));
  }

  @GET
  @Path("/{feed}")
  @Operation(
      summary = "One price feed, how it does, and what was refused",
      description = "By its id or its ticker.")
  @APIResponse(
      responseCode = "200",
      description = "The feed",
      content =
          @Content(
              schema = @Schema(implementation = FeedView.class),
              examples =
                  @ExampleObject(
                      name = "A bar that cannot be true",
                      value =
                          """
                          {"id": "019a1c1e-6d5b-7a30-8f2e-0d7a6b3c9e11", "ticker": "1810.HK", "reason": "NEWS",
                           "enabled": true, "provider": "yahoo",
                           "health": {"status": "OK", "lastPullAt": "2026-01-05T08:51:00Z",
                             "lastGoodPullAt": "2026-01-05T08:51:00Z", "nextPullAt": "2026-01-06T08:47:12Z",
                             "lastSession": "2026-01-05", "bars": 2461},
                           "remarks": [{"at": "2026-01-05T08:51:00Z", "provider": "yahoo",
                             "reason": "2025-12-24: the high 38.2 is below the low 38.9", "refused": true}]}""")))
  @APIResponse(responseCode = "404", description = "No such price feed")
  public FeedView get(@PathParam("feed") String feed) {
    return view(found(feed));
  }

  private FeedView view(BarFeed feed) {
    return FeedView.of(
        feed,
        store.remarks().of(feed.id()).stream()
            .map(r -> new RemarkView(r.at(), r.about(), r.reason(), r.refused()))
            .toList());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Follows a listing or an index",
      description =
          "It is pulled by itself within a minute, or at once by POST /price-feeds/{feed}/pull."
              + " Those of companies in the news are followed by themselves.")
  @APIResponse(
      responseCode = "201",
      description = "The feed, not pulled yet",
      content = @Content(schema = @Schema(implementation = FeedView.class)))
  @APIResponse(responseCode = "400", description = "A field is missing, unknown or cannot be read")
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "409", description = "It is followed already")
  public Response create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = NewPriceFeed.class),
                      examples =
                          @ExampleObject(name = "An index", value = "{\"ticker\": \"INDEX:HSI\"}")))
          @Nullable JsonNode body) {
    String ticker = only(body, "ticker", "a ticker such as 1810.HK or INDEX:HSI").asText().strip();
    if (!ticker.matches("[\\p{L}\\p{N} .:&^=_-]{1,40}")) {
      throw Refusal.badParameter("ticker", ticker, "a ticker such as 1810.HK or INDEX:HSI");
    }
    String written = FeedRoster.written(ticker);
    if (store.add(List.of(written), BarFeed.Reason.ADDED, clock.instant()) == 0) {
      throw conflict("Price feed exists", written + " is followed already");
    }
    BarFeed feed = found(written);
    return Response.status(Status.CREATED)
        .location(URI.create("/api/v1/price-feeds/" + feed.id()))
        .entity(view(feed))
        .build();
  }

  @PATCH
  @Path("/{feed}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(
      summary = "Pauses a price feed, or takes it up again",
      description = "A paused one is pulled only when asked to, also where its company is news.")
  @APIResponse(
      responseCode = "200",
      description = "The feed as it is now",
      content = @Content(schema = @Schema(implementation = FeedView.class)))
  @APIResponse(responseCode = "400", description = "A field is unknown or cannot be read")
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "404", description = "No such price feed")
  public FeedView patch(
      @PathParam("feed") String feed,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = PriceFeedChange.class),
                      examples = @ExampleObject(name = "Pause", value = "{\"enabled\": false}")))
          @Nullable JsonNode body) {
    BarFeed found = found(feed);
    JsonNode enabled = only(body, "enabled", "true or false");
    if (!enabled.isBoolean()) {
      throw Refusal.badParameter("enabled", enabled.toString(), "true or false");
    }
    store.enable(found.id(), enabled.asBoolean(), clock.instant());
    return view(found(found.id().toString()));
  }

  @DELETE
  @Path("/{feed}")
  @Operation(
      summary = "Follows a listing no more",
      description =
          "Its bars stay. It comes again where it is configured or in the news; pausing keeps it"
              + " away.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "404", description = "No such price feed")
  public void delete(@PathParam("feed") String feed) {
    store.delete(found(feed).id());
  }

  @POST
  @Path("/{feed}/pull")
  @Operation(
      summary = "Pulls a price feed now",
      description =
          "Answers when the pull has ended, also where it failed: then status is FAILED and error"
              + " says why.")
  @APIResponse(
      responseCode = "200",
      description = "What came of it",
      content =
          @Content(
              schema = @Schema(implementation = PullOutcome.class),
              examples =
                  @ExampleObject(
                      name = "A pull",
                      value =
                          """
                          {"status": "OK", "provider": "yahoo", "expected": "2026-01-05", "session": "2026-01-05",
                           "new": 1, "revised": 0, "unchanged": 10, "refused": [], "flagged": []}""")))
  @APIResponse(responseCode = "401", description = "No token")
  @APIResponse(responseCode = "404", description = "No such price feed")
  @APIResponse(
      responseCode = "409",
      description = "No provider is configured, or the feed is being pulled")
  public PullOutcome pull(@PathParam("feed") String feed) {
    BarFeed found = found(feed);
    if (!providers.any()) {
      throw conflict("Not possible", "No provider of prices is configured");
    }
    return job.pullNow(found.id())
        .orElseThrow(() -> conflict("Not possible", "This price feed is being pulled"));
  }

  private static JsonNode only(@Nullable JsonNode body, String field, String allowed) {
    if (body == null || !body.isObject()) {
      throw Refusal.badParameter("body", String.valueOf(body), "a JSON object");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals(field)) {
                throw Refusal.badParameter(
                    name, String.valueOf(body.get(name)), "left out; the field is " + field);
              }
            });
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw Refusal.badParameter(field, "", allowed);
    }
    return value;
  }

  private BarFeed found(String feed) {
    UUID id = Parameters.id(feed);
    Optional<BarFeed> found = id == null ? store.find(FeedRoster.written(feed)) : store.find(id);
    return found.orElseThrow(() -> Refusal.notFound("price feed", feed));
  }

  private static HttpProblem conflict(String title, String detail) {
    return HttpProblem.builder()
        .withStatus(Status.CONFLICT)
        .withTitle(title)
        .withDetail(detail)
        .build();
  }
}
