package dev.tapeline.fetch;

import java.time.Duration;

/**
 * How much of its time and memory a fetch may cost.
 *
 * @param maxBytes of a body, decoded
 * @param connect to open a connection, the TLS handshake included
 * @param silence between two pieces of an answer
 * @param total for everything, redirects included
 * @param redirects how many are followed
 */
public record FetchLimits(
    int maxBytes, Duration connect, Duration silence, Duration total, int redirects) {

  /** 10 MB, 5 s, 10 s, 30 s, 5 redirects. */
  public static final FetchLimits DEFAULT =
      new FetchLimits(
          10 * 1024 * 1024,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          5);
}
