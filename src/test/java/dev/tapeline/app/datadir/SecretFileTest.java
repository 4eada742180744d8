package dev.tapeline.app.datadir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

  @TempDir Path directory;

  @Test
  void makesASecretThatStays() {
    SecretFile file = new SecretFile(directory.resolve("admin-token"));

    SecretFile.Secret made = file.readOrCreate();
    SecretFile.Secret read = file.readOrCreate();

    assertThat(made.created()).isTrue();
    assertThat(made.value()).matches("[A-Za-z0-9_-]{43}");
    assertThat(read.created()).isFalse();
    assertThat(read.value()).isEqualTo(made.value());
  }

  @Test
  void isReadableByItsOwnerAlone() throws Exception {
    Path path = directory.resolve("admin-token");
    new SecretFile(path).readOrCreate();

    assertThat(permissions(path)).isEqualTo("rw-------");
  }

  @Test
  void closesAFileThatWasLeftOpenToOthers() throws Exception {
    Path path = Files.writeString(directory.resolve("admin-token"), "of-my-own\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(new SecretFile(path).readOrCreate().value()).isEqualTo("of-my-own");
    assertThat(permissions(path)).isEqualTo("rw-------");
  }

  @Test
  void replacesAnEmptyFile() throws Exception {
    Path path = Files.writeString(directory.resolve("admin-token"), "\n");

    assertThat(new SecretFile(path).readOrCreate().created()).isTrue();
  }

  @Test
  void leavesNothingElseBehind() throws Exception {
    new SecretFile(directory.resolve("admin-token")).readOrCreate();

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("admin-token"));
    }
  }

  @Test
  void isTheSameForAllWhoMakeItAtOnce() throws Exception {
    SecretFile file = new SecretFile(directory.resolve("admin-token"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> reading = () -> file.readOrCreate().value();
      List<Future<String>> secrets =
          threads.invokeAll(Stream.generate(() -> reading).limit(8).toList());

      String settled = file.readOrCreate().value();
      for (Future<String> secret : secrets) {
        assertThat(secret.get()).isEqualTo(settled);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void doesNotShowItselfInALog() {
    SecretFile.Secret secret = new SecretFile(directory.resolve("admin-token")).readOrCreate();

    assertThat(secret.toString()).doesNotContain(secret.value());
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
