package dev.tapeline.analysis.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of whole items, where moves, clauses and the place in the text decide. */
class EventsOfItemsTest {
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());
  private static final Instant PUBLISHED = Instant.parse("2024-05-15T21:00:00Z");

  private static List<String> events(String text) {
    @Nullable String none = null;
    return ANALYZER.analyze(new NewsItem(none, none, text, none, none, PUBLISHED)).events().stream()
        .map(
            event ->
                event.ticker()
                    + " "
                    + event.type()
                    + " "
                    + event.factLevel()
                    + (event.background() ? " background" : ""))
        .toList();
  }

  /** What moved the shares is the event where it is the economy, and the move where nothing is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Apple shares fell 4.1% on Wednesday after new tariffs were announced. | AAPL macro/impact CONFIRMED
          Apple shares fell 4.1% on Wednesday.                                  | AAPL share-price/move CONFIRMED
          Die Aktie von BMW verlor am Mittwoch 3,2 Prozent, belastet von Zöllen. | BMW.DE macro/impact CONFIRMED
          Las acciones de Iberdrola cayeron un 2,4 % tras la subida de tipos.    | IBE.MC macro/impact CONFIRMED
          """)
  void theEconomyMoves(String text, String event) {
    assertThat(events(text)).containsExactly(event);
  }

  /** Words for profits and stakes that tell nothing but the move. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Petrobras fechou o pregão com perda de 2,4%, a R$ 38,10.   | PETR4.SA share-price/move CONFIRMED
          Cổ phiếu HPG của Hòa Phát tăng 1,9% lên 29.400 đồng.        | HPG.VN share-price/move CONFIRMED
          """)
  void theWordsOfAMove(String text, String event) {
    assertThat(events(text)).containsExactly(event);
  }

  /** A plan reaches no further than its clause where the next one tells what is done. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Xiaomi said in March that it would invest 10 billion dollars in cars, and it completed the registration of the unit in April. | 1810.HK regulation/filing CONFIRMED
          小米3月宣布计划十年投入100亿美元造车；4月底，汽车公司完成工商注册。 | 1810.HK regulation/filing CONFIRMED
          """)
  void aPlanInItsClause(String text, String event) {
    assertThat(events(text)).contains(event);
  }

  /** A profit that is expected is an outlook, and "announced" alone launches nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ソニーグループは15日、2025年3月期の純利益が5%増の1兆円になるとの見通しを発表した。 | 6758.T guidance/issued CONFIRMED
          """)
  void anOutlook(String text, String event) {
    assertThat(events(text)).containsExactly(event);
  }
}
