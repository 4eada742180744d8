package dev.tapeline.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be asked: public ones, and those that the operator allows by name.
 *
 * <p>Not public are the blocks that the IANA registries of special-purpose addresses call not
 * globally reachable: loopback, private, shared (carrier-grade NAT), link-local with the cloud's
 * metadata address 169.254.169.254, multicast, documentation, benchmarking and reserved ones, and
 * IPv6 addresses that carry one of them (mapped, compatible, NAT64, 6to4, Teredo).
 */
public final class AddressPolicy {
  private final Set<String> allowed;

  private AddressPolicy(Set<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * A policy with exceptions.
   *
   * @param allowed {@code host:port}, such as {@code 127.0.0.1:8099}, {@code intranet:80} or {@code
   *     [::1]:8099}
   * @throws IllegalArgumentException where one is not of that form
   */
  public static AddressPolicy allowing(Collection<String> allowed) {
    for (String entry : allowed) {
      if (!entry.strip().matches("(?:\\[[0-9a-fA-F:.%]+]|[^\\s:/\\[\\]]+):\\d{1,5}")) {
        throw new IllegalArgumentException(
            "tapeline.fetch.allow takes host:port, such as 127.0.0.1:8099, but has: " + entry);
      }
    }
    return new AddressPolicy(
        allowed.stream()
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The addresses of a host that may be asked, in the order of the name server. */
  List<InetAddress> permitted(String host, int port, InetAddress[] addresses) {
    if (names(host, port)) {
      return List.of(addresses);
    }
    return Arrays.stream(addresses)
        .filter(address -> isPublic(address) || names(address.getHostAddress(), port))
        .toList();
  }

  private boolean names(String host, int port) {
    String plain = host.toLowerCase(Locale.ROOT);
    String bare = plain.startsWith("[") ? plain.substring(1, plain.length() - 1) : plain;
    return allowed.contains(bare + ":" + port)
        || allowed.contains("[" + bare + "]:" + port)
        || compressed(bare, port);
  }

  /** {@code 0:0:0:0:0:0:0:1} is how Java writes what people write {@code ::1}. */
  private boolean compressed(String bare, int port) {
    return bare.equals("0:0:0:0:0:0:0:1") && allowed.contains("[::1]:" + port);
  }

  /** Whether anybody on the internet could ask this address. */
  public static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
  }

  private static boolean isPublic4(byte[] b) {
    return !(in(b, 8, 0)
        || in(b, 8, 10)
        || in(b, 10, 100, 64)
        || in(b, 8, 127)
        || in(b, 16, 169, 254)
        || in(b, 12, 172, 16)
        || in(b, 24, 192, 0, 0)
        || in(b, 24, 192, 0, 2)
        || in(b, 24, 192, 88, 99)
        || in(b, 16, 192, 168)
        || in(b, 15, 198, 18)
        || in(b, 24, 198, 51, 100)
        || in(b, 24, 203, 0, 113)
        || in(b, 3, 224));
  }

  private static boolean isPublic6(byte[] b) {
    @Nullable Integer carried = carried(b);
    if (carried != null) {
      return isPublicCarried(b, carried);
    }
    // Only 2000::/3 is given out at all.
    return in(b, 3, 0x20)
        && !in(b, 32, 0x20, 0x01, 0, 0) // Teredo, which carries it scrambled
        && !in(b, 32, 0x20, 0x01, 0x0d, 0xb8) // documentation
        && !in(b, 28, 0x20, 0x01, 0, 0x10)
        && !in(b, 28, 0x20, 0x01, 0, 0x20)
        && !in(b, 48, 0x20, 0x01, 0, 0x02, 0, 0)
        && !in(b, 20, 0x3f, 0xff, 0);
  }

  private static boolean isPublicCarried(byte[] b, int from) {
    try {
      return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(b, from, from + 4)));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Where in an IPv6 address an IPv4 address stands, or null. */
  private static @Nullable Integer carried(byte[] b) {
    boolean mapped = in(b, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
    boolean compatible = in(b, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    boolean nat64 = in(b, 96, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
    if (mapped || compatible || nat64) {
      return 12;
    }
    return in(b, 16, 0x20, 0x02) ? 2 : null;
  }

  private static boolean in(byte[] address, int bits, int... network) {
    for (int i = 0; i < bits; i++) {
      int shift = 7 - i % 8;
      int wanted = i / 8 < network.length ? network[i / 8] >> shift & 1 : 0;
      if ((address[i / 8] >> shift & 1) != wanted) {
        return false;
      }
    }
    return true;
  }
}
