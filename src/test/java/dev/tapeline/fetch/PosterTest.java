package dev.tapeline.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers that do what receivers should not. */
@Timeout(60)
class PosterTest {
  private static final FetchLimits LIMITS =
      new FetchLimits(
          1024 * 1024, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), 5);

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger taken = new AtomicInteger();
  private final Names names = new Names();
  private HttpServer server;
  private Poster poster;

  /** A name server whose answers a test changes. */
  private static final class Names implements DnsResolver {
    final AtomicReference<byte[]> answer = new AtomicReference<>();
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.incrementAndGet();
      byte[] address = answer.get();
      if (address == null) {
        throw new UnknownHostException(host);
      }
      return new InetAddress[] {InetAddress.getByAddress(host, address)};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    names.answer.set(new byte[] {127, 0, 0, 1});
    poster = poster("hooks.example.com:" + port());
  }

  private Poster poster(String... allowed) {
    return new Poster(LIMITS, AddressPolicy.allowing(List.of(allowed)), "Tapeline/test", names);
  }

  @AfterEach
  void stop() {
    over.countDown();
    poster.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          taken.incrementAndGet();
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private Posted post() {
    return post(poster, port());
  }

  private static Posted post(Poster by, int port) {
    return by.post(
        URI.create("http://hooks.example.com:" + port + "/hook?key=secret"),
        "application/json",
        "{}".getBytes(UTF_8),
        Map.of());
  }

  private boolean ends(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Test
  void aReceiverThatSaysNothingIsLeftAlone() {
    serve(exchange -> ends(20_000));

    Posted posted = post();

    assertThat(posted.taken()).isFalse();
    assertThat(posted.answer())
        .isEqualTo(String.format(Locale.ROOT, "hooks.example.com:%d says nothing for 1 s", port()));
  }

  @Test
  void anAnswerThatDripsIsLeftAlone() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (!ends(100)) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
          }
        });

    Posted posted = post();

    assertThat(posted.taken()).isFalse();
    assertThat(posted.answer()).isEqualTo("does not finish within 2 s");
  }

  @Test
  void anAnswerWithoutEndIsTakenAndCut() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = "x".repeat(64 * 1024).getBytes(UTF_8);
          while (!ends(0)) {
            exchange.getResponseBody().write(much);
          }
        });

    Posted posted = post();

    assertThat(posted.taken()).isTrue();
    assertThat(posted.answer()).hasSize(Poster.KEPT);
  }

  @Test
  void anErrorIsTold() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.sendResponseHeaders(503, -1);
        });

    Posted posted = post();

    assertThat(posted.status()).isEqualTo(503);
    assertThat(posted.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aConnectionThatIsClosedIsTriedOnceAndTellsNoSecret() throws IOException {
    AtomicInteger accepted = new AtomicInteger();
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Poster other = poster("hooks.example.com:" + raw.getLocalPort())) {
      threads.submit(
          () -> {
            while (true) {
              try (Socket socket = raw.accept()) {
                accepted.incrementAndGet();
                socket.getInputStream().read(new byte[16]);
              }
            }
          });

      Posted posted = post(other, raw.getLocalPort());

      assertThat(posted.taken()).isFalse();
      assertThat(posted.status()).isZero();
      assertThat(posted.answer()).doesNotContain("secret");
      assertThat(accepted).as("whether to try again is not decided here").hasValue(1);
    }
  }

  @Test
  void aNameThatIsNotKnownIsTold() {
    names.answer.set(null);

    assertThat(post().answer()).isEqualTo("the name hooks.example.com is not known");
    assertThat(poster.objection(URI.create("http://hooks.example.com/")))
        .as("it may be known at the next attempt")
        .isNull();
  }

  @Test
  void aNameThatComesToMeanAPrivateAddressIsRefusedAtThatAttempt() {
    serve(exchange -> exchange.sendResponseHeaders(204, -1));
    try (Poster strict = poster("127.0.0.1:1")) {
      names.answer.set(new byte[] {93, (byte) 184, (byte) 215, 14});
      assertThat(strict.objection(hook())).as("public when the rule is made").isNull();

      names.answer.set(new byte[] {127, 0, 0, 1});
      Posted posted = post(strict, port());

      assertThat(posted.taken()).isFalse();
      assertThat(posted.status()).isZero();
      assertThat(posted.answer()).contains("hooks.example.com");
      assertThat(taken).as("nothing was sent").hasValue(0);

      // And at each attempt: the metadata address of clouds, a private network, the machine by
      // IPv6.
      for (byte[] address :
          List.of(
              new byte[] {(byte) 169, (byte) 254, (byte) 169, (byte) 254},
              new byte[] {10, 0, 0, 7},
              new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})) {
        names.answer.set(address);
        assertThat(post(strict, port()).status()).isZero();
        assertThat(strict.objection(hook())).isNotNull();
      }
      assertThat(taken).hasValue(0);
    }
  }

  private URI hook() {
    return URI.create("http://hooks.example.com:" + port() + "/hook");
  }

  @Test
  void aNameIsAskedForAtEveryNewConnection() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Connection", "close");
          exchange.sendResponseHeaders(204, -1);
        });

    assertThat(post().taken()).isTrue();
    assertThat(post().taken()).isTrue();

    assertThat(names.asked.get()).isGreaterThanOrEqualTo(2);
  }
}
