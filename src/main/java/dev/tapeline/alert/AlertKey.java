package dev.tapeline.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The key that the secrets of rules are kept under: 256 bits, of whatever text is configured. The
 * service makes it of {@code tapeline.alerts.key} or of the file {@code alert-key} in the data
 * directory.
 */
public final class AlertKey {
  private final byte[] bytes;

  private AlertKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The key of a text, which should be random and long. */
  public static AlertKey of(String text) {
    try {
      return new AlertKey(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
