package dev.tapeline.app.token;

import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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

/** Makes, lists and revokes API tokens; for administrators. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class TokenResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final ApiTokens tokens;
  private final InstantSource clock;

  TokenResource(ApiTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * What a new token shall be.
   *
   * @param name what it is for
   * @param scopes some of read, write, admin
   * @param expiresAt a date, an instant or a period from now; never unless said
   */
  record NewToken(
      @Schema(required = true) @Nullable String name,
      @Schema(required = true) @Nullable List<@Nullable Scope> scopes,
      @Schema(examples = "P90D") @Nullable String expiresAt) {}

  /** A token and, this once, its secret. */
  record MadeToken(
      UUID id,
      String name,
      List<Scope> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Schema(description = "What goes behind Authorization: Bearer; not to be had again")
          String token) {}

  @GET
  @Operation(summary = "All tokens, without their secrets", description = "The oldest first.")
  @APIResponse(responseCode = "200", description = "A page of tokens")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<ApiToken> list(
      @Parameter(description = "Entries a page, 1 to 500; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page") @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<ApiToken> found = tokens.page(PageCursor.readId(cursor, "tokens"), size + 1);
    return EntryList.page(found, size, uri, "tokens", token -> token.id().toString());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One token, without its secret")
  @APIResponse(responseCode = "200", description = "The token")
  @APIResponse(responseCode = "404", description = "No such token")
  public ApiToken get(@PathParam("id") String id) {
    UUID uuid = Parameters.id(id);
    return (uuid == null ? java.util.Optional.<ApiToken>empty() : tokens.find(uuid))
        .orElseThrow(() -> Refusal.notFound("token", id));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Makes a token",
      description = "The answer shows it, this once. Of the scopes, admin holds write, write read.")
  @APIResponse(
      responseCode = "201",
      description = "The token",
      content = @Content(schema = @Schema(implementation = MadeToken.class)))
  @APIResponse(responseCode = "400", description = "A field is missing, unknown or cannot be read")
  public Response create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = NewToken.class),
                      examples =
                          @ExampleObject(
                              name = "For a dashboard",
                              value =
                                  """
                                  {"name": "dashboard", "scopes": ["read"], "expiresAt": "P90D"}""")))
          @Nullable NewToken body) {
    NewToken asked = body == null ? new NewToken(null, null, null) : body;
    ApiTokens.Made made =
        tokens.create(
            TokenRequest.of(asked.name(), asked.scopes(), asked.expiresAt(), clock.instant()));
    ApiToken token = made.token();
    return Response.status(Status.CREATED)
        .location(URI.create("/api/v1/tokens/" + token.id()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(
            new MadeToken(
                token.id(),
                token.name(),
                token.scopes(),
                token.createdAt(),
                token.expiresAt(),
                made.secret()))
        .build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Revokes a token", description = "It stays listed, with revokedAt.")
  @APIResponse(responseCode = "204", description = "It is not taken any more")
  @APIResponse(responseCode = "404", description = "No such token")
  public void revoke(@PathParam("id") String id) {
    UUID uuid = Parameters.id(id);
    if (uuid == null || !tokens.revoke(uuid)) {
      throw Refusal.notFound("token", id);
    }
  }
}
