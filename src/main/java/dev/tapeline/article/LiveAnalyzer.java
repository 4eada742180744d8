package dev.tapeline.article;

import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.company.Companies;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * The analysis with the directory in use: when that is replaced, the next item sees the new one.
 */
@ApplicationScoped
public class LiveAnalyzer {
  private final Companies companies;
  private volatile @Nullable Prepared prepared;

  LiveAnalyzer(Companies companies) {
    this.companies = companies;
  }

  private record Prepared(CompanyDirectory directory, NewsAnalyzer analyzer) {}

  /** Reads one item. */
  public Analysis analyze(NewsItem item) {
    CompanyDirectory directory = companies.directory();
    Prepared current = prepared;
    if (current == null || current.directory() != directory) {
      current = new Prepared(directory, NewsAnalyzer.of(directory));
      prepared = current;
    }
    return current.analyzer().analyze(item);
  }
}
