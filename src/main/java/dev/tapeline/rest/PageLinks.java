package dev.tapeline.rest;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Links from a page of a list to others of the same list: the request's own path and query with
 * another cursor, without scheme and host, since a proxy may have changed them.
 */
public final class PageLinks {
  private static final String CURSOR = "cursor=";

  private final String uptoCursor;

  private PageLinks(String uptoCursor) {
    this.uptoCursor = uptoCursor;
  }

  /** The links of a request's answer, such as {@code /api/v1/companies?limit=2&cursor=…}. */
  public static PageLinks of(UriInfo uri) {
    URI request = uri.getRequestUri();
    StringBuilder link = new StringBuilder(request.getRawPath()).append('?');
    String query = request.getRawQuery();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        if (!parameter.isEmpty() && !parameter.startsWith(CURSOR)) {
          link.append(parameter).append('&');
        }
      }
    }
    return new PageLinks(link.append(CURSOR).toString());
  }

  /**
   * A link, or null where there is no cursor.
   *
   * @param cursor in characters that need no escape, as Base64 for URLs
   */
  public @Nullable String to(@Nullable String cursor) {
    return cursor == null ? null : uptoCursor + cursor;
  }
}
