package dev.tapeline.source;

import static dev.tapeline.source.FeedServer.rss;
import static dev.tapeline.source.FeedServer.serve;
import static dev.tapeline.source.FeedServer.url;
import static dev.tapeline.source.SourceTest.add;
import static dev.tapeline.source.SourceTest.expect;
import static dev.tapeline.source.SourceTest.get;
import static dev.tapeline.source.SourceTest.pull;
import static dev.tapeline.source.SourceTest.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The full article where a feed carries a summary only. */
@QuarkusTest
class PageTest {
  private static final String BODY =
      """
      The maker of electric pumps said on Tuesday that it would build a second factory in the north
      of the country, where it expects to hire four hundred people over the coming two years.</p>
      <p>The plant will make pumps for irrigation and for drinking water, two businesses that have
      grown faster than the rest of the group, according to its head of operations.</p>
      <p>Building work is to begin in spring, and the first pumps should leave the lines before the
      end of next year, provided that the region grants the permits in time.""";

  @Inject Jdbi jdbi;

  private static String page(String body) {
    return "<!DOCTYPE html><html lang=\"en\"><head><title>Pumps</title></head><body><nav><a href=\"/\">Home</a>"
        + "</nav><article><h1>Second pump factory</h1><p>%s</p></article></body></html>"
            .formatted(body);
  }

  private static String summary(String id, String path) {
    return "<guid isPermaLink='false'>%s</guid><title>Second pump factory</title><link>%s</link>"
            .formatted(id, url(path))
        + "<pubDate>Tue, 19 Oct 2021 12:00:00 GMT</pubDate><description>A factory is planned.</description>";
  }

  private String text(String source, String item) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select text from article where source_id = cast(:s as uuid) and item_id = :i")
                .bind("s", source)
                .bind("i", item)
                .mapTo(String.class)
                .one());
  }

  @Test
  void thePageIsFetchedOnceAndItsArticleRecorded() {
    serve("/page/1", 200, page(BODY).getBytes(UTF_8), "Content-Type: text/html; charset=utf-8");
    serve("/page/feed", rss(summary("p-1", "/page/1")));
    String id = add("Pages", "/page/feed");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(text(id, "p-1"))
        .startsWith("The maker of electric pumps")
        .contains("permits in time.")
        .doesNotContain("Home");
    expect(pull(id), "OK", 1, 0, 0, 1);
    assertThat(FeedServer.asked("/page/1")).isEqualTo(1);
  }

  @Test
  void theSummaryDoesWherePagesAreSwitchedOff() {
    serve("/nopage/feed", rss(summary("n-1", "/nopage/1")));
    String id =
        request()
            .body(
                Map.of(
                    "name",
                    "No pages",
                    "kind",
                    "FEED",
                    "url",
                    url("/nopage/feed"),
                    "fetchPages",
                    false))
            .post("/api/v1/sources")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(text(id, "n-1")).isEqualTo("A factory is planned.");
    assertThat(FeedServer.asked("/nopage/1")).isZero();
  }

  @Test
  void aPageThatFailsIsTriedAgainAndThenGivenUp() {
    serve("/fail/1", 500, new byte[0]);
    serve("/fail/feed", rss(summary("f-1", "/fail/1")), "ETag: \"same\"");
    String id = add("Failing pages", "/fail/feed");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(text(id, "f-1")).isEqualTo("A factory is planned.");
    assertThat(get(id).getList("remarks.reason"))
        .containsExactly("its page: answers 500 (its error); it is tried again");
    expect(pull(id), "OK", 1, 0, 0, 1);
    expect(pull(id), "OK", 1, 0, 0, 1);
    assertThat(get(id).getList("remarks.reason"))
        .contains("its page: answers 500 (its error); given up");
    expect(pull(id), "OK", 1, 0, 0, 1);
    assertThat(FeedServer.asked("/fail/1")).isEqualTo(3);
  }

  @Test
  void aPageThatComesLaterRevisesTheSummary() {
    serve("/later/1", 503, new byte[0]);
    serve("/later/feed", rss(summary("l-1", "/later/1")));
    String id = add("Later pages", "/later/feed");
    expect(pull(id), "OK", 1, 1, 0, 0);
    serve("/later/1", 200, page(BODY).getBytes(UTF_8), "Content-Type: text/html");
    expect(pull(id), "OK", 1, 0, 1, 0);
    assertThat(text(id, "l-1")).startsWith("The maker of electric pumps");
  }

  @Test
  void aPageAtAPrivateAddressIsNotAskedFor() {
    serve(
        "/inward/feed",
        rss(summary("i-1", "/x").replace(url("/x"), "http://169.254.169.254/latest/meta-data/")));
    String id = add("Inward", "/inward/feed");
    expect(pull(id), "OK", 1, 1, 0, 0);
    assertThat(get(id).getList("remarks.reason", String.class).get(0))
        .startsWith("its page: 169.254.169.254:80 is not a public address");
  }

  @Test
  void aDeadSiteCostsOneWait() {
    String[] items = new String[12];
    for (int i = 0; i < items.length; i++) {
      items[i] = summary("d-" + i, "/dead/" + i);
      serve(
          "/dead/" + i,
          exchange -> {
            // Closed without a word.
          });
    }
    serve("/dead/feed", rss(items));
    String id = add("Dead pages", "/dead/feed");
    expect(pull(id), "OK", 12, 12, 0, 0);
    long asked = 0;
    for (int i = 0; i < items.length; i++) {
      asked += FeedServer.asked("/dead/" + i);
    }
    assertThat(asked).isEqualTo(1);
  }
}
