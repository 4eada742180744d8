package dev.tapeline.analysis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One news item as a source gives it: what {@link NewsAnalyzer} reads.
 *
 * @param id the caller's own id, handed back in the answer, or null
 * @param title the headline, or null; {@code title} and {@code text} may not both be missing
 * @param text the body as plain text, paragraphs parted by blank lines, or null
 * @param url where the item stands, or null
 * @param language a BCP 47 tag that the source told ({@code id}, {@code zh-Hant}), or null: the
 *     analysis trusts the text more than the tag
 * @param publishedAt when it was published; without it, what depends on it (sessions, told
 *     weekdays) stays null
 */
public record NewsItem(
    @Nullable String id,
    @Nullable String title,
    @Nullable String text,
    @Nullable String url,
    @Nullable String language,
    @Nullable Instant publishedAt) {

  /** An item that has nothing but a text, for example a sentence under test. */
  public static NewsItem ofText(String text) {
    return new NewsItem(null, null, text, null, null, null);
  }
}
