package dev.tapeline.app.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Whether the service may listen where it is told to. */
public final class NetworkExposure {

  private NetworkExposure() {}

  /**
   * Why the service must not start so; empty where it may.
   *
   * @param listening the address that it is told to listen on
   * @param adminToken as configured; a made one is long enough
   */
  public static Optional<String> objection(String listening, Optional<String> adminToken) {
    boolean isShort =
        adminToken.map(String::strip).filter(token -> !token.isEmpty()).stream()
            .anyMatch(token -> token.length() < AdminToken.LENGTH_FOR_A_NETWORK);
    return isShort && !isLoopback(listening)
        ? Optional.of(
            "listening on %s it is open to a network, and the configured admin token is too short for that. Give it at least %d characters, or unset it to have one made."
                .formatted(listening, AdminToken.LENGTH_FOR_A_NETWORK))
        : Optional.empty();
  }

  static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // the server will not be able to listen there anyway
    }
  }
}
