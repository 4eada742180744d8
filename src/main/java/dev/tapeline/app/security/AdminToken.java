package dev.tapeline.app.security;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.datadir.SecretFile;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The token that may do everything.
 *
 * <p>It comes from the configuration ({@code tapeline.admin-token}, {@code TAPELINE_ADMIN_TOKEN}),
 * or else from the file {@code admin-token} in the data directory, which the first start makes.
 */
final class AdminToken {

  static final int LENGTH_FOR_A_NETWORK = 16;

  private final byte[] digest;
  private final String origin;

  private AdminToken(String token, String origin) {
    this.digest = digest(token);
    this.origin = origin;
  }

  /** The configured token, or the one of the data directory, made where there is none yet. */
  static AdminToken of(Optional<String> configured, DataDirectory directory) {
    String given = configured.map(String::strip).orElse("");
    if (!given.isEmpty()) {
      return new AdminToken(given, "is the one configured as TAPELINE_ADMIN_TOKEN");
    }
    SecretFile file = new SecretFile(directory.create().adminToken());
    SecretFile.Secret secret = file.readOrCreate();
    return new AdminToken(
        secret.value(), (secret.created() ? "was made, and lies in " : "lies in ") + file.path());
  }

  /** Whether this is the token; takes as long for every guess. */
  boolean is(String guess) {
    return MessageDigest.isEqual(digest, digest(guess));
  }

  /** Where it is to be found: goes behind "The admin token". Never the token itself. */
  String origin() {
    return origin;
  }

  // Of equal length whatever was guessed, so that nothing tells how long the token is.
  private static byte[] digest(String token) {
    return DigestUtils.sha256(token);
  }
}
