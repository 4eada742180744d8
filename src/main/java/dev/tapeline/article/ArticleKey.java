package dev.tapeline.article;

import java.util.Comparator;
import java.util.UUID;

/**
 * What makes an item that comes again the same.
 *
 * @param source the source's id
 * @param item the source's own id of the item
 */
record ArticleKey(UUID source, String item) implements Comparable<ArticleKey> {
  private static final Comparator<ArticleKey> ORDER =
      Comparator.comparing(ArticleKey::source).thenComparing(ArticleKey::item);

  static ArticleKey of(CheckedArticle article) {
    return new ArticleKey(article.incoming().sourceId(), article.incoming().itemId());
  }

  @Override
  public int compareTo(ArticleKey other) {
    return ORDER.compare(this, other);
  }
}
