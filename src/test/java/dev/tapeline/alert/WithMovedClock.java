package dev.tapeline.alert;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;

/** A service whose clock tests move, with receivers of webhooks and mails. */
public final class WithMovedClock implements QuarkusTestProfile {
  static final int PORT = freePort();
  static final int MAIL_PORT = freePort();
  static final String BASE = "http://127.0.0.1:" + PORT;

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(MovedClock.class);
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("tapeline.sample.enabled", "false"),
        Map.entry("tapeline.fetch.allow", "127.0.0.1:" + PORT),
        Map.entry("tapeline.fetch.read-timeout", "2s"),
        Map.entry("tapeline.public-url", "https://tapeline.example.com/"),
        Map.entry("tapeline.alerts.retry-first", "50ms"),
        Map.entry("tapeline.alerts.retry-most", "200ms"),
        Map.entry("tapeline.alerts.mail-timeout", "2s"),
        Map.entry("quarkus.mailer.host", "127.0.0.1"),
        Map.entry("quarkus.mailer.port", String.valueOf(MAIL_PORT)),
        Map.entry("quarkus.mailer.from", "Tapeline <alerts@example.com>"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
