package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Imports into a real database. */
@QuarkusTest
class BarImportTest {
  private static final String HEADER = "Date,Open,High,Low,Close,Adj Close,Volume\n";

  @Inject Jdbi jdbi;
  @Inject InstantSource clock;
  private final Path directory = made();

  private static Path made() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target/import-tests")), "bars-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImportReport load(Path file) {
    ImportReport report =
        new BarImport(jdbi, clock)
            .run(List.of(file), BarImport.Options.NONE, UnaryOperator.identity());
    DueMoves.compute(jdbi);
    return report;
  }

  private Path file(String name, String rows) throws IOException {
    return Files.writeString(directory.resolve(name), HEADER + rows);
  }

  private List<RecordedBar> bars(String ticker) {
    return jdbi.withHandle(
        handle -> BarStore.current(handle, SeriesStore.find(handle, ticker).orElseThrow()));
  }

  private List<Double> changes(String ticker) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select round(cast(change_percent as numeric), 4) from recorded_move
                    where series_id = (select id from price_series where ticker = ?)
                    order by session
                    """)
                .bind(0, ticker)
                .mapTo(Double.class)
                .list());
  }

  @Test
  void aSecondImportChangesNothing() throws IOException {
    Path file =
        file(
            "0005.HK.csv",
            """
            2021-10-18,45,46,44,45,44,1000
            2021-10-19,45,47,45,46.8,45.76,1000
            """);

    ImportReport first = load(file);
    ImportReport second = load(file);

    assertThat(List.of(first.created(), first.changed(), first.unchanged()))
        .isEqualTo(List.of(2, 0, 0));
    assertThat(List.of(second.created(), second.changed(), second.unchanged()))
        .isEqualTo(List.of(0, 0, 2));
    assertThat(bars("0005.HK")).hasSize(2);
    assertThat(changes("0005.HK")).containsExactly(4.0);
  }

  @Test
  void aRevisedBarIsKeptBesideTheOldOneAndMovesFollow() throws IOException {
    load(file("0011.HK.csv", "2021-10-18,10,10,10,10,10,5\n2021-10-19,10,11,10,11,11,5\n"));

    ImportReport revised =
        load(
            file(
                "0011.HK.csv",
                "2021-10-18,10,10,10,10,10,5\n2021-10-19,10,12,10,12,12,5\n2021-10-20,12,12,12,12,12,5\n"));

    assertThat(List.of(revised.created(), revised.changed(), revised.unchanged()))
        .isEqualTo(List.of(1, 1, 1));
    assertThat(changes("0011.HK")).containsExactly(20.0, 0.0);
    List<String> revisions =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                            select revision || ':' || current || ':' || close from bar
                            where session = '2021-10-19'
                              and series_id = (select id from price_series where ticker = '0011.HK')
                            order by revision
                            """)
                    .mapTo(String.class)
                    .list());
    assertThat(revisions).containsExactly("1:false:11", "2:true:12");
  }

  @Test
  void lettersAloneAreAnAmericanCode() throws IOException {
    ImportReport report = load(file("PTTEP.csv", "2016-03-08,25,26,23,23.39,20,5\n"));

    assertThat(report.refused())
        .singleElement()
        .extracting(RefusedRows::reason)
        .isEqualTo("PTTEP is not in the directory");
  }

  @Test
  void manyListingsOfOneFileAreWrittenTogether() throws IOException {
    String header = "ticker,date,open,high,low,close,adj close,volume\n";
    Path first =
        Files.writeString(
            directory.resolve("many.csv"),
            header
                + """
                0001.HK,2021-10-18,50,51,49,50,50,5
                XHKG:1,2021-10-19,50,56,50,55,55,5
                0003.HK,2021-10-18,12,12,12,12,12,5
                QQZZX,2021-10-18,12,12,12,12,12,5
                0003.HK,2021-10-19,12,12,11,11.4,11.4,5
                0003.HK,2021-10-19,12,12,11,11.5,11.5,5
                """);
    ImportReport report = load(first);
    assertThat(List.of(report.created(), report.changed(), report.unchanged()))
        .isEqualTo(List.of(4, 0, 0));
    assertThat(report.refused())
        .extracting(RefusedRows::reason)
        .containsExactlyInAnyOrder(
            "QQZZX is not in the directory", "the session 2021-10-19 is there twice");
    assertThat(changes("0001.HK")).containsExactly(10.0);
    assertThat(changes("0003.HK")).containsExactly(-5.0);

    Path revised =
        Files.writeString(
            directory.resolve("many.csv"),
            header
                + """
                0001.HK,2021-10-19,50,56,50,55,55,5
                0003.HK,2021-10-19,12,12,10.8,10.8,10.8,5
                0003.HK,2021-10-20,10.8,11,10.8,10.8,10.8,5
                """);
    report = load(revised);

    assertThat(List.of(report.created(), report.changed(), report.unchanged()))
        .isEqualTo(List.of(1, 1, 1));
    assertThat(changes("0003.HK")).containsExactly(-10.0, 0.0);
    assertThat(bars("0003.HK")).hasSize(3);
  }

  @Test
  void theLastImportedProviderCountsAndBothAreKept() throws IOException {
    load(file("0012.HK.csv", "2021-10-18,10,10,10,10,10,5\n"));
    Path other =
        Files.writeString(
            directory.resolve("0012.HK.csv"),
            "Date,Open,High,Low,Close,Volume\n2021-10-18,10,10.2,10,10.1,5\n");

    assertThat(load(other).created()).isEqualTo(1);
    assertThat(load(other).unchanged()).isEqualTo(1);
    assertThat(bars("0012.HK"))
        .singleElement()
        .extracting(RecordedBar::provider)
        .isEqualTo("stooq");
  }

  @Test
  void realBarsDriveTheSamplesOut() throws IOException {
    load(file("0016.HK.csv", "2021-10-18,10,10,10,10,10,5\n"));
    Path sample = file("0017.HK.csv", "2021-10-18,10,10,10,10,10,5\n2021-10-19,10,10,10,10,10,5\n");
    new BarImport(jdbi, clock)
        .run(
            List.of(sample),
            new BarImport.Options(null, RecordedBar.SAMPLE, java.util.Map.of()),
            UnaryOperator.identity());
    assertThat(bars("0017.HK")).hasSize(2).allMatch(RecordedBar::sample);

    load(file("0017.HK.csv", "2021-10-18,11,11,11,11,11,5\n"));

    assertThat(bars("0017.HK")).singleElement().matches(bar -> !bar.sample());
    assertThat(changes("0017.HK")).isEmpty();
  }

  @Test
  void readsTarsAndRefusesWhatTheDirectoryDoesNotKnow() throws IOException {
    Path archive = directory.resolve("bars.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      entry(tar, "bars/0019.HK.csv", HEADER + "2021-10-18,10,10,10,10,10,5\n");
      entry(tar, "bars/QQZZX.csv", HEADER + "2021-10-18,10,10,10,10,10,5\n");
      entry(tar, "bars/INDEX_UPCOM.csv", HEADER + "2021-10-18,10,10,10,10,10,0\n");
      entry(tar, "bars/README.md", "no bars");
    }

    ImportReport report = load(archive);

    assertThat(report.created()).isEqualTo(2);
    assertThat(report.refused())
        .extracting(RefusedRows::toString)
        .containsExactly("bars.tar.gz!bars/QQZZX.csv:2: QQZZX is not in the directory");
    assertThat(bars("INDEX:UPCOM")).hasSize(1);
  }

  private static void entry(TarArchiveOutputStream tar, String name, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    ((OutputStream) tar).write(bytes);
    tar.closeArchiveEntry();
  }

  @Test
  void aMissingFileIsToldAndTheOthersAreImported() throws IOException {
    Path good = file("0023.HK.csv", "2021-10-18,10,10,10,10,10,5\n");
    ImportReport report =
        new BarImport(jdbi, clock)
            .run(
                List.of(directory.resolve("missing.csv"), good),
                BarImport.Options.NONE,
                UnaryOperator.identity());

    assertThat(report.created()).isEqualTo(1);
    assertThat(report.refused()).singleElement().asString().contains("cannot be read");
  }

  @Test
  void barsOfAnIndexHaveTheMovesMeasuredAgainstItComputedAnew() throws IOException {
    load(file("0027.HK.csv", "2019-01-07,10,10,10,10,10,5\n2019-01-08,11,11,11,11,11,5\n"));
    load(
        file(
            "INDEX_HSI.csv",
            "2019-01-07,1000,1000,1000,1000,1000,0\n2019-01-08,1020,1020,1020,1020,1020,0\n"));

    String abnormal =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                            select model || ' ' || benchmark || ' '
                              || round(cast(abnormal_percent as numeric), 4)
                            from recorded_move
                            where session = ?
                              and series_id = (select id from price_series where ticker = '0027.HK')
                            """)
                    .bind(0, LocalDate.parse("2019-01-08"))
                    .mapTo(String.class)
                    .one());
    assertThat(abnormal).isEqualTo("MARKET_ADJUSTED INDEX:HSI 8.0000");
  }
}
