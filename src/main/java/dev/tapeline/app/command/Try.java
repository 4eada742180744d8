package dev.tapeline.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.app.json.Json;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.source.DryPull;
import dev.tapeline.source.PulledArticle;
import dev.tapeline.source.feed.FeedProblem;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a pull of an address would record. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what a pull of a feed or an article would record, and records nothing.",
      "",
      "Prints of a feed first a line {\"feed\": {title, link, language, ttlMinutes}}, then a JSON",
      "object a line for each article: id, title, text, url, language, publishedAt, and the",
      "analysis with the built-in directory. What was wrong and did not stop the reading goes",
      "to standard error.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  tapeline try https://a.example/rss",
      "",
      "Exit status: 0 there was something to read; 1 there was not; 2 the command line was",
      "wrong."
    })
final class Try implements Callable<Integer> {
  private final Function<String, Fetcher> fetchers;
  private final Console console;
  private final ObjectWriter writer = Json.forLines().writer();

  @Option(
      names = "--pages",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Pages of articles to fetch at most, where a feed has summaries; 5 unless said.")
  private int pages;

  @Parameters(paramLabel = "URL", description = "The address of a feed or an article.")
  private @Nullable URI url;

  Try(Function<String, Fetcher> fetchers, Console console) {
    this.fetchers = fetchers;
    this.console = console;
  }

  /** An article and what is read from it. */
  private record Tried(@JsonUnwrapped PulledArticle article, Analysis analysis) {}

  @Override
  public Integer call() throws IOException {
    DryPull.Outcome outcome;
    try (Fetcher fetcher = fetchers.apply(Version.number())) {
      outcome = new DryPull(fetcher, Math.max(0, pages)).of(Objects.requireNonNull(url));
    }
    for (FeedProblem problem : outcome.problems()) {
      String item = problem.id() == null ? "" : ", item " + problem.id();
      console.err().println(url + item + ": " + problem.reason());
    }
    if (outcome.error() != null) {
      console.err().println(url + ": " + outcome.error());
      return 1;
    }
    if (outcome.feed() != null) {
      console.writeLine(writer.writeValueAsBytes(Map.of("feed", outcome.feed())));
    }
    NewsAnalyzer analyzer = NewsAnalyzer.of(CompanyDirectory.builtIn());
    for (PulledArticle article : outcome.articles()) {
      Analysis analysis = analyzer.analyze(item(article));
      console.writeLine(writer.writeValueAsBytes(new Tried(article, analysis)));
    }
    return 0;
  }

  private static NewsItem item(PulledArticle article) {
    return new NewsItem(
        article.id(),
        article.title(),
        article.text(),
        article.url(),
        article.language(),
        article.publishedAt());
  }
}
