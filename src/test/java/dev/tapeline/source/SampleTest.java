package dev.tapeline.source;

import static dev.tapeline.source.FeedServer.item;
import static dev.tapeline.source.FeedServer.rss;
import static dev.tapeline.source.FeedServer.serve;
import static dev.tapeline.source.SourceTest.add;
import static dev.tapeline.source.SourceTest.expect;
import static dev.tapeline.source.SourceTest.pull;
import static dev.tapeline.source.SourceTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SampleTest {
  @Inject Sample sample;
  @Inject SourceStore store;
  @Inject Jdbi jdbi;

  private long sampleArticles() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from article where sample and state = 'ACTIVE'")
                .mapTo(Long.class)
                .one());
  }

  private JsonPath timeline() {
    return request()
        .get("/api/v1/companies/1810.HK/timeline")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void theSampleFillsTimelinesAndLeavesWithTheFirstOwnArticle() {
    sample.begin();
    UUID id = store.findSample().orElseThrow();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(sampleArticles()).isGreaterThanOrEqualTo(12));
    JsonPath source = SourceTest.get(id.toString());
    assertThat(source.getString("kind")).isEqualTo("SAMPLE");
    assertThat(source.getBoolean("sample")).isTrue();
    assertThat(timeline().getList("entries.findAll { it.sample }")).isNotEmpty();

    serve("/own", rss(item("own-1", "One", "Text")));
    expect(pull(add("Own", "/own")), "OK", 1, 1, 0, 0);
    assertThat(store.findSample()).isEmpty();
    assertThat(sampleArticles()).isZero();
    assertThat(timeline().getList("entries.findAll { it.sample }")).isEmpty();
    request().get("/api/v1/sources/" + id).then().statusCode(404);
  }

  @Test
  void aSampleThatDiedHalfwayIsTakenBackAtTheNextStart() {
    sample.begin();
    UUID id = store.findSample().orElseThrow();
    assertThat(pull(id.toString()).getString("status")).isEqualTo("OK");
    assertThat(sampleArticles()).isGreaterThanOrEqualTo(12);
    store.delete(id);
    assertThat(store.samplesLeft()).contains(id);
    sample.end();
    assertThat(store.samplesLeft()).isEmpty();
    assertThat(sampleArticles()).isZero();
  }
}
