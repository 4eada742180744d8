package dev.tapeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tapeline.fetch.AddressPolicy;
import dev.tapeline.fetch.FetchLimits;
import dev.tapeline.fetch.Fetcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryPullTest {
  private HttpServer server;
  private Fetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    fetcher =
        new Fetcher(
            FetchLimits.DEFAULT,
            AddressPolicy.allowing(List.of("127.0.0.1:" + server.getAddress().getPort())),
            "Tapeline/test",
            InstantSource.fixed(Instant.parse("2026-01-05T08:00:00Z")));
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.stop(0);
  }

  private URI serve(String path, String type, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", type);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static String page(String text) {
    return "<html lang='en'><head><title>T</title></head><body><article><h1>Pumps</h1><p>"
        + text.repeat(6)
        + "</p><p>"
        + text.repeat(5)
        + "</p></article></body></html>";
  }

  private static final String SENTENCE =
      "The maker of electric pumps will build a second factory in the north of the country. ";

  @Test
  void showsWhatAFeedWouldBring() {
    URI one = serve("/1", "text/html", page(SENTENCE));
    URI two = serve("/2", "application/pdf", "%PDF");
    URI feed =
        serve(
            "/feed",
            "text/xml",
            "<rss version='2.0'><channel><title>N</title><language>en</language>"
                + "<item><guid isPermaLink='false'>a</guid><title>One</title><link>%s</link></item>"
                    .formatted(one)
                + "<item><guid isPermaLink='false'>b</guid><title>Two</title><link>%s</link></item>"
                    .formatted(two)
                + "</channel></rss>");
    DryPull.Outcome outcome = new DryPull(fetcher, 5).of(feed);
    assertThat(outcome.error()).isNull();
    assertThat(outcome.feed()).isNotNull();
    assertThat(outcome.articles()).hasSize(2);
    assertThat(outcome.articles().get(0).text()).startsWith("The maker of electric pumps");
    assertThat(outcome.articles().get(1).text()).isNull();
    assertThat(outcome.problems())
        .anyMatch(p -> p.reason().equals("its page: is no HTML page but application/pdf"));
  }

  @Test
  void showsAnArticle() {
    URI url = serve("/article", "text/html", page(SENTENCE));
    DryPull.Outcome outcome = new DryPull(fetcher, 5).of(url);
    assertThat(outcome.feed()).isNull();
    assertThat(outcome.articles()).hasSize(1);
    assertThat(outcome.articles().get(0).url()).isEqualTo(url.toString());
  }

  @Test
  void saysWhyThereIsNothing() {
    URI url = serve("/nothing", "text/plain", "maintenance");
    assertThat(new DryPull(fetcher, 5).of(url).error())
        .startsWith("neither feed nor article: neither XML nor JSON");
    assertThat(new DryPull(fetcher, 5).of(URI.create("http://10.0.0.1/")).error())
        .contains("is not a public address");
  }
}
