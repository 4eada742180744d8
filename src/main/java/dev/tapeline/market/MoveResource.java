package dev.tapeline.market;

import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import dev.tapeline.timeline.RecordedMove;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Recorded daily moves. */
@Path("/api/v1/moves")
@Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
@Tag(name = "Prices")
public class MoveResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;

  private final Jdbi jdbi;
  private final ChosenCompanies companies;
  private final MoveList moves;
  private final ExplainedMoves explained;
  private final TableAnswer answers;

  MoveResource(
      Jdbi jdbi,
      ChosenCompanies companies,
      MoveList moves,
      ExplainedMoves explained,
      TableAnswer answers) {
    this.jdbi = jdbi;
    this.companies = companies;
    this.moves = moves;
    this.explained = explained;
    this.answers = answers;
  }

  /** What shapes a list of moves. */
  public static class MoveParameters {
    @BeanParam CompanyChoice companies = new CompanyChoice();

    @Parameter(description = "One session", example = "2021-10-19")
    @QueryParam("session")
    @Nullable String session;

    @Parameter(description = "The first session")
    @QueryParam("from")
    @Nullable String from;

    @Parameter(description = "The last session")
    @QueryParam("to")
    @Nullable String to;

    @Parameter(description = "Changes of at least so many percent, up or down")
    @QueryParam("minChange")
    @Nullable String minChange;

    @Parameter(
        description =
            "true for moves that news could have caused, false for those without any although news"
                + " was pulled well; only large moves are looked at")
    @QueryParam("explained")
    @Nullable String explained;

    @Parameter(description = "Moves a page, 1 to 1000; 50 unless said")
    @QueryParam("limit")
    @Nullable String limit;

    @Parameter(description = "From the next link")
    @QueryParam("cursor")
    @Nullable String cursor;

    /** All that shapes the list but its limit. */
    String query() {
      return companies + "|" + session + "|" + from + "|" + to + "|" + minChange + "|" + explained;
    }
  }

  @GET
  @Operation(
      summary = "Recorded daily moves, newest session first",
      description = "All moves are kept; the large ones also stand in timelines.")
  @APIResponse(
      responseCode = "200",
      description = "A page of moves",
      content = @Content(schema = @Schema(implementation = MovePage.class)))
  @APIResponse(responseCode = "304", description = "The entries are as the entity tag knows them")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response moves(
      @BeanParam MoveParameters parameters,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    int limit = Parameters.integer("limit", parameters.limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<RecordedMove> found = moves.page(query(parameters), limit + 1);
    List<RecordedMove> page = found.subList(0, Math.min(limit, found.size()));
    String cursor =
        found.size() <= limit
            ? null
            : PageCursor.write(
                parameters.query(), List.of(page.get(page.size() - 1).id().toString()));
    return answers.of(
        new EntryList<>(page, EntryList.link(uri, cursor)),
        CsvWanted.by(headers) ? TableAnswer.moveColumns("") : null,
        ifNoneMatch);
  }

  private MoveList.Query query(MoveParameters parameters) {
    LocalDate session = Parameters.date("session", parameters.session);
    LocalDate from = Parameters.date("from", parameters.from);
    LocalDate to = Parameters.date("to", parameters.to);
    Parameters.inOrder(parameters.from, parameters.to);
    return new MoveList.Query(
        series(parameters.companies),
        later(session, from),
        earlier(session, to),
        Parameters.size("minChange", parameters.minChange),
        Parameters.truth("explained", parameters.explained),
        after(parameters));
  }

  private @Nullable List<Integer> series(CompanyChoice choice) {
    List<UUID> ids = companies.of(choice).orElse(null);
    if (ids == null) {
      return null;
    }
    return jdbi.withHandle(
        handle -> SeriesStore.of(handle, ids).stream().map(PriceSeries::id).toList());
  }

  private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private static @Nullable MoveId after(MoveParameters parameters) {
    List<String> place = PageCursor.read(parameters.cursor, parameters.query(), 1);
    if (place == null) {
      return null;
    }
    UUID id = Parameters.id(place.get(0));
    MoveId after = id == null ? null : MoveId.of(id);
    if (after == null) {
      throw Refusal.badParameter(
          "cursor", String.valueOf(parameters.cursor), "the cursor of a next link");
    }
    return after;
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "One recorded move with its ranked explanations",
      description = "Those of a move that is not large enough for a timeline are found on reading.")
  @APIResponse(
      responseCode = "200",
      description = "The move",
      content = @Content(schema = @Schema(implementation = RecordedMove.class)))
  @APIResponse(responseCode = "404", description = "No such move")
  public RecordedMove move(@PathParam("id") String id) {
    UUID uuid = Parameters.id(id);
    MoveId read = uuid == null ? null : MoveId.of(uuid);
    if (read == null) {
      throw Refusal.notFound("move", id);
    }
    RecordedMove move = moves.find(read).orElseThrow(() -> Refusal.notFound("move", id));
    return move.causesSought() ? move : jdbi.withHandle(handle -> explainedNow(handle, read, move));
  }

  private RecordedMove explainedNow(Handle handle, MoveId id, RecordedMove move) {
    return SeriesStore.find(handle, id.series())
        .map(series -> explained.onReading(handle, List.of(new MoveFeed.Item(series, move))))
        .map(known -> known.getOrDefault(id.uuid(), move))
        .orElse(move);
  }

  /** The shape of a page, for the OpenAPI description. */
  @Schema(name = "MovePage")
  record MovePage(List<RecordedMove> entries, @Schema(nullable = true) @Nullable String next) {}
}
