package dev.tapeline.market.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tapeline.fetch.AddressPolicy;
import dev.tapeline.fetch.FetchLimits;
import dev.tapeline.fetch.Fetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider on loopback: what it is asked, it writes down; what it answers, a test says. */
final class ProviderServer implements AutoCloseable {
  private final HttpServer server;
  private final Fetcher fetcher;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String authorization = "";

  private record Answer(int status, String body) {}

  ProviderServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    fetcher =
        new Fetcher(
            new FetchLimits(
                1024 * 1024,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                3),
            AddressPolicy.allowing(List.of("127.0.0.1:" + server.getAddress().getPort())),
            "Tapeline/test",
            InstantSource.system());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      Answer answer = answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, ""));
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  void serve(String path, String body) {
    serve(path, 200, body);
  }

  void serve(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Fetcher fetcher() {
    return fetcher;
  }

  /** Paths with their queries, in the order in which they were asked for. */
  List<String> asked() {
    return asked;
  }

  /** The header of the last ask; {@code "null"} where it had none. */
  String authorization() {
    return authorization;
  }

  @Override
  public void close() {
    fetcher.close();
    server.stop(0);
  }
}
