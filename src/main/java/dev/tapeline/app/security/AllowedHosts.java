package dev.tapeline.app.security;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host names by which this service may be asked for, without ports.
 *
 * @param names in lower case; IPv6 addresses without brackets
 */
record AllowedHosts(Set<String> names) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

  /**
   * The names of loopback, and the given ones.
   *
   * @param listening the address that the service listens on: nobody else can be meant by it
   * @param publicUrl the address that the service's own links bear
   * @param others further names, as a proxy or a container's network may need
   * @throws IllegalArgumentException when the public URL has no host
   */
  static AllowedHosts of(String listening, Optional<String> publicUrl, Collection<String> others) {
    Set<String> names = new HashSet<>(LOOPBACK);
    names.add(bare(listening));
    publicUrl.ifPresent(url -> names.add(hostOf(url)));
    others.forEach(name -> names.add(bare(name)));
    return new AllowedHosts(Set.copyOf(names));
  }

  private static String hostOf(String url) {
    String host = URI.create(url.strip()).getHost();
    if (host == null) {
      throw new IllegalArgumentException(
          "tapeline.public-url must be an address such as https://tapeline.example.org, but is: "
              + url);
    }
    return bare(host);
  }

  /** Whether a {@code Host} header, without its port, names this service. */
  boolean allow(@Nullable String host) {
    return host != null && names.contains(bare(host));
  }

  // A name may end in the dot of the root.
  private static String bare(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
