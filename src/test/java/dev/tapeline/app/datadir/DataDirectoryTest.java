package dev.tapeline.app.datadir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDirectoryTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Linux, -, /home/ana/.local/share/tapeline",
        "Linux, '', /home/ana/.local/share/tapeline",
        "Linux, relative, /home/ana/.local/share/tapeline",
        "Linux, /mnt/data, /mnt/data/tapeline",
        "Mac OS X, -, /home/ana/Library/Application Support/Tapeline"
      })
  void liesWhereThePlatformKeepsData(String os, String xdg, String expected) {
    Map<String, String> environment = xdg == null ? Map.of() : Map.of("XDG_DATA_HOME", xdg);

    assertThat(DataDirectory.byConvention(environment, os, Path.of("/home/ana")))
        .hasToString(expected);
  }

  @Test
  void isMadeForItsOwnerAlone() throws Exception {
    DataDirectory directory = DataDirectory.of(temporary.resolve("a/b")).create().create();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void cannotBeMadeWhereAFileStands() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.of(file).create())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("not a directory");
  }

  @Test
  void isHeldByOneAtATime() {
    DataDirectory directory = DataDirectory.of(temporary);

    try (DataDirectoryLock held = DataDirectoryLock.take(directory)) {
      assertThatThrownBy(() -> DataDirectoryLock.take(directory))
          .isInstanceOf(DataDirectoryInUseException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("TAPELINE_DATA_DIR");
      assertThat(held).isNotNull();
    }
    DataDirectoryLock.take(directory).close();
  }
}
