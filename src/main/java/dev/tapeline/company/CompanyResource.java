package dev.tapeline.company;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Searches companies, and shows one. */
@Path("/api/v1/companies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Companies")
public class CompanyResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;
  private static final int LONGEST_QUERY = 200;

  private final Companies companies;
  private final CompanyStore store;

  CompanyResource(Companies companies, CompanyStore store) {
    this.companies = companies;
    this.store = store;
  }

  /**
   * A company in full.
   *
   * @param id its own id
   * @param ticker of the home listing
   * @param listing of the home listing
   * @param name in English
   * @param country ISO 3166-1 alpha-2
   * @param sector one word such as {@code technology}
   * @param listings home first
   * @param aliases what texts call it, brands and people among them
   * @param identifiers other ways to name it
   */
  record CompanyDetails(
      UUID id,
      String ticker,
      @Nullable String listing,
      String name,
      @Nullable String country,
      @Nullable String sector,
      List<ListingDetails> listings,
      List<Alias> aliases,
      List<Identifier> identifiers) {}

  /** One line of the company's shares on one market. */
  record ListingDetails(
      String ticker,
      @Nullable String listing,
      @Nullable String mic,
      @Nullable String currency,
      @Nullable String isin,
      @Nullable String benchmark,
      boolean home) {

    static ListingDetails of(Listing listing, boolean home) {
      return new ListingDetails(
          listing.ticker(),
          listing.key(),
          listing.mic(),
          listing.currency(),
          listing.isin(),
          listing.benchmark(),
          home);
    }
  }

  /** A name of the company, and what sort of name it is. */
  record Alias(String name, CompanyName.Kind kind) {}

  /** An identifier and its scheme: {@code ISIN}, {@code TICKER}, {@code LISTING}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Identifier(String scheme, String value) {}

  @GET
  @Operation(
      summary = "Companies by name, ticker or identifier",
      description = "Best match first; without a query all companies, by name.")
  @APIResponse(responseCode = "200", description = "A page of companies")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<CompanyRef> search(
      @Parameter(description = "Part of a name, a ticker or an ISIN", example = "小米")
          @QueryParam("query")
          @DefaultValue("")
          String query,
      @Parameter(description = "Entries a page, 1 to 1000; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page of the same query")
          @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    if (query.length() > LONGEST_QUERY || query.indexOf('\0') >= 0) {
      throw Refusal.badParameter(
          "query", query, "at most " + LONGEST_QUERY + " characters of text");
    }
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<CompanyStore.Found> found = store.search(query, place(cursor, query), size + 1);
    String next = null;
    if (found.size() > size) {
      found = found.subList(0, size);
      CompanyStore.Found last = found.get(size - 1);
      next =
          PageCursor.write(
              query, List.of(String.valueOf(last.place()), last.name(), last.company().toString()));
    }
    List<CompanyRef> entries =
        found.stream().flatMap(one -> companies.byId(one.company()).stream()).toList();
    return new EntryList<>(entries, EntryList.link(uri, next));
  }

  private static CompanyStore.@Nullable Found place(@Nullable String cursor, String query) {
    List<String> parts = PageCursor.read(cursor, query, 3);
    if (parts == null) {
      return null;
    }
    UUID id = Parameters.id(parts.get(2));
    if (id == null) {
      throw Refusal.badParameter("cursor", String.valueOf(cursor), "the cursor of a next link");
    }
    int place = Parameters.integer("cursor", parts.get(0), 0, 0, 9);
    return new CompanyStore.Found(id, place, parts.get(1));
  }

  @GET
  @Path("/{company}")
  @Operation(summary = "One company with its listings, aliases and identifiers")
  @APIResponse(responseCode = "200", description = "The company")
  @APIResponse(responseCode = "404", description = "No such company")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public CompanyDetails company(
      @Parameter(description = "Ticker, MIC:code, ISIN or id", example = "1810.HK")
          @PathParam("company")
          String company) {
    CompanyRef ref = companies.get(company);
    Company known = companies.details(ref).orElseThrow(() -> Refusal.notFound("company", company));
    return new CompanyDetails(
        ref.id(),
        ref.ticker(),
        ref.listing(),
        ref.name(),
        known.country(),
        known.sector(),
        known.listings().stream()
            .map(listing -> ListingDetails.of(listing, listing.equals(known.home())))
            .toList(),
        known.names().stream().map(name -> new Alias(name.text(), name.kind())).toList(),
        known.listings().stream()
            .flatMap(listing -> identifiers(listing).stream())
            .distinct()
            .toList());
  }

  private static List<Identifier> identifiers(Listing listing) {
    java.util.ArrayList<Identifier> identifiers = new java.util.ArrayList<>();
    identifiers.add(new Identifier("TICKER", listing.ticker()));
    String key = listing.key();
    if (key != null) {
      identifiers.add(new Identifier("LISTING", key));
    }
    if (listing.isin() != null) {
      identifiers.add(new Identifier("ISIN", listing.isin()));
    }
    return identifiers;
  }
}
