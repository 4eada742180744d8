package dev.tapeline.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
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
   * The request's own path and query with another cursor, without scheme and host: a proxy may have
   * changed them.
   */
  public static @Nullable String link(UriInfo uri, @Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    var target = uri.getRequestUriBuilder().replaceQueryParam("cursor", cursor).build();
    return target.getRawPath() + "?" + target.getRawQuery();
  }
}
