package dev.tapeline.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of any list.
 *
 * @param entries in the list's order
 * @param next path and query of the page behind it, or null at the end
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EntryList<T>(List<T> entries, @Schema(nullable = true) @Nullable String next) {

  public EntryList {
    entries = List.copyOf(entries);
  }

  /**
   * The page that begins with what was found.
   *
   * @param found in the list's order, one more than the page holds where there are more
   * @param size entries of a page
   * @param query as {@link PageCursor#write}
   * @param place what the list is ordered by
   */
  public static <T> EntryList<T> page(
      List<T> found, int size, UriInfo uri, String query, Function<T, String> place) {
    if (found.size() <= size) {
      return new EntryList<>(found, null);
    }
    String cursor = PageCursor.write(query, List.of(place.apply(found.get(size - 1))));
    return new EntryList<>(found.subList(0, size), link(uri, cursor));
  }

  /** The same page with its entries as they are shown. */
  public <S> EntryList<S> map(Function<T, S> shown) {
    return new EntryList<>(entries.stream().map(shown).toList(), next);
  }

  /** As {@link PageLinks#to}. */
  public static @Nullable String link(UriInfo uri, @Nullable String cursor) {
    return cursor == null ? null : PageLinks.of(uri).to(cursor);
  }
}
