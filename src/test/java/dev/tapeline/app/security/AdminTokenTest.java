package dev.tapeline.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.app.datadir.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

  @TempDir Path directory;

  @Test
  void isMadeOnceAndLiesWhereItSays() throws Exception {
    AdminToken made = AdminToken.of(Optional.empty(), DataDirectory.of(directory));
    Path file = directory.resolve("admin-token");
    String token = Files.readString(file).strip();

    assertThat(made.is(token)).isTrue();
    assertThat(made.origin()).isEqualTo("was made, and lies in " + file).doesNotContain(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    AdminToken read = AdminToken.of(Optional.empty(), DataDirectory.of(directory));
    assertThat(read.is(token)).isTrue();
    assertThat(read.origin()).isEqualTo("lies in " + file);
  }

  @Test
  void isTheConfiguredOneWhereThereIsOne() {
    AdminToken token = AdminToken.of(Optional.of(" of-my-own "), DataDirectory.of(directory));

    assertThat(token.is("of-my-own")).isTrue();
    assertThat(token.is("of-my-owm")).isFalse();
    assertThat(token.is("")).isFalse();
    assertThat(token.origin()).doesNotContain("of-my-own");
    assertThat(directory.resolve("admin-token")).doesNotExist();
  }

  @Test
  void isMadeWhereTheConfiguredOneIsBlank() {
    AdminToken token = AdminToken.of(Optional.of(" "), DataDirectory.of(directory));

    assertThat(token.is(" ")).isFalse();
    assertThat(token.is("")).isFalse();
    assertThat(directory.resolve("admin-token")).exists();
  }

  @Test
  void isTooShortForANetwork() {
    assertThat(NetworkExposure.objection("0.0.0.0", Optional.of("fifteen-letters"))).isPresent();
    assertThat(NetworkExposure.objection("127.0.0.1", Optional.of("fifteen-letters"))).isEmpty();
    assertThat(NetworkExposure.objection("0.0.0.0", Optional.of("sixteen--letters"))).isEmpty();
    assertThat(NetworkExposure.objection("0.0.0.0", Optional.empty())).isEmpty();
  }
}
