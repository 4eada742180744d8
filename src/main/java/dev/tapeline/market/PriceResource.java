package dev.tapeline.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.timeline.RecordedMove;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A listing's daily bars. */
@Path("/api/v1/companies/{company}/prices")
@Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
@Tag(name = "Prices")
public class PriceResource {

  /** More than twenty years' sessions. */
  private static final int MAX_LIMIT = 6_000;

  private static final List<String> BAR_COLUMNS =
      List.of(
          "ticker",
          "session",
          "open",
          "high",
          "low",
          "close",
          "adjustedClose",
          "volume",
          "currency",
          "provider",
          "sample",
          "flag");

  private final Jdbi jdbi;
  private final Companies companies;
  private final ObjectMapper json;
  private final TableAnswer answers;

  PriceResource(Jdbi jdbi, Companies companies, ObjectMapper json, TableAnswer answers) {
    this.jdbi = jdbi;
    this.companies = companies;
    this.json = json;
    this.answers = answers;
  }

  /**
   * A session's prices as they are shown: {@link PriceJson} writes them, this describes them.
   *
   * @param ticker whose, in Yahoo's form
   * @param session the trading day
   * @param open the first price, or null
   * @param high the highest price, or null
   * @param low the lowest price, or null
   * @param close adjusted for splits
   * @param adjustedClose adjusted for splits and dividends, or null
   * @param volume shares traded, or null
   * @param currency ISO 4217, or null
   * @param provider who gave the bar
   * @param sample whether the prices are made up
   * @param flag why the bar is not to be trusted, or null
   * @param move against the bar before; null for the first
   */
  @Schema(name = "Price")
  record Price(
      String ticker,
      LocalDate session,
      @Nullable Double open,
      @Nullable Double high,
      @Nullable Double low,
      double close,
      @Nullable Double adjustedClose,
      @Nullable Long volume,
      @Nullable String currency,
      String provider,
      boolean sample,
      @Nullable String flag,
      @Nullable RecordedMove move) {}

  /** The shape of a page, for the OpenAPI description. */
  @Schema(name = "PricePage")
  record PricePage(List<Price> entries, @Schema(nullable = true) @Nullable String next) {}

  @GET
  @Operation(
      summary = "Daily bars with their moves, oldest first",
      description =
          "Of the listing that is written; of the home listing where the company's id or ISIN is.")
  @APIResponse(
      responseCode = "200",
      description = "The bars; none where none were imported",
      content = @Content(schema = @Schema(implementation = PricePage.class)))
  @APIResponse(responseCode = "304", description = "The entries are as the entity tag knows them")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response prices(
      @Parameter(description = "Ticker, MIC:code, ISIN or id", example = "1810.HK")
          @PathParam("company")
          String company,
      @Parameter(description = "The first session") @QueryParam("from") @Nullable String from,
      @Parameter(description = "The last session") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Bars a page, 1 to 6000, which is also the default")
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next link") @QueryParam("cursor") @Nullable String cursor,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    CompanyRef ref = companies.get(company);
    LocalDate first = Parameters.date("from", from);
    LocalDate last = Parameters.date("to", to);
    Parameters.inOrder(from, to);
    int most = Parameters.integer("limit", limit, MAX_LIMIT, 1, MAX_LIMIT);
    String query = ref.id() + "|" + company + "|" + first + "|" + last;
    LocalDate start = start(first, cursor, query);
    PriceJson.Page page =
        jdbi.withHandle(
            handle ->
                series(handle, company, ref)
                    .map(
                        series ->
                            PriceJson.write(
                                json,
                                handle,
                                series,
                                start,
                                last,
                                most,
                                session -> link(uri, query, session)))
                    .orElseGet(PriceJson.Page::none));
    return answers.of(page, CsvWanted.by(headers) ? columns() : null, ifNoneMatch);
  }

  private static @Nullable String link(UriInfo uri, String query, LocalDate session) {
    return EntryList.link(uri, PageCursor.write(query, List.of(session.toString())));
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(BAR_COLUMNS);
    columns.addAll(TableAnswer.moveColumns("move."));
    return columns;
  }

  private static @Nullable LocalDate start(
      @Nullable LocalDate from, @Nullable String cursor, String query) {
    List<String> place = PageCursor.read(cursor, query, 1);
    return place == null ? from : Parameters.date("cursor", place.get(0));
  }

  private Optional<PriceSeries> series(Handle handle, String company, CompanyRef ref) {
    String ticker =
        companies.directory().resolve(company) instanceof Resolution.Found found
            ? found.listing().ticker()
            : ref.ticker();
    return SeriesStore.find(handle, ticker);
  }
}
