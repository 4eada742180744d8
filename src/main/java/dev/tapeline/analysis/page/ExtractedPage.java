package dev.tapeline.analysis.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The article inside an HTML page.
 *
 * @param title the headline, without the site's name
 * @param text the article's body alone, paragraphs parted by a blank line; null where there is none
 * @param author who wrote it
 * @param publishedAt when it was published
 * @param modifiedAt when it was last changed
 * @param language BCP 47, as the page tells it
 * @param siteName the site's name
 * @param canonicalUrl the address that the page calls its own
 * @param credit the agency that the page names as its source, such as {@code Reuters}
 */
public record ExtractedPage(
    @Nullable String title,
    @Nullable String text,
    @Nullable String author,
    @Nullable Instant publishedAt,
    @Nullable Instant modifiedAt,
    @Nullable String language,
    @Nullable String siteName,
    @Nullable String canonicalUrl,
    @Nullable String credit) {}
