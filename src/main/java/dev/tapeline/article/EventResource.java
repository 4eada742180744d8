package dev.tapeline.article;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import dev.tapeline.timeline.EntryState;
import dev.tapeline.timeline.NewsEvent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows one event. */
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;
  private static final int MOST_REVISIONS = 100;

  private final Jdbi jdbi;
  private final ObjectReader json;
  private final Companies companies;

  EventResource(Jdbi jdbi, ObjectMapper json, Companies companies) {
    this.jdbi = jdbi;
    // 22.50 was told, and 22.50 is shown.
    this.json =
        json.readerFor(EventBody.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    this.companies = companies;
  }

  /**
   * An event as it is known now.
   *
   * @param id its own id
   * @param type {@code group/type}, or null
   * @param company whose event
   * @param storyId the same news across sources and languages
   * @param state whether it still stands
   * @param mergedInto the event that it turned out to be, or null
   * @param novelty 100 for the first report of a story, falling with repeats
   * @param occurredAt when the first report was published
   * @param firstSeenAt when Tapeline learnt it
   * @param revisedAt when Tapeline last changed it, or null
   * @param body what its reports say
   * @param revisions what it was before, oldest first; the latest 100
   */
  record EventDetails(
      UUID id,
      @Nullable String type,
      @Nullable CompanyRef company,
      UUID storyId,
      EntryState state,
      @Nullable UUID mergedInto,
      int novelty,
      Instant occurredAt,
      Instant firstSeenAt,
      @Nullable Instant revisedAt,
      @JsonUnwrapped EventBody body,
      List<EventRevision> revisions) {}

  /** What an event was known as for some time. */
  record EventRevision(
      int revision,
      EntryState state,
      Instant knownFrom,
      Instant knownTo,
      @JsonUnwrapped EventBody body) {}

  @GET
  @Path("/{id}")
  @Operation(summary = "One event with its evidence, sources, claims and revisions")
  @APIResponse(responseCode = "200", description = "The event")
  @APIResponse(responseCode = "404", description = "No such event")
  public EventDetails event(@PathParam("id") String id) {
    UUID uuid = Parameters.id(id);
    if (uuid == null) {
      throw Refusal.notFound("event", id);
    }
    return find(uuid).orElseThrow(() -> Refusal.notFound("event", id));
  }

  @GET
  @Path("/{id}/articles")
  @Operation(
      summary = "All articles that tell an event",
      description =
          "In the order in which they came. The event itself shows the first and the last.")
  @APIResponse(responseCode = "200", description = "A page of articles")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such event")
  public EntryList<NewsEvent.ArticleRef> articles(
      @PathParam("id") String id,
      @Parameter(description = "Entries a page, 1 to 1000; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page") @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    UUID event = Parameters.id(id);
    if (event == null || !isThere(event)) {
      throw Refusal.notFound("event", id);
    }
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    String query = "event-articles|" + event;
    return EntryList.page(
        articles(event, PageCursor.readId(cursor, query), size + 1),
        size,
        uri,
        query,
        article -> article.id().toString());
  }

  private boolean isThere(UUID event) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from event where id = :id)")
                .bind("id", event)
                .mapTo(Boolean.class)
                .one());
  }

  private List<NewsEvent.ArticleRef> articles(UUID event, @Nullable UUID behind, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.id, a.url, a.source_name, a.published_at
                    from event_report r join article a on a.id = r.article_id
                    where r.event_id = :event and (cast(:behind as uuid) is null or r.article_id > cast(:behind as uuid))
                    order by r.article_id limit :limit
                    """)
                .bind("event", event)
                .bind("behind", behind)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new NewsEvent.ArticleRef(
                            row.getObject("id", UUID.class),
                            row.getString("url"),
                            row.getString("source_name"),
                            EventStore.instant(row.getTimestamp("published_at"))))
                .list());
  }

  private Optional<EventDetails> find(UUID id) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery("select * from event where id = :id")
                .bind("id", id)
                .map((row, context) -> details(row, revisions(handle, id)))
                .findOne());
  }

  private EventDetails details(ResultSet row, List<EventRevision> revisions) throws SQLException {
    return new EventDetails(
        row.getObject("id", UUID.class),
        row.getString("type"),
        companies.byId(row.getObject("company_id", UUID.class)).orElse(null),
        row.getObject("story_id", UUID.class),
        EntryState.valueOf(row.getString("state")),
        row.getObject("merged_into", UUID.class),
        row.getInt("novelty"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getTimestamp("first_seen_at").toInstant(),
        ArticleStore.instant(row, "revised_at"),
        body(row.getString("body")),
        revisions);
  }

  private List<EventRevision> revisions(Handle handle, UUID event) {
    return handle
        .createQuery(
            """
            select * from (
              select * from event_revision where event_id = :id order by revision desc limit :most
            ) latest order by revision
            """)
        .bind("id", event)
        .bind("most", MOST_REVISIONS)
        .map(
            (row, context) ->
                new EventRevision(
                    row.getInt("revision"),
                    EntryState.valueOf(row.getString("state")),
                    row.getTimestamp("known_from").toInstant(),
                    row.getTimestamp("known_to").toInstant(),
                    body(row.getString("body"))))
        .list();
  }

  private EventBody body(String text) {
    try {
      return json.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored event cannot be read", e);
    }
  }
}
