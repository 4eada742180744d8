package dev.tapeline.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Follows a stream of server-sent events, and remembers the ids that it saw. */
final class StreamReader implements AutoCloseable {

  private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
  private final InputStream body;
  private final Thread thread;
  private volatile boolean cutOff;

  private StreamReader(InputStream body) {
    this.body = body;
    this.thread = new Thread(this::read, "stream-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** Follows from behind a number. */
  static StreamReader follow(URI stream, long lastSeen) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(stream)
                    .header("Last-Event-ID", String.valueOf(lastSeen))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException("the stream answers " + answer.statusCode());
    }
    return new StreamReader(answer.body());
  }

  // An event counts when its empty line has come: one that was cut off was not received.
  private void read() {
    Long id = null;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("id:")) {
          id = Long.valueOf(line.substring(3).strip());
        } else if (line.isEmpty() && id != null) {
          seen.add(id);
          id = null;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      cutOff = true; // the service is gone, or the test closed the stream
    }
  }

  /** The ids so far, in the order in which they came. */
  List<Long> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** The last of them, or the given one where none has come. */
  long last(long otherwise) {
    List<Long> now = seen();
    return now.isEmpty() ? otherwise : now.get(now.size() - 1);
  }

  /** Whether the connection broke, rather than the answer ending. */
  boolean wasCutOff() {
    return cutOff;
  }

  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
