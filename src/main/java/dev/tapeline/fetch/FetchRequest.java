package dev.tapeline.fetch;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
 * @param headers further ones
 * @param secret a key that stands in the address or in a header, or null: it is kept out of what a
 *     failure says, and redirects to another host are not followed
 */
public record FetchRequest(
    URI url,
    String accept,
    @Nullable String etag,
    @Nullable String lastModified,
    Map<String, String> headers,
    @Nullable String secret) {

  /** What stands in the place of a secret. */
  private static final String HIDDEN = "***";

  public FetchRequest {
    headers = Map.copyOf(headers);
  }

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
        lastModified,
        Map.of(),
        null);
  }

  /** An article's page. */
  public static FetchRequest page(URI url) {
    return new FetchRequest(
        url, "text/html, application/xhtml+xml, */*;q=0.1", null, null, Map.of(), null);
  }

  /**
   * Data of a provider.
   *
   * @param secret the key that the address or a header carries, or null
   */
  public static FetchRequest data(
      URI url, String accept, Map<String, String> headers, @Nullable String secret) {
    return new FetchRequest(url, accept, null, null, headers, secret);
  }

  /** A text without this request's secret, as it is and as addresses write it. */
  String withoutSecret(String text) {
    return secret == null || secret.isEmpty()
        ? text
        : text.replace(secret, HIDDEN)
            .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), HIDDEN);
  }

  /** Whether a redirect may lead to an address: with a secret not to another host. */
  boolean mayGoTo(URI next) {
    return secret == null
        || (url.getScheme().equalsIgnoreCase(next.getScheme())
            && String.valueOf(url.getRawAuthority()).equalsIgnoreCase(next.getRawAuthority()));
  }

  @Override
  public String toString() {
    return withoutSecret(url.toString());
  }

  /** All headers that are sent. */
  Map<String, String> sent() {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.put("Accept", accept);
    if (etag != null) {
      sent.put("If-None-Match", etag);
    }
    if (lastModified != null) {
      sent.put("If-Modified-Since", lastModified);
    }
    return sent;
  }
}
