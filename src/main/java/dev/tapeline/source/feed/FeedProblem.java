package dev.tapeline.source.feed;

import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a feed or with one of its items, although the reading went on.
 *
 * @param id the item's id; null where the feed itself is meant
 * @param reason for people: {@code "the date 'soon' cannot be read"}
 * @param leftOut whether an item was lost by it
 */
public record FeedProblem(@Nullable String id, String reason, boolean leftOut) {

  static FeedProblem ofFeed(String reason) {
    return new FeedProblem(null, reason, false);
  }

  static FeedProblem ofItem(@Nullable String id, String reason) {
    return new FeedProblem(id, reason, false);
  }

  static FeedProblem leftOut(@Nullable String id, String reason) {
    return new FeedProblem(id, reason, true);
  }
}
