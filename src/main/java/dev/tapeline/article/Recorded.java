package dev.tapeline.article;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item.
 *
 * @param itemId the source's own id of it
 * @param articleId under which it is kept, or null where it was refused
 * @param status what became of it
 * @param reason why it was refused, or what was wrong with it and how it was taken all the same;
 *     null where nothing was
 */
public record Recorded(
    String itemId, @Nullable UUID articleId, Status status, @Nullable String reason) {

  /** What became of an item. */
  @Schema(name = "ArticleStatus")
  public enum Status {
    CREATED,
    /** It was known, and its content has changed. */
    REVISED,
    UNCHANGED,
    REFUSED
  }

  static Recorded refused(String itemId, String reason) {
    return new Recorded(itemId, null, Status.REFUSED, reason);
  }
}
