package dev.tapeline.source.feed;

/**
 * The bytes are no feed that can be read. The message is the reason, for people: {@code "an HTML
 * page, not a feed; it names the feed https://example.com/rss.xml"}.
 */
public final class FeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FeedException(String reason) {
    super(reason);
  }

  FeedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
