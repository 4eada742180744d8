package dev.tapeline.article;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item as its source gives it.
 *
 * @param sourceId which source
 * @param itemId the source's own id of it, the same whenever the item comes again
 * @param title the headline; title and text may not both be missing
 * @param text the body as plain text
 * @param url where it stands
 * @param language the BCP 47 tag that the source tells
 * @param publishedAt when it was published, as the source tells it
 */
public record IncomingArticle(
    UUID sourceId,
    String itemId,
    @Nullable String title,
    @Nullable String text,
    @Nullable String url,
    @Nullable String language,
    @Nullable Instant publishedAt) {}
