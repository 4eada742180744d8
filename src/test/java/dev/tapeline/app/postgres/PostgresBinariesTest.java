package dev.tapeline.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, postgres-linux-x86_64.txz",
    "Linux, aarch64, postgres-linux-arm_64.txz",
    "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
    "Mac OS X, aarch64, postgres-darwin-arm_64.txz"
  })
  void namesAnArchiveThatIsThere(String os, String arch, String name) {
    assertThat(PostgresBinaries.archiveName(os, arch)).isEqualTo(name);
    assertThat(getClass().getResource("/" + name)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Linux, riscv64", "Linux, x86"})
  void namesNoneForOtherMachines(String os, String arch) {
    assertThat(getClass().getResource("/" + PostgresBinaries.archiveName(os, arch))).isNull();
  }
}
