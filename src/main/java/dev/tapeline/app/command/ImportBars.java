package dev.tapeline.app.command;

import dev.tapeline.market.BarImport;
import dev.tapeline.market.ImportReport;
import dev.tapeline.market.MoveStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports daily bars, and computes the moves that they record. */
@Command(
    name = "bars",
    mixinStandardHelpOptions = true,
    description = {
      "Imports daily bars: CSV as Yahoo or Stooq give it or with any header, gzip of it,",
      "or tar of many. Whose bars a file holds is told by a column, or by its name:",
      "1810.HK.csv, AAPL.csv, aapl_us_d.csv, INDEX_HSI.csv.",
      "",
      "Prints how many bars are new, changed, unchanged and refused; the refused and those",
      "that are not to be trusted are told on standard error with their reasons."
    })
final class ImportBars implements Callable<Integer> {

  private static final int BAR_WIDTH = 80;
  private static final int REDRAW_MILLIS = 500;
  private static final int KIBIBYTE = 1024;

  private final CommandDatabase.Opener databases;
  private final Console console;
  private final InstantSource clock = InstantSource.system();

  @Option(names = "--ticker", paramLabel = "T", description = "whose bars they are, e.g. 1810.HK")
  private @Nullable String ticker;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "who gave them; told by the header unless said")
  private @Nullable String provider;

  @Option(
      names = "--column",
      paramLabel = "FIELD=HEADER",
      description = {
        "the header of a column that is called otherwise: ticker, date, open, high, low, close,",
        "adjusted_close, volume or currency, e.g. --column date=Datum"
      })
  private Map<String, String> columns = new LinkedHashMap<>();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "what to import")
  private List<Path> files = List.of();

  ImportBars(CommandDatabase.Opener databases, Console console) {
    this.databases = databases;
    this.console = console;
  }

  @Override
  public Integer call() {
    BarImport.Options options = new BarImport.Options(ticker, provider, columns);
    try (CommandDatabase database = databases.open()) {
      ImportReport report;
      try (ProgressBar progress = progress()) {
        report =
            new BarImport(database.jdbi(), clock)
                .run(files, options, in -> new Watched(in, progress));
      }
      new MoveStore(database.jdbi()).computeDue();
      tell(report);
      return report.refused().isEmpty() ? 0 : 1;
    }
  }

  private void tell(ImportReport report) {
    report.refused().forEach(rows -> console.err().println("refused: " + rows));
    report.flagged().forEach(rows -> console.err().println("flagged: " + rows));
    String counts =
        "new %d, changed %d, unchanged %d, refused %d"
            .formatted(
                report.created(), report.changed(), report.unchanged(), report.refusedRows());
    console.writeLine(counts.getBytes(StandardCharsets.UTF_8));
  }

  private ProgressBar progress() {
    return new ProgressBarBuilder()
        .setTaskName("bars")
        .setInitialMax(files.stream().mapToLong(ImportBars::size).sum())
        .setUnit(" KiB", KIBIBYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // opening it will tell what is wrong
    }
  }

  /** Tells the bar how much has been read. */
  private static final class Watched extends FilterInputStream {
    private final ProgressBar progress;

    Watched(InputStream in, ProgressBar progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      progress.stepBy(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      progress.stepBy(Math.max(read, 0));
      return read;
    }
  }
}
