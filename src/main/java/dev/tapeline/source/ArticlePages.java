package dev.tapeline.source;

import dev.tapeline.analysis.page.ExtractedPage;
import dev.tapeline.analysis.page.PageExtractor;
import dev.tapeline.fetch.FetchRequest;
import dev.tapeline.fetch.Fetched;
import dev.tapeline.fetch.Fetched.Why;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.source.feed.FeedItem;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The full articles behind a feed's summaries, in one pull.
 *
 * <p>At most so many pages are fetched, one after the other; and a host that did not answer once is
 * not asked again in the same pull, so that a dead site costs one wait and not one for each item.
 */
final class ArticlePages {
  /** A description this long is the article. A Chinese character says more than a Latin letter. */
  private static final int FULL = 1_500;

  private static final int FULL_IN_CHINESE = 600;

  private static final Pattern CUT_OFF =
      Pattern.compile(
          "(?:…|\\.\\.\\.|\\[(?:…|\\.\\.\\.)]|(?i:(?:read|continue reading|selengkapnya|baca juga|more)"
              + "[^.\\n]{0,60}))\\s*$");

  private final Fetcher fetcher;
  private final PageExtractor extractor = new PageExtractor();
  private final Map<String, String> silentHosts = new HashMap<>();
  private int left;

  ArticlePages(Fetcher fetcher, int most) {
    this.fetcher = fetcher;
    this.left = most;
  }

  /**
   * What came of an article's page.
   *
   * @param page null where there is none
   * @param reason why there is none; null where there is one
   * @param asked whether it counts as a try: a page that was left for the next pull does not
   */
  record Outcome(@Nullable ExtractedPage page, @Nullable String reason, boolean asked) {
    private static Outcome none(String reason) {
      return new Outcome(null, reason, true);
    }
  }

  /** Whether the feed carries a summary only. */
  static boolean wanted(FeedItem item) {
    if (item.link() == null) {
      return false;
    }
    if (item.content() != null) {
      return CUT_OFF.matcher(item.content()).find();
    }
    String summary = item.summary();
    if (summary == null || CUT_OFF.matcher(summary).find()) {
      return true;
    }
    long wide = summary.codePoints().filter(c -> c >= 0x2E80).count();
    return summary.length() < (wide * 2 > summary.length() ? FULL_IN_CHINESE : FULL);
  }

  /** The text that the feed itself carries, the longer one; null where it has only a title. */
  static @Nullable String textOf(FeedItem item) {
    String content = item.content();
    String summary = item.summary();
    if (content == null || summary == null) {
      return content == null ? summary : content;
    }
    return content.length() >= summary.length() ? content : summary;
  }

  Outcome fetch(FeedItem item) {
    if (left <= 0) {
      return new Outcome(null, "its page waits for the next pull", false);
    }
    URI url = URI.create(String.valueOf(item.link()));
    String host = url.getRawAuthority();
    String silent = silentHosts.get(host);
    if (silent != null) {
      return Outcome.none(silent);
    }
    left--;
    Fetched fetched = fetcher.fetch(FetchRequest.page(url));
    if (fetched instanceof Fetched.Body body) {
      return read(item, body);
    }
    if (fetched instanceof Fetched.Failed failed) {
      if (failed.why() == Why.NO_ANSWER || failed.why() == Why.REFUSED_ADDRESS) {
        silentHosts.put(host, failed.reason());
      }
      return Outcome.none(failed.reason());
    }
    return Outcome.none("is gone for good (410)");
  }

  private Outcome read(FeedItem item, Fetched.Body body) {
    String type = body.contentType() == null ? "" : body.contentType().toLowerCase(Locale.ROOT);
    boolean html = type.isEmpty() || type.contains("html") || type.startsWith("text/plain");
    if (!html) {
      return Outcome.none("is no HTML page but " + body.contentType());
    }
    ExtractedPage page = extractor.extract(body.body(), body.charset(), body.url());
    String text = page.text();
    String told = textOf(item);
    if (text == null || told != null && text.length() < told.length()) {
      return Outcome.none("has no article in it, or less than the feed");
    }
    return new Outcome(page, null, true);
  }
}
