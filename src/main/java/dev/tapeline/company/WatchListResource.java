package dev.tapeline.company;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
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

/** Named lists of companies. All of it needs a token; every token sees the same lists. */
@Path("/api/v1/watch-lists")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Watch lists")
public class WatchListResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final WatchLists lists;
  private final Companies companies;

  WatchListResource(WatchLists lists, Companies companies) {
    this.lists = lists;
    this.companies = companies;
  }

  /** The body of a new list; only for the API's description, bodies are read by hand. */
  @Schema(name = "NewWatchList")
  record NewWatchList(String name, @Nullable List<String> companies) {}

  /** The body of a change; only for the API's description. */
  @Schema(name = "WatchListChange")
  record WatchListChange(
      @Nullable String name,
      @Schema(description = "All that shall be on it") @Nullable List<String> companies,
      @Nullable List<String> add,
      @Nullable List<String> remove) {}

  /**
   * A list made from CSV.
   *
   * @param refused the rows that were not taken; absent where all were
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ReadWatchList(
      UUID id,
      String name,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<CompanyRef> companies,
      Instant createdAt,
      List<WatchListFile.Row> refused) {}

  @GET
  @Operation(summary = "All watch lists", description = "In the order of their names.")
  @APIResponse(responseCode = "200", description = "A page of watch lists")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<WatchList> list(
      @Parameter(description = "Entries a page, 1 to 500; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page") @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<String> place = PageCursor.read(cursor, "watch-lists", 1);
    List<WatchList> found = lists.page(place == null ? null : place.get(0), size + 1);
    return EntryList.page(found, size, uri, "watch-lists", WatchList::name);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One watch list")
  @APIResponse(responseCode = "200", description = "The list")
  @APIResponse(responseCode = "404", description = "No such list")
  public WatchList get(@Parameter(description = "Its id or name") @PathParam("id") String id) {
    return lists.get(id);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Makes a watch list",
      description =
          "Or from CSV: Content-Type text/csv, the name in the query, one company a row in the"
              + " column company, ticker, symbol, listing or isin, or in the first one.")
  @APIResponse(
      responseCode = "201",
      description = "The list",
      content = @Content(schema = @Schema(implementation = WatchList.class)))
  @APIResponse(responseCode = "400", description = "A field is missing, unknown or cannot be read")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "The name is taken, or a company is ambiguous")
  public Response create(
      @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(implementation = NewWatchList.class),
                    examples =
                        @ExampleObject(
                            name = "Two companies",
                            value =
                                """
                                {"name": "Phones", "companies": ["1810.HK", "AAPL"]}""")),
              })
          @Nullable JsonNode body) {
    WatchList made = lists.create(WatchListEdit.create(body, companies));
    return created(made.id(), made);
  }

  @POST
  @Consumes(CsvTable.MEDIA_TYPE)
  @Operation(hidden = true) // one path and method is one operation; JSON's tells of both
  public Response createFromCsv(@QueryParam("name") @Nullable String name, @Nullable String body) {
    WatchListFile file = WatchListFile.read(body == null ? "" : body, companies);
    if (file.companies().isEmpty()) {
      throw Refusal.badParameter("body", "", "CSV with at least one company that is known");
    }
    WatchList made =
        lists.create(new WatchLists.Content(WatchListEdit.name(name), file.companies()));
    return created(
        made.id(),
        new ReadWatchList(
            made.id(), made.name(), made.companies(), made.createdAt(), file.refused()));
  }

  private static Response created(UUID id, Object entity) {
    return Response.status(Status.CREATED)
        .location(URI.create("/api/v1/watch-lists/" + id))
        .entity(entity)
        .build();
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(
      summary = "Changes a watch list",
      description =
          "Only what is given: companies replaces all of them, add and remove change some.")
  @APIResponse(responseCode = "200", description = "The list as it is now")
  @APIResponse(responseCode = "400", description = "A field is unknown or cannot be read")
  @APIResponse(responseCode = "404", description = "No such list, or no such company")
  @APIResponse(responseCode = "409", description = "The name is taken, or a company is ambiguous")
  public WatchList patch(
      @Parameter(description = "Its id or name") @PathParam("id") String id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = WatchListChange.class),
                      examples =
                          @ExampleObject(name = "One more", value = "{\"add\": [\"BBCA.JK\"]}")))
          @Nullable JsonNode body) {
    WatchListEdit edit = WatchListEdit.patch(body, companies);
    return lists.change(id, edit::on);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes a watch list")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "No such list")
  @APIResponse(responseCode = "409", description = "Something still uses it")
  public void delete(@Parameter(description = "Its id or name") @PathParam("id") String id) {
    lists.delete(id);
  }
}
