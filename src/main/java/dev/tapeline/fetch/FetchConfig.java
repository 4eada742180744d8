package dev.tapeline.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How Tapeline fetches: {@code tapeline.fetch.*}. */
@ConfigMapping(prefix = "tapeline.fetch")
interface FetchConfig {

  /** Addresses ({@code host:port}) that may be fetched although they are not public. */
  Optional<List<String>> allow();

  /** Who answers for the fetching, for publishers: a mail or a web address. */
  Optional<String> contact();

  /** Bytes of a body, decoded. */
  @WithDefault("10485760")
  int maxBytes();

  /** To open a connection. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** Between two pieces of an answer. */
  @WithDefault("10s")
  Duration readTimeout();

  /** For everything, redirects included. */
  @WithDefault("30s")
  Duration totalTimeout();

  default FetchLimits limits() {
    return new FetchLimits(
        maxBytes(),
        connectTimeout(),
        readTimeout(),
        totalTimeout(),
        FetchLimits.DEFAULT.redirects());
  }

  default AddressPolicy policy() {
    return AddressPolicy.allowing(
        allow().orElse(List.of()).stream().filter(entry -> !entry.isBlank()).toList());
  }
}
