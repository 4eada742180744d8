package dev.tapeline.source.feed;

import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a feed or with one of its items, although the reading went on.
 *
 * @param id the item's id; null where the feed itself is meant
 * @param reason for people: {@code "the date 'soon' cannot be read"}
 */
public record FeedProblem(@Nullable String id, String reason) {

  static FeedProblem ofFeed(String reason) {
    return new FeedProblem(null, reason);
  }
}
