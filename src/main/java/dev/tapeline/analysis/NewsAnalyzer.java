package dev.tapeline.analysis;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.linking.Linker;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Languages;
import java.util.List;

/** Reads news items: see the package. */
public final class NewsAnalyzer {
  private final CompanyDirectory directory;
  private final Linker linker;

  private NewsAnalyzer(CompanyDirectory directory) {
    this.directory = directory;
    this.linker = Linker.of(directory);
  }

  /** An analyzer that links with a directory. */
  public static NewsAnalyzer of(CompanyDirectory directory) {
    return new NewsAnalyzer(directory);
  }

  /** The directory that it links with. */
  public CompanyDirectory directory() {
    return directory;
  }

  /** Reads one item. */
  public Analysis analyze(NewsItem item) {
    Document document =
        Document.of(
            item.title(), item.text(), item.language(), item.publishedAt(), Languages.builtIn());
    Links links = linker.link(document);
    return new Analysis(
        item.id(), document.detectedLanguage(), null, links.companies(), List.of(), List.of());
  }
}
