package dev.tapeline.app.command;

import dev.tapeline.market.BarImport;
import dev.tapeline.market.ImportReport;
import dev.tapeline.market.MoveStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
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

  /** Nothing is lost with the rest: it is stored, unlike what is refused. */
  private static final int FLAGGED_SHOWN = 20;

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
      try (ProgressBar progress = WatchedFiles.bar("bars", files)) {
        report =
            new BarImport(database.jdbi(), clock)
                .run(files, options, in -> new WatchedFiles(in, progress));
      }
      new MoveStore(database.jdbi()).computeDue();
      tell(report);
      return report.refused().isEmpty() ? 0 : 1;
    }
  }

  private void tell(ImportReport report) {
    report.refused().forEach(rows -> console.err().println("refused: " + rows));
    report.flagged().stream()
        .limit(FLAGGED_SHOWN)
        .forEach(rows -> console.err().println("flagged: " + rows));
    if (report.flagged().size() > FLAGGED_SHOWN) {
      console
          .err()
          .printf(
              "flagged: %,d more; each bar keeps its reason, and /prices shows it%n",
              report.flagged().size() - FLAGGED_SHOWN);
    }
    String counts =
        "new %d, changed %d, unchanged %d, refused %d"
            .formatted(
                report.created(), report.changed(), report.unchanged(), report.refusedRows());
    console.writeLine(counts.getBytes(StandardCharsets.UTF_8));
  }
}
