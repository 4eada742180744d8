package dev.tapeline.source.fetch;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to fetch.
 *
 * @param url the address
 * @param accept the header {@code Accept}
 * @param etag of the answer that is there already, or null
 * @param lastModified of the answer that is there already, or null
 */
public record FetchRequest(
    URI url, String accept, @Nullable String etag, @Nullable String lastModified) {

  /** A feed, whatever is there already. */
  public static FetchRequest feed(URI url) {
    return feed(url, null, null);
  }

  /** A feed, unless it is still the one that is there already. */
  public static FetchRequest feed(URI url, @Nullable String etag, @Nullable String lastModified) {
    return new FetchRequest(
        url,
        "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml,"
            + " application/xml;q=0.9, application/json;q=0.9, text/xml;q=0.9, */*;q=0.5",
        etag,
        lastModified);
  }

  /** An article's page. */
  public static FetchRequest page(URI url) {
    return new FetchRequest(url, "text/html, application/xhtml+xml, */*;q=0.1", null, null);
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", accept);
    if (etag != null) {
      headers.put("If-None-Match", etag);
    }
    if (lastModified != null) {
      headers.put("If-Modified-Since", lastModified);
    }
    return headers;
  }
}
