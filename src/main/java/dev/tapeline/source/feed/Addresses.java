package dev.tapeline.source.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The web addresses that feeds write, relative ones and careless ones too. */
final class Addresses {
  private Addresses() {}

  /**
   * The absolute address.
   *
   * @param base what a relative one is relative to
   * @return null where it is no {@code http} or {@code https} address, or relative to nothing
   */
  static @Nullable String resolve(@Nullable URI base, @Nullable String written) {
    URI uri = uri(written);
    if (uri == null) {
      return null;
    }
    if (!uri.isAbsolute()) {
      if (base != null && base.isAbsolute()) {
        uri = resolved(base, uri);
      } else if (uri.getRawAuthority() != null) {
        uri = URI.create("https:" + uri);
      }
    }
    return web(uri) ? uri.toString() : null;
  }

  /** The base that {@code xml:base} makes of the one around it. */
  static @Nullable URI base(@Nullable URI around, @Nullable String written) {
    URI uri = uri(written);
    if (uri == null || uri.isOpaque()) {
      return around;
    }
    return uri.isAbsolute() || around == null ? uri : resolved(around, uri);
  }

  /** What is written as an address, or null; spaces and other strays are escaped. */
  static @Nullable URI uri(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String text = written.strip().replaceAll("[\\r\\n\\t]", "");
    if (text.isEmpty() || text.length() > 4000) {
      return null;
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      try {
        return new URI(escaped(text));
      } catch (URISyntaxException again) {
        return null;
      }
    }
  }

  private static URI resolved(URI base, URI relative) {
    // java.net.URI forgets the file of the base when only a query is given.
    if (relative.getRawPath().isEmpty() && relative.getRawAuthority() == null) {
      String whole = base.toString();
      String tail = relative.toString();
      int cut = whole.indexOf(tail.startsWith("#") ? '#' : '?');
      return URI.create((cut < 0 ? whole : whole.substring(0, cut)) + tail);
    }
    URI rooted =
        base.getRawPath() != null && base.getRawPath().isEmpty() ? base.resolve("/") : base;
    return rooted.resolve(relative);
  }

  private static boolean web(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && uri.getRawAuthority() != null;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean percent =
          c == '%'
              && !(i + 2 < text.length()
                  && Character.digit(text.charAt(i + 1), 16) >= 0
                  && Character.digit(text.charAt(i + 2), 16) >= 0);
      if (percent || c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0) {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
