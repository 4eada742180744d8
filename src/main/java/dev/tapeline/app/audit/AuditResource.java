package dev.tapeline.app.audit;

import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows the audit trail; for administrators. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;

  private final AuditTrail trail;

  AuditResource(AuditTrail trail) {
    this.trail = trail;
  }

  @GET
  @Operation(
      summary = "Who changed sources, price feeds, companies, watch lists and tokens",
      description = "The latest first, with what people edit before and after.")
  @APIResponse(responseCode = "200", description = "A page of changes")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<AuditTrail.Entry> list(
      @Parameter(
              description = "source, price-feed, companies, watch-list or token; all unless said")
          @QueryParam("subject")
          @Nullable String subject,
      @Parameter(description = "Entries a page, 1 to 1000; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page of the same query")
          @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    String query = "audit|" + subject;
    List<String> place = PageCursor.read(cursor, query, 1);
    long below =
        place == null
            ? Long.MAX_VALUE
            : Parameters.sequence("cursor", place.get(0), Long.MAX_VALUE);
    List<AuditTrail.Entry> found = trail.page(subject, below, size + 1);
    return EntryList.page(found, size, uri, query, entry -> String.valueOf(entry.id()));
  }
}
