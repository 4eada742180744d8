package dev.tapeline.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tapeline.analysis.page.ExtractedPage;
import dev.tapeline.analysis.page.PageExtractor;
import dev.tapeline.app.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads an HTML page, and prints the article inside it. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes the article out of an HTML page.",
      "",
      "Prints one JSON object: title, text (the article's body alone, paragraphs parted by a",
      "blank line), author, publishedAt, modifiedAt, language, siteName, canonicalUrl, credit.",
      "What the page does not tell is left out.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  curl -s https://a.example/1 | tapeline extract --url https://a.example/1"
    })
final class Extract implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the page stands; relative addresses in it are read from there.")
  private @Nullable URI url;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The page; - or nothing is standard input.")
  private Path file = Console.STANDARD_INPUT;

  Extract(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    byte[] html;
    try {
      html = console.readAll(file);
    } catch (IOException e) {
      console.complain(file, e);
      return 1;
    }
    ExtractedPage page = new PageExtractor().extract(html, null, url);
    console.writeLine(Json.forLines().writeValueAsBytes(page));
    return 0;
  }
}
