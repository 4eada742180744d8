package dev.tapeline.source.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;

/**
 * Any bytes as a feed: they are read, or refused with a reason. In a build the kept inputs alone
 * are read; {@code -Pfuzz} looks for more.
 */
class FeedParserFuzzTest {
  private static final URI URL = URI.create("https://feeds.example.com/market/rss.xml");

  @FuzzTest(maxDuration = "10m")
  void parseFeed(byte[] input) {
    ParsedFeed parsed;
    try {
      parsed = FeedParser.parse(input, null, URL);
    } catch (FeedException e) {
      assertThat(e).hasMessageMatching("(?s).+");
      return;
    }
    assertThat(parsed.items())
        .allSatisfy(item -> assertThat(item.id()).isNotBlank())
        .extracting(FeedItem::id)
        .doesNotHaveDuplicates();
  }
}
