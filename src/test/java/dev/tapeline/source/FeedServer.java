package dev.tapeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A publisher on loopback for all {@code @QuarkusTest}s, and the one address there that may be
 * fetched. Each test serves under paths of its own.
 */
@QuarkusTestResource(FeedServer.class)
public final class FeedServer implements QuarkusTestResourceLifecycleManager {
  private static final Map<String, HttpHandler> PAGES = new ConcurrentHashMap<>();
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static volatile int port;

  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  @Override
  public Map<String, String> start() {
    HttpServer made;
    try {
      made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = made;
    threads = Executors.newCachedThreadPool();
    made.setExecutor(threads);
    made.createContext("/", FeedServer::answer);
    made.start();
    port = made.getAddress().getPort();
    return Map.of(
        "tapeline.fetch.allow", "127.0.0.1:" + port,
        "tapeline.fetch.read-timeout", "2s",
        "tapeline.fetch.total-timeout", "4s",
        // Tests pull by asking for it; what falls due by itself, a test makes due.
        "tapeline.pull.grace", "1h",
        "tapeline.pull.tick", "1s",
        // Where providers of prices would be asked, in tests that configure one.
        "tapeline.prices.yahoo.url", url("/prices/yahoo"),
        "tapeline.prices.stooq.url", url("/prices/stooq"),
        "tapeline.sample.enabled", "false");
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      ASKED.add(path);
      HttpHandler page = PAGES.get(path);
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        page.handle(exchange);
      }
    }
  }

  public static String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** How often a path was asked for. */
  public static long asked(String path) {
    return ASKED.stream().filter(path::equals).count();
  }

  public static void serve(String path, HttpHandler page) {
    PAGES.put(path, page);
  }

  public static void serve(String path, String body, String... headers) {
    serve(path, 200, body.getBytes(UTF_8), headers);
  }

  public static void serve(String path, int status, byte[] body, String... headers) {
    serve(
        path,
        exchange -> {
          for (String header : headers) {
            String[] parts = header.split(": ", 2);
            exchange.getResponseHeaders().add(parts[0], parts[1]);
          }
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        });
  }

  /** An RSS feed of these items, each the inside of its element. */
  static String rss(String... items) {
    StringBuilder feed =
        new StringBuilder(
                "<?xml version=\"1.0\"?><rss version=\"2.0\""
                    + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
                    + "<title>Test</title><link>")
            .append(url("/"))
            .append("</link>");
    for (String item : items) {
      feed.append("<item>").append(item).append("</item>");
    }
    return feed.append("</channel></rss>").toString();
  }

  /** The inside of an item that says all that an item can say. */
  static String item(String id, String title, String text) {
    return """
        <guid isPermaLink="false">%s</guid><title>%s</title><link>%s</link>
        <pubDate>Tue, 19 Oct 2021 12:00:00 GMT</pubDate><content:encoded>%s</content:encoded>"""
        .formatted(id, title, url("/article/" + id), text);
  }
}
