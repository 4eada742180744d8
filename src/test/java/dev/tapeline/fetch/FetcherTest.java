package dev.tapeline.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tapeline.fetch.Fetched.Body;
import dev.tapeline.fetch.Fetched.Failed;
import dev.tapeline.fetch.Fetched.NotModified;
import dev.tapeline.fetch.Fetched.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FetcherTest {
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
  private static final FetchLimits LIMITS =
      new FetchLimits(
          10 * 1024 * 1024, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(4), 5);

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> asked = new ConcurrentHashMap<>();
  private HttpServer server;
  private Fetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    fetcher = fetcher(LIMITS, List.of("127.0.0.1:" + port()), NoNames.INSTANCE);
  }

  @AfterEach
  void stop() {
    over.countDown();
    fetcher.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private static Fetcher fetcher(FetchLimits limits, List<String> allowed, DnsResolver names) {
    return new Fetcher(
        limits,
        AddressPolicy.allowing(allowed),
        "Tapeline/test (+ops@example.com)",
        InstantSource.fixed(NOW),
        names);
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> asked.put(name.toLowerCase(Locale.ROOT), values.get(0)));
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void serve(String path, int status, String body, String... headers) {
    serve(
        path,
        exchange -> {
          for (String header : headers) {
            exchange.getResponseHeaders().add(header.split(": ", 2)[0], header.split(": ", 2)[1]);
          }
          answer(exchange, status, body.getBytes(UTF_8));
        });
  }

  private Fetched fetch(String path) {
    return fetcher.fetch(FetchRequest.feed(url(path)));
  }

  private static Failed failed(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Failed.class);
    return (Failed) fetched;
  }

  private static String body(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Body.class);
    return new String(((Body) fetched).body(), UTF_8);
  }

  // What is asked and answered

  @Test
  void fetchesABodyAndItsTerms() {
    serve(
        "/feed",
        200,
        "news",
        "ETag: \"v1\"",
        "Last-Modified: Tue, 19 Oct 2021 12:00:00 GMT",
        "Cache-Control: public, max-age=600",
        "Content-Type: text/xml; charset=utf-8");
    Body body = (Body) fetch("/feed#top");
    assertThat(new String(body.body(), UTF_8)).isEqualTo("news");
    assertThat(body.contentType()).isEqualTo("text/xml; charset=utf-8");
    assertThat(body.url()).isEqualTo(url("/feed"));
    assertThat(body.terms())
        .isEqualTo(
            new Fetched.Terms(
                "\"v1\"", "Tue, 19 Oct 2021 12:00:00 GMT", Duration.ofMinutes(10), null));
    assertThat(asked)
        .containsEntry("user-agent", "Tapeline/test (+ops@example.com)")
        .containsEntry("accept-encoding", "gzip, deflate")
        .doesNotContainKeys("if-none-match", "cookie");
    assertThat(asked.get("accept")).startsWith("application/rss+xml, application/atom+xml");
  }

  @Test
  void asksForWhatIsNewer() {
    serve("/feed", exchange -> answer(exchange, 304, new byte[0]));
    Fetched fetched =
        fetcher.fetch(FetchRequest.feed(url("/feed"), "\"v1\"", "Tue, 19 Oct 2021 12:00:00 GMT"));
    assertThat(fetched).isInstanceOf(NotModified.class);
    assertThat(asked)
        .containsEntry("if-none-match", "\"v1\"")
        .containsEntry("if-modified-since", "Tue, 19 Oct 2021 12:00:00 GMT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "bare-deflate", "unsaid-gzip", "said-not-done"})
  void decodes(String how) throws IOException {
    String text = "news ".repeat(1000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputStream encoding =
        switch (how) {
          case "gzip", "unsaid-gzip" -> new GZIPOutputStream(out);
          case "deflate" -> new DeflaterOutputStream(out);
          case "bare-deflate" -> new DeflaterOutputStream(out, new java.util.zip.Deflater(6, true));
          default -> out;
        };
    encoding.write(text.getBytes(UTF_8));
    encoding.close();
    serve(
        "/feed",
        exchange -> {
          if (!how.equals("unsaid-gzip")) {
            exchange
                .getResponseHeaders()
                .add("Content-Encoding", how.contains("deflate") ? "deflate" : "gzip");
          }
          answer(exchange, 200, out.toByteArray());
        });
    assertThat(body(fetch("/feed"))).isEqualTo(text);
  }

  @Test
  void tellsThatItIsGone() {
    serve("/feed", 410, "bye");
    assertThat(fetch("/feed")).isEqualTo(new Fetched.Gone(url("/feed")));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, PT2M, answers 429 (too many requests)",
    "503, 'Mon, 05 Jan 2026 09:00:00 GMT', PT1H, answers 503 (not available now)",
    "503, soon, , answers 503 (not available now)",
    "404, , , answers 404 (not found)",
    "500, , , answers 500 (its error)",
    "401, , , answers 401 (asks for a login)",
    "418, , , answers 418",
  })
  void tellsAnErrorAndWhenToComeAgain(int status, String header, Duration wait, String reason) {
    serve("/feed", status, "no", "Retry-After: " + (header == null ? "" : header));
    assertThat(fetch("/feed")).isEqualTo(new Failed(Why.BAD_STATUS, reason, wait, status));
  }

  @Test
  void readsExpiresWhereNothingElseIsSaid() {
    serve("/future", 200, "x", "Expires: Sun, 06 Jan 2126 08:00:00 GMT");
    serve("/past", 200, "x", "Expires: Thu, 01 Jan 1970 00:00:00 GMT");
    serve("/none", 200, "x", "Cache-Control: no-cache", "Expires: Sun, 06 Jan 2126 08:00:00 GMT");
    assertThat(((Body) fetch("/future")).terms().maxAge()).isGreaterThan(Duration.ofDays(9_000));
    assertThat(((Body) fetch("/past")).terms().maxAge()).isNull();
    assertThat(((Body) fetch("/none")).terms().maxAge()).isNull();
  }

  // Secrets

  private Fetched fetchKeyed(String path) {
    return fetcher.fetch(
        FetchRequest.data(
            url(path + "?key=s%2Bcret"),
            "application/json",
            Map.of("Authorization", "Token s+cret"),
            "s+cret"));
  }

  @Test
  void sendsAKeyAndFollowsWithinItsHost() {
    serve("/old", 301, "", "Location: /data?key=s%2Bcret");
    serve("/data", 200, "{}");
    assertThat(fetchKeyed("/old")).isInstanceOf(Body.class);
    assertThat(asked).containsEntry("authorization", "Token s+cret");
  }

  @Test
  void takesNoKeyToAnotherHost() {
    serve("/data", 302, "", "Location: http://localhost:" + port() + "/elsewhere?key=s%2Bcret");
    assertThat(fetchKeyed("/data"))
        .isEqualTo(
            new Failed(
                Why.BAD_REDIRECT, "redirects to another host, to which no key is sent", null));
  }

  @Test
  void tellsNoKey() {
    serve("/a", 302, "", "Location: /a?key=s%2Bcret");
    assertThat(fetchKeyed("/a"))
        .isEqualTo(
            new Failed(
                Why.BAD_REDIRECT, "redirects in a loop, back to " + url("/a?key=***"), null));
    assertThat(FetchRequest.data(url("/a?key=s%2Bcret"), "*/*", Map.of(), "s+cret").toString())
        .isEqualTo(url("/a?key=***").toString());
  }

  // Redirects

  @Test
  void followsRedirectsAndRemembersThePermanentOnes() {
    serve("/old", 301, "", "Location: /new");
    serve("/new", 308, "", "Location: " + url("/newer"));
    serve("/newer", 302, "", "Location: today?x=1");
    serve("/today", 200, "news");
    Body body = (Body) fetch("/old");
    assertThat(body.url()).isEqualTo(url("/today?x=1"));
    assertThat(body.terms().movedTo()).isEqualTo(url("/newer"));
    serve("/temporary", 302, "", "Location: /old");
    assertThat(((Body) fetch("/temporary")).terms().movedTo()).isNull();
  }

  @Test
  void leavesALoop() {
    serve("/a", 302, "", "Location: /b");
    serve("/b", 302, "", "Location: /a");
    assertThat(failed(fetch("/a")))
        .isEqualTo(new Failed(Why.BAD_REDIRECT, "redirects in a loop, back to " + url("/a"), null));
  }

  @Test
  void leavesAnEndlessChain() {
    serve(
        "/n",
        exchange -> {
          int n = Integer.parseInt(exchange.getRequestURI().getQuery()) + 1;
          exchange.getResponseHeaders().add("Location", "/n?" + n);
          answer(exchange, 302, new byte[0]);
        });
    assertThat(failed(fetch("/n?0")).reason()).isEqualTo("redirects more than 5 times");
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, is no http or https address: file:///etc/passwd",
    "gopher://127.0.0.1/, is no http or https address: gopher://127.0.0.1/",
    "http://user:pass@127.0.0.1/, has a user name or password in its address",
    "http://, redirects to nowhere",
    "'', redirects to nowhere",
  })
  void followsNoRedirectOutOfTheWeb(String location, String reason) {
    serve("/r", 302, "", "Location: " + location);
    assertThat(failed(fetch("/r"))).isEqualTo(new Failed(Why.BAD_REDIRECT, reason, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/",
        "http://127.1:1/",
        "http://2130706433:1/",
        "http://localhost:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]:1/",
        "http://[::ffff:7f00:1]:1/",
        "http://[fd00:ec2::254]/"
      })
  void followsNoRedirectToAPrivateAddress(String location) {
    serve("/r", 302, "", "Location: " + location);
    Failed failed = failed(fetch("/r"));
    assertThat(failed.reason())
        .matches(".*(is not a public address .*|is not known|is an address without a host.*)");
  }

  @Test
  void refusesAPrivateAddressBehindAName() {
    serve("/feed", 200, "secret");
    try (Fetcher other =
        fetcher(LIMITS, List.of("127.0.0.1:1"), new OneName("rebind.example", "127.0.0.1"))) {
      Fetched fetched =
          other.fetch(FetchRequest.feed(URI.create("http://rebind.example:" + port() + "/feed")));
      assertThat(failed(fetched).why()).isEqualTo(Why.REFUSED_ADDRESS);
      assertThat(failed(fetched).reason())
          .isEqualTo(
              String.format(
                  Locale.ROOT,
                  "rebind.example:%d is not a public address (127.0.0.1); tapeline.fetch.allow does not name it",
                  port()));
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void asksANameThatIsAllowed() {
    serve("/feed", 200, "news");
    try (Fetcher other =
        fetcher(
            LIMITS,
            List.of("intranet.example:" + port()),
            new OneName("intranet.example", "127.0.0.1"))) {
      Fetched fetched =
          other.fetch(FetchRequest.feed(URI.create("http://intranet.example:" + port() + "/feed")));
      assertThat(body(fetched)).isEqualTo("news");
    }
  }

  // Bodies that are too much

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stopsAtABodyOf50Megabytes(boolean saysSo) {
    serve(
        "/feed",
        exchange -> {
          long size = 50L * 1024 * 1024;
          exchange.sendResponseHeaders(200, saysSo ? size : 0);
          byte[] megabyte = new byte[1024 * 1024];
          for (int i = 0; i < 50; i++) {
            exchange.getResponseBody().write(megabyte);
          }
        });
    assertThat(failed(fetch("/feed")))
        .isEqualTo(
            new Failed(
                Why.BAD_BODY,
                saysSo ? "its body of 50 MB is longer than 10 MB" : "its body is longer than 10 MB",
                null));
  }

  @Test
  void stopsAtAGzipBomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 100; i++) {
        gzip.write(zeros);
      }
    }
    serve(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          answer(exchange, 200, bomb.toByteArray());
        });
    assertThat(failed(fetch("/feed")).reason()).contains("taken for a bomb");
  }

  @Test
  void tellsABrokenOrUnknownEncoding() {
    serve("/broken", 200, "\u001f not gzip at all", "Content-Encoding: deflate");
    serve("/br", 200, "x", "Content-Encoding: br");
    assertThat(failed(fetch("/broken")).reason()).startsWith("its compressed body is broken");
    assertThat(failed(fetch("/br")).reason())
        .isEqualTo("its body is encoded as 'br', not asked for");
  }

  // Servers that do not answer

  @Test
  void doesNotWaitForAServerThatDrips() {
    serve(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (!await(100)) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
          }
        });
    long start = System.nanoTime();
    assertThat(failed(fetch("/drip")))
        .isEqualTo(new Failed(Why.NO_ANSWER, "does not finish within 4 s", null));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void doesNotWaitForAServerThatIsSilent() {
    serve("/silent", exchange -> await(20_000));
    assertThat(failed(fetch("/silent")).reason())
        .isEqualTo(String.format(Locale.ROOT, "127.0.0.1:%d says nothing for 2 s", port()));
  }

  @Test
  void doesNotWaitForHeadersThatDrip() throws IOException {
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      threads.submit(
          () -> {
            try (Socket socket = raw.accept()) {
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
              while (!await(200)) {
                out.write("X-Drip: 1\r\n".getBytes(UTF_8));
                out.flush();
              }
            } catch (IOException e) {
              // The client has hung up, as it should.
            }
          });
      assertThat(failed(raw(raw)).reason()).isEqualTo("does not finish within 4 s");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | closes the connection without an answer
          SSH-2.0-OpenSSH_9.6\\r\\n   | closes the connection
          HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nabc | broke
          """)
  void tellsWhatIsNoAnswer(String answer, String reason) throws IOException {
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      threads.submit(
          () -> {
            try (Socket socket = raw.accept()) {
              socket.getInputStream().read(new byte[4096]);
              String text = answer.replace("\\r", "\r").replace("\\n", "\n");
              socket.getOutputStream().write(text.getBytes(UTF_8));
              socket.getOutputStream().flush();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertThat(failed(raw(raw)).reason()).containsPattern(reason);
    }
  }

  @Test
  void tellsThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (Fetcher other = fetcher(LIMITS, List.of("127.0.0.1:" + port), NoNames.INSTANCE)) {
      Fetched fetched =
          other.fetch(FetchRequest.feed(URI.create("http://127.0.0.1:" + port + "/")));
      assertThat(failed(fetched).reason())
          .isEqualTo(String.format(Locale.ROOT, "127.0.0.1:%d refuses the connection", port));
    }
  }

  @Test
  void tellsThatANameIsNotKnown() {
    Fetched fetched = fetcher.fetch(FetchRequest.feed(URI.create("http://none.example/rss")));
    assertThat(failed(fetched).reason()).isEqualTo("the name none.example is not known");
  }

  @Test
  void doesNotWaitForANameServerThatIsSilent() {
    DnsResolver silent =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            await(20_000);
            throw new UnknownHostException(host);
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    try (Fetcher other = fetcher(LIMITS, List.of(), silent)) {
      long start = System.nanoTime();
      Fetched fetched = other.fetch(FetchRequest.feed(URI.create("http://slow.example/rss")));
      assertThat(failed(fetched).reason()).isEqualTo("the name slow.example is not known");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  private Fetched raw(ServerSocket socket) {
    int port = socket.getLocalPort();
    try (Fetcher other = fetcher(LIMITS, List.of("127.0.0.1:" + port), NoNames.INSTANCE)) {
      return other.fetch(FetchRequest.feed(URI.create("http://127.0.0.1:" + port + "/")));
    }
  }

  private boolean await(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Knows literal addresses and localhost alone: tests ask no name server. */
  private enum NoNames implements DnsResolver {
    INSTANCE;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      if (host.endsWith(".example")) {
        throw new UnknownHostException(host);
      }
      return InetAddress.getAllByName(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private record OneName(String name, String address) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      if (!host.equals(name)) {
        throw new UnknownHostException(host);
      }
      return InetAddress.getAllByName(address);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
