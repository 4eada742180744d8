package dev.tapeline.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A publisher on loopback with one feed of one item. */
final class OneFeed implements AutoCloseable {
  private static final String FEED =
      """
      <?xml version="1.0"?>
      <rss version="2.0"><channel><title>Traced</title><link>http://example.org/</link>
      <description>One item</description>
      <item><guid>1</guid><title>Xiaomi shares jump 5.4%</title>
      <pubDate>Tue, 19 Oct 2021 12:00:00 GMT</pubDate></item>
      </channel></rss>
      """;

  private final HttpServer server;

  OneFeed() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = FEED.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/rss+xml");
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/feed.xml") ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Host and port. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return "http://" + authority() + "/feed.xml";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
