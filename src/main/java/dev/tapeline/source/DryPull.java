package dev.tapeline.source;

import dev.tapeline.analysis.page.ExtractedPage;
import dev.tapeline.analysis.page.PageExtractor;
import dev.tapeline.fetch.FetchRequest;
import dev.tapeline.fetch.Fetched;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.source.feed.FeedException;
import dev.tapeline.source.feed.FeedItem;
import dev.tapeline.source.feed.FeedParser;
import dev.tapeline.source.feed.FeedProblem;
import dev.tapeline.source.feed.ParsedFeed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pull that records nothing: what the command {@code try} shows. Plain Java, no database.
 *
 * <pre>{@code
 * DryPull.Outcome outcome = new DryPull(fetcher, 5).of(URI.create("https://example.com/rss"));
 * }</pre>
 */
public final class DryPull {
  private final Fetcher fetcher;
  private final int pages;

  /**
   * A dry pull.
   *
   * @param pages how many articles' pages to fetch at most where the feed carries summaries only
   */
  public DryPull(Fetcher fetcher, int pages) {
    this.fetcher = fetcher;
    this.pages = pages;
  }

  /**
   * What a pull would record.
   *
   * @param feed what the feed says of itself; null where the address is an article's
   * @param articles in the feed's order
   * @param problems what was wrong and did not stop the reading
   * @param error why nothing could be read; null where something could
   */
  public record Outcome(
      ParsedFeed.@Nullable Feed feed,
      List<PulledArticle> articles,
      List<FeedProblem> problems,
      @Nullable String error) {

    public Outcome {
      articles = List.copyOf(articles);
      problems = List.copyOf(problems);
    }

    private static Outcome failed(String error) {
      return new Outcome(null, List.of(), List.of(), error);
    }
  }

  /** Fetches and reads; never throws. */
  public Outcome of(URI url) {
    Fetched fetched = fetcher.fetch(FetchRequest.feed(url));
    if (fetched instanceof Fetched.Failed failed) {
      return Outcome.failed(failed.reason());
    }
    if (!(fetched instanceof Fetched.Body body)) {
      return Outcome.failed("is gone for good (410)");
    }
    try {
      return feed(FeedParser.parse(body.body(), body.contentType(), body.url()));
    } catch (FeedException e) {
      return article(body, e);
    }
  }

  private Outcome feed(ParsedFeed feed) {
    ArticlePages articlePages = new ArticlePages(fetcher, pages);
    List<PulledArticle> articles = new ArrayList<>();
    List<FeedProblem> problems = new ArrayList<>(feed.problems());
    for (FeedItem item : feed.items()) {
      ExtractedPage page = null;
      if (ArticlePages.wanted(item)) {
        ArticlePages.Outcome outcome = articlePages.fetch(item);
        page = outcome.page();
        if (page == null) {
          problems.add(new FeedProblem(item.id(), "its page: " + outcome.reason(), false));
        }
      }
      articles.add(PulledArticle.of(item, page, null));
    }
    return new Outcome(feed.feed(), articles, problems, null);
  }

  private static Outcome article(Fetched.Body body, FeedException noFeed) {
    ExtractedPage page = new PageExtractor().extract(body.body(), body.charset(), body.url());
    if (page.text() == null || !html(body)) {
      return Outcome.failed("neither feed nor article: " + noFeed.getMessage());
    }
    String url = page.canonicalUrl() == null ? body.url().toString() : page.canonicalUrl();
    PulledArticle article =
        new PulledArticle(url, page.title(), page.text(), url, page.language(), page.publishedAt());
    return new Outcome(null, List.of(article), List.of(), null);
  }

  private static boolean html(Fetched.Body body) {
    String type = body.contentType() == null ? "" : body.contentType();
    String start =
        new String(body.body(), 0, Math.min(1024, body.body().length), StandardCharsets.US_ASCII);
    return (type + start).toLowerCase(Locale.ROOT).contains("html");
  }
}
