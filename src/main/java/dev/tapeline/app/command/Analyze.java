package dev.tapeline.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.app.json.Json;
import dev.tapeline.app.problem.JsonObjection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads news items, one JSON object a line, and prints the analysis of each. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds companies, share moves and events in news items.",
      "",
      "Tells of each item which listed companies it is about, which moves of their shares it",
      "reports and which events it tells, each with the words that say so.",
      "",
      "Reads a JSON object a line: id, title, text, url, language, publishedAt. Only title or",
      "text is required; without publishedAt, dates that hang on it stay unknown. Prints an",
      "analysis a line, in the same order, each as soon as it is there. A line that cannot be",
      "read is reported on standard error with its number, and the rest goes on.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  echo '{\"title\": \"Xiaomi shares jump 5.4%% to HK$22.50\"}' | tapeline analyze",
      "",
      "Exit status: 0 all was well; 1 some lines or files could not be read; 2 the",
      "command line was wrong."
    })
final class Analyze implements Callable<Integer> {

  private final Console console;
  private final ObjectReader reader = Json.forLines().readerFor(NewsItem.class);
  private final ObjectWriter writer = Json.forLines().writer();
  private boolean allWell = true;

  @Option(
      names = "--listings",
      paramLabel = "FILE",
      description =
          "Listings to know beside the built-in ones: CSV with symbol and name, and mic, isin,"
              + " country, currency, delisted where it has them; or the SEC's register of tickers"
              + " (JSON). May be gzipped; may be given again.")
  private List<Path> listings = new ArrayList<>();

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "Further names of companies: CSV with symbol and name. May be given again.")
  private List<Path> names = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files to read; - or none is standard input.")
  private List<Path> files = new ArrayList<>();

  Analyze(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NewsAnalyzer analyzer = NewsAnalyzer.of(directory());
    for (Path file : files.isEmpty() ? List.of(Console.STANDARD_INPUT) : files) {
      try {
        analyze(file, analyzer);
      } catch (IOException e) {
        console.complain(file, e);
        allWell = false;
      }
    }
    return allWell ? 0 : 1;
  }

  private CompanyDirectory directory() {
    try {
      return listings.isEmpty() && names.isEmpty()
          ? CompanyDirectory.builtIn()
          : CompanyDirectory.of(listings, names);
    } catch (IOException | IllegalArgumentException e) {
      console.err().println("The built-in directory alone is used: " + e);
      allWell = false;
      return CompanyDirectory.builtIn();
    }
  }

  private void analyze(Path file, NewsAnalyzer analyzer) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(console.open(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String content = number == 1 ? withoutMark(line) : line;
        if (!content.isBlank()) {
          analyze(content, file, number, analyzer);
        }
      }
    }
  }

  // Some editors put a byte order mark before a file's first character.
  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private void analyze(String line, Path file, int number, NewsAnalyzer analyzer) {
    byte[] answer;
    try {
      NewsItem item = reader.readValue(line);
      if (item == null || (item.title() == null && item.text() == null)) {
        refuse(file, number, "neither title nor text");
        return;
      }
      answer = writer.writeValueAsBytes(analyzer.analyze(item));
    } catch (JsonProcessingException e) {
      refuse(file, number, JsonObjection.reason(e));
      return;
    } catch (RuntimeException e) {
      // A fault of the analysis, which must not cost the items behind this one.
      refuse(file, number, "cannot be analysed: " + e);
      return;
    }
    console.writeLine(answer);
  }

  private void refuse(Path file, int number, String reason) {
    console.err().println(Console.nameOf(file) + ", line " + number + ": " + reason);
    allWell = false;
  }
}
