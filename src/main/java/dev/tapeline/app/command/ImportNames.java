package dev.tapeline.app.command;

import dev.tapeline.company.DirectoryImport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Imports further names of companies. */
@Command(
    name = "names",
    mixinStandardHelpOptions = true,
    description = {
      "Imports further names of companies, such as those in another script: CSV with the",
      "columns symbol and name; may be gzipped. A symbol that nobody has becomes a company.",
      "",
      "Prints how many rows are new, changed, unchanged and refused; the refused are told on",
      "standard error with their reasons. A running service knows them within seconds."
    })
final class ImportNames implements Callable<Integer> {
  private final CommandDatabase.Opener databases;
  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "what to import")
  private List<Path> files = List.of();

  ImportNames(CommandDatabase.Opener databases, Console console) {
    this.databases = databases;
    this.console = console;
  }

  @Override
  public Integer call() {
    try (CommandDatabase database = databases.open()) {
      DirectoryImport.Report report;
      try (ProgressBar progress = WatchedFiles.bar("names", files)) {
        report =
            new DirectoryImport(database.jdbi()).names(files, in -> new WatchedFiles(in, progress));
      }
      report.refused().forEach(row -> console.err().println("refused: " + row));
      String counts =
          "new %d, changed %d, unchanged %d, refused %d"
              .formatted(
                  report.created(), report.changed(), report.unchanged(), report.refused().size());
      console.writeLine(counts.getBytes(StandardCharsets.UTF_8));
      return report.refused().isEmpty() ? 0 : 1;
    }
  }
}
