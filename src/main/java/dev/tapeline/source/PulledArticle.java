package dev.tapeline.source;

import dev.tapeline.analysis.page.ExtractedPage;
import dev.tapeline.article.IncomingArticle;
import dev.tapeline.source.feed.FeedItem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a pull makes of an item and, where there is one, its page: the feed's word counts for title
 * and date, the page's for the text.
 *
 * @param id the item's
 * @param text plain, paragraphs parted by a blank line; null where only a title was told
 */
public record PulledArticle(
    String id,
    @Nullable String title,
    @Nullable String text,
    @Nullable String url,
    @Nullable String language,
    @Nullable Instant publishedAt) {

  /**
   * Joins the two.
   *
   * @param language as it was told for the whole source, or null
   */
  static PulledArticle of(FeedItem item, @Nullable ExtractedPage page, @Nullable String language) {
    String told = language == null ? item.language() : language;
    if (page == null) {
      Instant published = item.publishedAt() == null ? item.updatedAt() : item.publishedAt();
      return new PulledArticle(
          item.id(), item.title(), ArticlePages.textOf(item), item.link(), told, published);
    }
    Instant published = item.publishedAt() == null ? page.publishedAt() : item.publishedAt();
    return new PulledArticle(
        item.id(),
        item.title() == null ? page.title() : item.title(),
        page.text(),
        item.link(),
        told == null ? page.language() : told,
        published == null ? item.updatedAt() : published);
  }

  IncomingArticle of(UUID source) {
    return new IncomingArticle(source, id, title, text, url, language, publishedAt);
  }
}
