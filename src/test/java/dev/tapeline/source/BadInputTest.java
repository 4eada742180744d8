package dev.tapeline.source;

import static dev.tapeline.source.FeedServer.item;
import static dev.tapeline.source.FeedServer.rss;
import static dev.tapeline.source.FeedServer.serve;
import static dev.tapeline.source.FeedServer.url;
import static dev.tapeline.source.SourceTest.add;
import static dev.tapeline.source.SourceTest.expect;
import static dev.tapeline.source.SourceTest.get;
import static dev.tapeline.source.SourceTest.pull;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What publishers send: each leaves its reason on the source, and none stops the others. */
@QuarkusTest
class BadInputTest {
  private final CountDownLatch silence = new CountDownLatch(1);

  /** Pulls a source that cannot be read; its reason, the same in the answer and on the source. */
  private static String reasonOfFailure(String path) {
    String id = add("Bad " + path, path);
    JsonPath result = pull(id);
    assertThat(result.getString("status")).isEqualTo("FAILED");
    JsonPath shown = get(id);
    assertThat(shown.getString("health.status")).isEqualTo("FAILING");
    assertThat(shown.getString("health.nextPullAt")).isNotNull();
    assertThat(shown.getString("health.lastError")).isEqualTo(result.getString("error"));
    aGoodSourceGoesOn(path);
    return shown.getString("health.lastError");
  }

  private static void aGoodSourceGoesOn(String path) {
    serve(path + "/good", rss(item("good", "Good", "Text")));
    expect(pull(add("Good " + path, path + "/good")), "OK", 1, 1, 0, 0);
  }

  private static List<String> remarks(String id) {
    return get(id).getList("remarks.reason", String.class);
  }

  @Test
  void malformedFeed() {
    serve(
        "/bad/malformed",
        "<rss version='2.0'><channel><item><title>A & B</title><link>x</item></channel>");
    String id = add("Malformed", "/bad/malformed");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(remarks(id)).anyMatch(r -> r.startsWith("not well-formed XML"));
    serve("/bad/hopeless", "<?xml version='1.0'?><rss><");
    assertThat(reasonOfFailure("/bad/hopeless")).contains("not well-formed XML");
  }

  @Test
  void wrongEncoding() {
    byte[] body =
        rss(item("enc", "小米集团股价上涨百分之五，创五月以来最大涨幅", "正文"))
            .replace("?>", " encoding='UTF-8'?>")
            .getBytes(Charset.forName("GB18030"));
    serve("/bad/encoding", 200, body, "Content-Type: text/xml; charset=iso-8859-1");
    String id = add("Encoding", "/bad/encoding");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(remarks(id)).contains("says UTF-8 but reads as GB18030");
  }

  @Test
  void htmlInsteadOfXml() {
    serve(
        "/bad/html",
        "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/feed'></head>"
            + "<body><p>Welcome<br>here</body></html>");
    assertThat(reasonOfFailure("/bad/html"))
        .isEqualTo(
            "is not a feed that can be read: an HTML page, not a feed; it names the feed /feed");
  }

  @Test
  void xxe() {
    serve(
        "/bad/xxe",
        "<!DOCTYPE rss [<!ENTITY x SYSTEM '%s'>]>".formatted(url("/bad/secret"))
            + "<rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>");
    assertThat(reasonOfFailure("/bad/xxe")).contains("declares the external entity 'x'; refused");
    assertThat(FeedServer.asked("/bad/secret")).isZero();
  }

  @Test
  void entityBomb() {
    serve(
        "/bad/bomb",
        "<!DOCTYPE rss [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
            + "<rss version='2.0'><channel><item><title>&c;</title></item></channel></rss>");
    assertThat(reasonOfFailure("/bad/bomb"))
        .contains("'b', which is more than characters; refused");
  }

  @Test
  void gzipBomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1024 * 1024]);
      }
    }
    serve("/bad/gzip", 200, bomb.toByteArray(), "Content-Encoding: gzip");
    assertThat(reasonOfFailure("/bad/gzip")).contains("taken for a bomb");
  }

  @Test
  void aBodyOf50Megabytes() {
    serve(
        "/bad/big",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 50; i++) {
            exchange.getResponseBody().write(new byte[1024 * 1024]);
          }
        });
    assertThat(reasonOfFailure("/bad/big")).isEqualTo("its body is longer than 10 MB");
  }

  @Test
  void aRedirectLoop() {
    serve("/bad/loop", 302, new byte[0], "Location: /bad/loop/2");
    serve("/bad/loop/2", 302, new byte[0], "Location: /bad/loop");
    assertThat(reasonOfFailure("/bad/loop"))
        .isEqualTo("redirects in a loop, back to " + url("/bad/loop"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9/, 127.0.0.1:9",
    "http://169.254.169.254/latest/, 169.254.169.254:80",
    "http://10.1.2.3:8080/x, 10.1.2.3:8080",
    "http://[::1]:9/, [::1]:9",
  })
  void aRedirectToAPrivateAddress(String location, String named) {
    String path = "/bad/private/" + Math.abs(location.hashCode());
    serve(path, 302, new byte[0], "Location: " + location);
    assertThat(reasonOfFailure(path))
        .startsWith(named + " is not a public address")
        .endsWith("tapeline.fetch.allow does not name it");
  }

  @Test
  void aServerThatIsSilent() {
    serve(
        "/bad/silent",
        exchange -> {
          try {
            silence.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(reasonOfFailure("/bad/silent")).contains("says nothing for 2 s");
    silence.countDown();
  }

  @Test
  void anItemWithoutIdDateOrLink() {
    serve(
        "/bad/bare",
        rss(
            "<title>No id</title><link>/bare/1</link><pubDate>2021-10-19</pubDate>",
            "<title>Neither id nor link</title><pubDate>2021-10-19</pubDate>",
            "<title>No date</title><guid isPermaLink='false'>bare-3</guid><link>/bare/3</link>",
            "<title>A title and nothing else</title>",
            "<guid isPermaLink='false'>bare-5</guid><link>/bare/5</link>",
            item("bare-6", "Whole", "Text")));
    String id = add("Bare", "/bad/bare");
    JsonPath result = pull(id);
    expect(result, "OK", 6, 5, 0, 0);
    assertThat(result.getList("refused.id")).containsExactly("bare-5");
    assertThat(result.getList("refused.reason"))
        .containsExactly("the item has neither title nor text");
    assertThat(remarks(id))
        .contains(
            "has no id; its link stands for it",
            "has no id; a hash of title and date stands for it",
            "has no link",
            "has no date",
            "the item has neither title nor text");
    expect(pull(id), "OK", 6, 0, 0, 5);
  }

  @Test
  void aDateInTheFuture() {
    serve(
        "/bad/future",
        rss(
            item("future-1", "Far ahead", "Text").replace("2021", "2121"),
            item("future-2", "Good", "Text")));
    String id = add("Future", "/bad/future");
    expect(pull(id), "OK", 2, 2, 0, 0);
    assertThat(remarks(id)).anyMatch(r -> r.startsWith("its date lies in the future"));
  }

  @Test
  void anIdThatComesTwice() {
    serve("/bad/twice", rss(item("twice", "Same", "Text"), item("twice", "Same", "Text")));
    String id = add("Twice", "/bad/twice");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(remarks(id)).contains("comes twice; the latest version is kept");
  }

  @Test
  void twoPullsRacing() throws Exception {
    serve("/bad/race", rss(item("race-1", "One", "Text"), item("race-2", "Two", "Text")));
    String id = add("Race", "/bad/race");
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      Callable<JsonPath> pull = () -> pull(id);
      int created = 0;
      for (Future<JsonPath> result :
          threads.invokeAll(List.of(pull, pull, pull, pull, pull, pull))) {
        assertThat(result.get().getString("status")).isEqualTo("OK");
        created = Math.max(created, result.get().getInt("new"));
      }
      assertThat(created).isEqualTo(2);
    } finally {
      threads.shutdown();
    }
    assertThat(get(id).getInt("health.items")).isEqualTo(2);
  }

  @Test
  void anEmptyBody() {
    serve("/bad/empty", 200, new byte[0]);
    assertThat(reasonOfFailure("/bad/empty")).isEqualTo("is not a feed that can be read: empty");
  }

  @Test
  void aFeedThatTurnsBadKeepsWhatItHad() {
    serve("/bad/turns", rss(item("turns-1", "One", "Text")), "ETag: \"1\"");
    String id = add("Turns", "/bad/turns");
    expect(pull(id), "OK", 1, 1, 0, 0);
    serve("/bad/turns", 200, "maintenance".getBytes(UTF_8), "ETag: \"2\"");
    assertThat(pull(id).getString("status")).isEqualTo("FAILED");
    serve(
        "/bad/turns",
        rss(item("turns-1", "One", "Text"), item("turns-2", "Two", "Text")),
        "ETag: \"3\"");
    expect(pull(id), "OK", 2, 1, 0, 1);
    assertThat(get(id).getInt("health.items")).isEqualTo(2);
  }
}
