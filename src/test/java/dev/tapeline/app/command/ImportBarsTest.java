package dev.tapeline.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Bars by command, beside a running service. */
@QuarkusTest
class ImportBarsTest {
  @Inject Jdbi jdbi;

  @Test
  void doesNotBuryItsCountsUnderWhatIsFlagged() throws IOException {
    // A price that halves and doubles by turns looks like a split each day.
    StringBuilder rows = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
    LocalDate day = LocalDate.of(2023, 5, 8);
    for (int i = 0; i < 5; i++) {
      for (int weekday = 0; weekday < 5; weekday++) {
        int price = (i + weekday) % 2 == 0 ? 100 : 50;
        rows.append(
            "%s,%d,%d,%d,%d,%d,1000%n"
                .formatted(
                    day.plusDays(7L * i + weekday), price, price + 1, price - 1, price, price));
      }
    }
    Path folder = Files.createDirectories(Path.of("target/import-tests"));
    Path file =
        Files.writeString(Files.createTempDirectory(folder, "bars-").resolve("DELTA.BK.csv"), rows);

    Said said = run(file);

    assertThat(said.out()).isEqualTo("new 25, changed 0, unchanged 0, refused 0");
    assertThat(said.err().lines().filter(line -> line.startsWith("flagged: "))).hasSize(21);
    assertThat(said.err()).contains("looks like a split of 2 for 1").contains(" more; each bar");
    assertThat(run(file).out()).isEqualTo("new 0, changed 0, unchanged 25, refused 0");
  }

  private record Said(String out, String err) {}

  private Said run(Path file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(), out, new PrintWriter(err, true, StandardCharsets.UTF_8));
    int status =
        Tapeline.run(DatabaseForTests.of(jdbi), console, "import", "bars", file.toString());
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return new Said(
        out.toString(StandardCharsets.UTF_8).strip(), err.toString(StandardCharsets.UTF_8));
  }
}
