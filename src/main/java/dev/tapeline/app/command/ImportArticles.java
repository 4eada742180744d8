package dev.tapeline.app.command;

import dev.tapeline.article.ArticleImport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Imports articles. */
@Command(
    name = "articles",
    mixinStandardHelpOptions = true,
    description = {
      "Imports articles: JSON lines, JSON ({\"articles\": [...]} or a list) or CSV, each with source,",
      "id, title, text, url, language, publishedAt; or WARC, of whose HTML pages the articles are",
      "taken. Each may be gzipped, or stand in a tar, gzipped or not.",
      "",
      "Articles are recorded as those that are pushed: an article is known by its source and id.",
      "Where no source is told it is the file's name, and where no id is, the url.",
      "",
      "Prints how many articles are new, changed, unchanged and refused; the refused are told on",
      "standard error with their reasons."
    })
final class ImportArticles implements Callable<Integer> {
  private final Consumer<Consumer<ArticleImport>> intake;
  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "what to import")
  private List<Path> files = List.of();

  ImportArticles(Consumer<Consumer<ArticleImport>> intake, Console console) {
    this.intake = intake;
    this.console = console;
  }

  @Override
  public Integer call() {
    AtomicReference<ArticleImport.@Nullable Report> done = new AtomicReference<>();
    intake.accept(articles -> done.set(run(articles)));
    ArticleImport.Report report = done.get();
    if (report == null) {
      return 1; // what came in between has been said
    }
    String counts =
        "new %d, changed %d, unchanged %d, refused %d"
            .formatted(report.created(), report.changed(), report.unchanged(), report.refused());
    console.writeLine(counts.getBytes(StandardCharsets.UTF_8));
    return report.refused() == 0 ? 0 : 1;
  }

  private ArticleImport.Report run(ArticleImport articles) {
    try (ProgressBar progress = WatchedFiles.bar("articles", files)) {
      return articles.run(
          files,
          in -> new WatchedFiles(in, progress),
          refused -> console.err().println("refused: " + refused));
    }
  }
}
