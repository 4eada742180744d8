package dev.tapeline.app.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that holds one secret in one line, readable by its owner alone.
 *
 * <p>It is complete from the moment it can be seen: written under another name, forced to disk,
 * then given its own. When two processes make it at once, both end up with the same secret.
 *
 * @param path where it lies
 */
public record SecretFile(Path path) {

  private static final Set<PosixFilePermission> OWNER_ALONE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int RANDOM_BYTES = 32;

  /** The secret, and whether this call made it. */
  public record Secret(String value, boolean created) {

    @Override
    public String toString() {
      return "Secret[created=" + created + "]"; // never the value: this may end in a log
    }
  }

  /**
   * Reads the secret, or makes a random one (256 bits, in the characters of base64url) where there
   * is no file yet or an empty one.
   *
   * @throws UncheckedIOException when the file cannot be read or written
   */
  public Secret readOrCreate() {
    try {
      if (Files.notExists(path)) {
        return create(random());
      }
      String existing = read();
      if (!existing.isEmpty()) {
        return new Secret(existing, false);
      }
      Files.deleteIfExists(path);
      return create(random());
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read or written", e);
    }
  }

  private String read() throws IOException {
    String text = Files.readString(path, StandardCharsets.UTF_8).strip();
    if (!Files.getPosixFilePermissions(path).equals(OWNER_ALONE)) {
      Files.setPosixFilePermissions(path, OWNER_ALONE);
    }
    return text;
  }

  private Secret create(String secret) throws IOException {
    FileAttribute<?> ownerAlone = PosixFilePermissions.asFileAttribute(OWNER_ALONE);
    Path directory = path.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(directory, ".secret", ".new", ownerAlone);
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      publish(draft);
      return new Secret(secret, true);
    } catch (FileAlreadyExistsException e) {
      return new Secret(read(), false); // another process was faster, and its secret counts
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  // A hard link, unlike a move, fails where the name is already taken.
  private void publish(Path draft) throws IOException {
    try {
      Files.createLink(path, draft);
    } catch (UnsupportedOperationException e) {
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      if (Files.exists(path)) {
        throw e;
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE); // a file system without links
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
