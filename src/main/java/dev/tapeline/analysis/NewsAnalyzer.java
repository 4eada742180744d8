package dev.tapeline.analysis;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.event.DetectedEvent;
import dev.tapeline.analysis.event.EventReader;
import dev.tapeline.analysis.linking.Linker;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.move.MoveReader;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Languages;
import dev.tapeline.exchange.Exchanges;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads news items: language, companies, moves of their shares, events, each with evidence.
 *
 * <p>Immutable, safe for any number of threads. The words of a language are read when the first
 * item in it comes, and shared by all analyzers of the process.
 *
 * <pre>{@code
 * NewsAnalyzer analyzer = NewsAnalyzer.of(CompanyDirectory.builtIn());
 * Analysis analysis = analyzer.analyze(NewsItem.ofText("Saham Xiaomi melonjak 5,4%"));
 * analysis.moves(); // 1810.HK UP 5.4
 * }</pre>
 */
public final class NewsAnalyzer {
  private final CompanyDirectory directory;
  private final Linker linker;
  private final MoveReader moveReader;

  private NewsAnalyzer(CompanyDirectory directory) {
    this.directory = directory;
    this.linker = Linker.of(directory);
    this.moveReader = MoveReader.of(Exchanges.builtIn());
  }

  /** An analyzer that links with a directory. */
  public static NewsAnalyzer of(CompanyDirectory directory) {
    return new NewsAnalyzer(directory);
  }

  /** The directory that it links with. */
  public CompanyDirectory directory() {
    return directory;
  }

  /** Reads one item; any text is answered. */
  public Analysis analyze(NewsItem item) {
    Document document =
        Document.of(
            item.title(), item.text(), item.language(), item.publishedAt(), Languages.builtIn());
    Links links = linker.link(document);
    List<ReportedMove> moves = moveReader.read(document, links);
    List<DetectedEvent> events = EventReader.builtIn().read(document, links, moves);
    return new Analysis(
        item.id(),
        document.detectedLanguage(),
        CreditReader.credit(document),
        links.companies(withNews(moves, events)),
        moves,
        events);
  }

  /** The companies that the item tells something of. */
  private Set<Company> withNews(List<ReportedMove> moves, List<DetectedEvent> events) {
    Set<Company> told = new HashSet<>();
    for (ReportedMove move : moves) {
      addByTicker(told, move.ticker());
    }
    for (DetectedEvent event : events) {
      if (!event.background()) {
        addByTicker(told, event.ticker());
      }
    }
    return told;
  }

  private void addByTicker(Set<Company> companies, String ticker) {
    directory.ticker(ticker).ifPresent(found -> companies.add(found.company()));
  }
}
