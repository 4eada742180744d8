package dev.tapeline.alert;

import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Requester;
import dev.tapeline.timeline.Outlet;
import dev.tapeline.timeline.SseOutlet;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Alerts as they are matched, for screens. */
@Path("/api/v1/alerts/stream")
@Tag(name = "Alerts")
public class AlertStreamResource {
  private static final String RETRY_AFTER_SECONDS = "10";

  private final AlertStreams streams;
  private final Requester requester;
  private final CurrentVertxRequest requests;

  AlertStreamResource(AlertStreams streams, Requester requester, CurrentVertxRequest requests) {
    this.streams = streams;
    this.requester = requester;
    this.requests = requests;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "The alerts of the token's rules, as they are matched",
      description =
          "Server-sent events: event is the type (alert.move), data what a webhook is sent, id a"
              + " position. Whoever comes back with Last-Event-ID gets what came since; without it"
              + " the stream begins with what comes next. Digests and quiet hours hold back what is"
              + " sent, not the stream. An admin token sees the alerts of all.")
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "503", description = "Too many streams are open")
  public void stream(
      @Parameter(description = "The id of the last event that was received")
          @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
          @Nullable String lastEventId,
      @Parameter(description = "The same for who cannot set a header; the header counts")
          @QueryParam("after")
          @Nullable String after,
      @Context SseEventSink sink,
      @Context Sse sse) {
    long last = streams.last();
    // A position that was never given, as of another database, must not hide what comes here.
    long from =
        Math.min(
            last,
            lastEventId != null && !lastEventId.isBlank()
                ? Parameters.sequence("Last-Event-ID", lastEventId.strip(), 0)
                : Parameters.sequence("after", after, last));
    if (streams.isFull()) {
      throw HttpProblem.builder()
          .withStatus(Status.SERVICE_UNAVAILABLE)
          .withTitle("Too many streams")
          .withDetail("As many streams are open as this process serves")
          .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
          .build();
    }
    String owner = requester.ownsAll() ? null : requester.name();
    RoutingContext request = requests.getCurrent();
    Outlet<AlertStreams.Row> outlet =
        new SseOutlet<>(sink, sse, request.response(), row -> event(sse, row));
    // At once, so that the reader sees that it is connected.
    outlet
        .heartbeat()
        .thenRun(
            () -> {
              AlertReader reader = streams.follow(outlet, owner, from);
              request.addEndHandler(ended -> streams.forget(reader));
            });
  }

  private static OutboundSseEvent event(Sse sse, AlertStreams.Row row) {
    return sse.newEventBuilder()
        .id(String.valueOf(row.position()))
        .name(row.type())
        .data(String.class, row.body())
        .build();
  }
}
