package dev.tapeline.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tapeline.app.json.Json;
import dev.tapeline.source.feed.FeedException;
import dev.tapeline.source.feed.FeedItem;
import dev.tapeline.source.feed.FeedParser;
import dev.tapeline.source.feed.FeedProblem;
import dev.tapeline.source.feed.ParsedFeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a feed, and prints what it says of itself and its items. */
@Command(
    name = "parse-feed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads a feed: RSS 0.9 to 2.0, RDF, Atom, JSON Feed.",
      "",
      "Prints first a line {\"feed\": {title, link, language, ttlMinutes}}, then a JSON object a",
      "line for each item: id, title, link, summary, content, author, publishedAt, updatedAt,",
      "language, categories. What was wrong and did not stop the reading goes to standard",
      "error.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  curl -s https://a.example/rss | tapeline parse-feed --url https://a.example/rss",
      "",
      "Exit status: 0 it was read; 1 it is no feed, or there is no such file; 2 the",
      "command line was wrong."
    })
final class ParseFeed implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the feed stands; relative addresses in it are read from there.")
  private @Nullable URI url;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The feed; - or nothing is standard input.")
  private Path file = Console.STANDARD_INPUT;

  ParseFeed(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    ParsedFeed parsed;
    try {
      parsed = FeedParser.parse(console.readAll(file), null, url);
    } catch (IOException e) {
      console.complain(file, e);
      return 1;
    } catch (FeedException e) {
      console.err().println(Console.nameOf(file) + ": " + e.getMessage());
      return 1;
    }
    print(parsed);
    return 0;
  }

  private void print(ParsedFeed parsed) throws JsonProcessingException {
    ObjectWriter writer = Json.forLines().writer();
    console.writeLine(writer.writeValueAsBytes(Map.of("feed", parsed.feed())));
    for (FeedItem item : parsed.items()) {
      console.writeLine(writer.writeValueAsBytes(item));
    }
    for (FeedProblem problem : parsed.problems()) {
      String item = problem.id() == null ? "" : ", item " + problem.id();
      console.err().println(Console.nameOf(file) + item + ": " + problem.reason());
    }
  }
}
