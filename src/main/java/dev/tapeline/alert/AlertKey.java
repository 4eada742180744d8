package dev.tapeline.alert;

import org.apache.commons.codec.digest.DigestUtils;

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
    return new AlertKey(DigestUtils.sha256(text));
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
