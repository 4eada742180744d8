package dev.tapeline.source.feed;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed.
 *
 * @param id what tells the item from the others of its feed, the same at every pull: the feed's own
 *     id, else the link, else {@code sha256:…} of title and date
 * @param title plain text
 * @param link absolute, {@code http} or {@code https}
 * @param summary plain text; what the feed calls description or summary
 * @param content plain text, paragraphs parted by a blank line; the full article where the feed
 *     carries it
 * @param author the names, parted by commas
 * @param publishedAt null where the feed does not say; never taken from {@code updatedAt}
 * @param updatedAt when it was last changed, as the feed says
 * @param language BCP 47, such as {@code id} or {@code zh-TW}: the item's own, else the feed's
 * @param categories in the feed's order, each once
 */
public record FeedItem(
    String id,
    @Nullable String title,
    @Nullable String link,
    @Nullable String summary,
    @Nullable String content,
    @Nullable String author,
    @Nullable Instant publishedAt,
    @Nullable Instant updatedAt,
    @Nullable String language,
    List<String> categories) {

  private static final int MAX_ID = 1_000;
  private static final int MAX_TITLE = 1_000;
  private static final int MAX_TEXT = 500_000;
  private static final int MAX_CATEGORIES = 50;

  public FeedItem {
    categories = List.copyOf(categories);
  }

  /**
   * An item with the best identity that it has.
   *
   * @param problems where what it lacks is told
   * @param id the feed's own, or null or blank
   */
  static FeedItem of(
      List<FeedProblem> problems,
      @Nullable String id,
      @Nullable String title,
      @Nullable String link,
      @Nullable String summary,
      @Nullable String content,
      @Nullable String author,
      @Nullable Instant publishedAt,
      @Nullable Instant updatedAt,
      @Nullable String language,
      List<String> categories) {
    String own = id == null ? "" : id.strip();
    String identity = own.isEmpty() ? link : own;
    if (identity == null) {
      // The text may be corrected later, so it counts only where there is no title.
      String said = title != null ? title : summary != null ? summary : String.valueOf(content);
      identity = hash(said + "\n" + publishedAt);
    }
    if (own.isEmpty()) {
      String instead = link == null ? "a hash of title and date" : "its link";
      problems.add(FeedProblem.ofItem(identity, "has no id; " + instead + " stands for it"));
    }
    if (link == null) {
      problems.add(FeedProblem.ofItem(identity, "has no link"));
    }
    if (publishedAt == null && updatedAt == null) {
      problems.add(FeedProblem.ofItem(identity, "has no date"));
    }
    return new FeedItem(
        identity.length() > MAX_ID ? hash(identity) : identity,
        bounded(title, MAX_TITLE),
        link,
        summary,
        content,
        bounded(author, MAX_TITLE),
        publishedAt,
        updatedAt,
        language,
        categories.stream().limit(MAX_CATEGORIES).toList());
  }

  /** An item's text, or as much of it as is taken. */
  static @Nullable String bounded(
      @Nullable String text, @Nullable String item, List<FeedProblem> problems) {
    if (text != null && text.length() > MAX_TEXT) {
      problems.add(
          FeedProblem.ofItem(
              item,
              String.format(
                  Locale.ROOT,
                  "its text of %d characters was cut at %d",
                  text.length(),
                  MAX_TEXT)));
    }
    return bounded(text, MAX_TEXT);
  }

  private static @Nullable String bounded(@Nullable String text, int length) {
    if (text == null || text.length() <= length) {
      return text;
    }
    // Never between the two halves of one character.
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  private static String hash(String text) {
    return "sha256:" + DigestUtils.sha256Hex(text).substring(0, 32);
  }

  FeedItem withId(String newId) {
    return new FeedItem(
        newId, title, link, summary, content, author, publishedAt, updatedAt, language, categories);
  }
}
