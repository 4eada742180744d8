package dev.tapeline.timeline;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.rest.EntityTags;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is planned or took place on a day that the news told. */
@Path("/api/v1/calendar")
@Tag(name = "Timelines")
public class CalendarResource {
  private final ChosenCompanies companies;
  private final TimelineReader reader;
  private final EntryCalendar calendar;

  CalendarResource(ChosenCompanies companies, TimelineReader reader, ObjectMapper json) {
    this.companies = companies;
    this.reader = reader;
    this.calendar = new EntryCalendar(json);
  }

  @GET
  @Produces(EntryCalendar.MEDIA_TYPE)
  @Operation(
      summary = "Dated events of companies as a calendar",
      description =
          "iCalendar of the latest 1,000 events that news told with a day, month, quarter or half"
              + " year: results, launches, meetings. What was only rumoured or denied is left out.")
  @APIResponse(
      responseCode = "200",
      description = "The calendar",
      content =
          @Content(
              mediaType = EntryCalendar.MEDIA_TYPE,
              schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "400", description = "No company is named, or a date cannot be read")
  @APIResponse(responseCode = "404", description = "No such company or watch list")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  public Response calendar(
      @BeanParam CompanyChoice choice,
      @Parameter(description = "Events that end on or after this date") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Events that begin on or before this date") @QueryParam("to")
          @Nullable String to,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    LocalDate first = Parameters.date("from", from);
    LocalDate last = Parameters.date("to", to);
    Parameters.inOrder(from, to);
    List<UUID> ids =
        companies
            .of(choice)
            .orElseThrow(
                () -> Refusal.badParameter("companies", "", "given, or watchList beside it"));
    byte[] events = calendar.write(reader.dated(ids), first, last);
    String tag = EntityTags.weak(Hashing.komihash5_0().hashBytesToLong(events));
    Response.ResponseBuilder answer =
        EntityTags.matches(ifNoneMatch, tag)
            ? Response.notModified()
            : Response.ok(events).type(EntryCalendar.MEDIA_TYPE + ";charset=UTF-8");
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }
}
