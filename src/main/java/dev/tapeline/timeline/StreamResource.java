package dev.tapeline.timeline;

import dev.tapeline.company.ChosenCompanies;
import dev.tapeline.company.CompanyChoice;
import dev.tapeline.rest.Parameters;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is new, as it comes. */
@Path("/api/v1/timeline/stream")
@Tag(name = "Timelines")
public class StreamResource {
  private static final String RETRY_AFTER_SECONDS = "10";

  private final ChosenCompanies companies;
  private final TimelineReader reader;
  private final TimelineStreams streams;
  private final CurrentVertxRequest requests;

  StreamResource(
      ChosenCompanies companies,
      TimelineReader reader,
      TimelineStreams streams,
      CurrentVertxRequest requests) {
    this.companies = companies;
    this.reader = reader;
    this.streams = streams;
    this.requests = requests;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "All that is new or changed, as it comes",
      description =
          "Server-sent events: data is an entry, id its seq. Whoever comes back with Last-Event-ID"
              + " gets what came since; without it the stream begins with what comes next. Comments"
              + " come while nothing else does. A reader that is too slow is dropped, and goes on"
              + " where it was with its last id.")
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such company or watch list")
  @APIResponse(responseCode = "409", description = "More than one company is meant")
  @APIResponse(
      responseCode = "503",
      description = "Too many streams are open, or the service is about to stop")
  public void stream(
      @BeanParam CompanyChoice choice,
      @Parameter(description = "The id of the last event that was received")
          @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
          @Nullable String lastEventId,
      @Parameter(description = "The same for who cannot set a header; the header counts")
          @QueryParam("afterSeq")
          @Nullable String afterSeq,
      @Context SseEventSink sink,
      @Context Sse sse) {
    Optional<List<UUID>> chosen = companies.of(choice);
    long after = after(lastEventId, afterSeq);
    if (streams.isFull()) {
      throw HttpProblem.builder()
          .withStatus(Status.SERVICE_UNAVAILABLE)
          .withTitle("No more streams")
          .withDetail("As many streams are open as this process serves, or it is about to stop")
          .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
          .build();
    }
    RoutingContext request = requests.getCurrent();
    Outlet<TimelineReader.Row> outlet =
        new SseOutlet<>(sink, sse, request.response(), row -> event(sse, row));
    // At once, so that the reader sees that it is connected.
    outlet
        .heartbeat()
        .thenRun(
            () -> {
              Follower follower =
                  streams.follow(outlet, chosen.map(Set::copyOf).orElse(null), after);
              request.addEndHandler(ended -> streams.forget(follower));
            });
  }

  private long after(@Nullable String lastEventId, @Nullable String afterSeq) {
    long last = reader.lastSeq();
    if (lastEventId != null && !lastEventId.isBlank()) {
      // A number that was never given, as of another database, must not hide what comes here.
      return Math.min(last, Parameters.sequence("Last-Event-ID", lastEventId.strip(), 0));
    }
    return Math.min(last, Parameters.sequence("afterSeq", afterSeq, last));
  }

  private static OutboundSseEvent event(Sse sse, TimelineReader.Row row) {
    return sse.newEventBuilder()
        .id(String.valueOf(row.seq()))
        .data(String.class, new String(TimelineJson.entry(row), StandardCharsets.UTF_8))
        .build();
  }
}
