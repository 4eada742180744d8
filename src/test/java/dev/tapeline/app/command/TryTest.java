package dev.tapeline.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tapeline.fetch.ConfiguredFetcher;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FEED =
      """
      <rss version="2.0"><channel><title>Wire</title>
      <item><guid isPermaLink="false">a</guid><title>Xiaomi shares jump 5.4%</title>
      <description>Xiaomi shares jumped 5.4% on Tuesday.</description>
      <pubDate>Tue, 19 Oct 2021 12:00:00 GMT</pubDate></item><item/></channel></rss>
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body =
                (exchange.getRequestURI().getPath().equals("/feed") ? FEED : "nothing")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void showsWhatAPullWouldRecord() throws IOException {
    assertThat(run(address("/feed"), "127.0.0.1:" + port())).isZero();

    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(JSON.readTree(lines.get(0)).at("/feed/title").asText()).isEqualTo("Wire");
    JsonNode article = JSON.readTree(lines.get(1));
    assertThat(article.path("id").asText()).isEqualTo("a");
    assertThat(article.path("publishedAt").asText()).isEqualTo("2021-10-19T12:00:00Z");
    assertThat(article.at("/analysis/moves/0/ticker").asText()).isEqualTo("1810.HK");
    assertThat(err.toString(UTF_8)).contains("has neither title nor text nor link");
  }

  @Test
  void saysWhyThereIsNothing() {
    assertThat(run(address("/other"), "127.0.0.1:" + port())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("neither feed nor article");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void asksNoPrivateAddress() {
    assertThat(run(address("/feed"), "")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("is not a public address");
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  private int run(String url, String allowed) {
    Means means =
        new Means(
            () -> {},
            () -> {
              throw new IllegalStateException("nothing is recorded");
            },
            version ->
                ConfiguredFetcher.of(
                    new SmallRyeConfigBuilder()
                        .withSources(
                            new PropertiesConfigSource(
                                Map.of("tapeline.fetch.allow", allowed), "test", 100)),
                    version,
                    InstantSource.fixed(Instant.parse("2026-01-05T08:00:00Z"))),
            work -> {});
    return Tapeline.run(
        means,
        new Console(InputStream.nullInputStream(), out, new PrintWriter(err, true, UTF_8)),
        "try",
        url);
  }
}
