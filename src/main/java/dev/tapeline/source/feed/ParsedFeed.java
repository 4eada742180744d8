package dev.tapeline.source.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feed that was read.
 *
 * @param feed what it says of itself
 * @param items in the feed's order, their ids distinct
 * @param problems what was wrong and did not stop the reading
 */
public record ParsedFeed(Feed feed, List<FeedItem> items, List<FeedProblem> problems) {

  public ParsedFeed {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /**
   * What a feed says of itself.
   *
   * @param title plain text
   * @param link the site that the feed belongs to, absolute
   * @param language BCP 47
   * @param ttlMinutes how long the publisher lets readers wait before they ask again: RSS's {@code
   *     ttl}, else the syndication module's period
   */
  public record Feed(
      @Nullable String title,
      @Nullable String link,
      @Nullable String language,
      @Nullable Integer ttlMinutes) {}
}
