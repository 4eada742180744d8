package dev.tapeline.timeline;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A connection of server-sent events.
 *
 * @param <T> what is streamed
 */
public final class SseOutlet<T> implements Outlet<T> {
  private final SseEventSink sink;
  private final Sse sse;
  private final HttpServerResponse response;
  private final Function<T, OutboundSseEvent> event;

  /**
   * Begins the answer: nobody on the way is to keep it, or to keep it back.
   *
   * @param event what one is written as
   */
  public SseOutlet(
      SseEventSink sink,
      Sse sse,
      HttpServerResponse response,
      Function<T, OutboundSseEvent> event) {
    this.sink = sink;
    this.sse = sse;
    this.response = response;
    this.event = event;
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader("X-Accel-Buffering", "no"); // or nginx keeps events back
  }

  @Override
  public CompletionStage<?> send(T one) {
    return sink.send(event.apply(one));
  }

  @Override
  public CompletionStage<?> heartbeat() {
    return sink.send(sse.newEventBuilder().comment("still there").build());
  }

  @Override
  public boolean isClosed() {
    return sink.isClosed() || response.closed() || response.ended();
  }

  @Override
  public void end() {
    sink.close();
  }

  @Override
  public void drop() {
    response.reset();
    sink.close();
  }
}
