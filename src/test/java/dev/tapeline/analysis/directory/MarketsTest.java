package dev.tapeline.analysis.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markets and exchanges are written by one table. */
class MarketsTest {
  private static final Markets MARKETS = Markets.builtIn();
  private static final Exchanges EXCHANGES = Exchanges.builtIn();

  @Test
  void everyMarketIsAnExchangeAndEveryExchangeAMarket() {
    assertThat(MARKETS.all())
        .extracting(Market::mic)
        .containsExactlyInAnyOrderElementsOf(
            EXCHANGES.all().stream().map(exchange -> exchange.mic().code()).toList());
    assertThat(MARKETS.all())
        .allSatisfy(
            market -> {
              Exchange exchange = EXCHANGES.find(market.mic()).orElseThrow();
              assertThat(exchange.country()).isEqualTo(market.country());
              assertThat(exchange.currency()).isEqualTo(market.currency());
              assertThat(exchange.suffixes()).isEqualTo(market.suffixes());
            });
  }

  @Test
  void whatIsReadAsAMarketHereIsReadAsItThere() {
    assertThat(MARKETS.all())
        .allSatisfy(
            market -> {
              for (String written : market.reads()) {
                assertThat(EXCHANGES.mic(written)).hasToString("Optional[" + market.mic() + "]");
              }
              for (String written : market.prefixes()) {
                String first = MARKETS.byPrefix(written).get(0).mic();
                assertThat(EXCHANGES.mic(written.toUpperCase(Locale.ROOT)))
                    .as(written)
                    .hasToString("Optional[" + first + "]");
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "FRA, XETR XFRA",
    "FWB, XETR XFRA",
    "ISE, XDUB XIST",
    "ASE, XASE XATH",
    "TSE, XTKS XTAL XTSE",
    "BSE, XBOM BJSE",
    "ADX, XADS",
    "BVB, XBSE",
    "NMS, ''"
  })
  void aPrefixMayMeanSeveralMarkets(String prefix, String mics) {
    assertThat(MARKETS.byPrefix(prefix))
        .extracting(Market::mic)
        .isEqualTo(mics.isEmpty() ? List.of() : List.of(mics.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({"AD, XADS", "AE, XDFM XADS", "HN, HSTC", "VN, XSTC HSTC", "DE, XETR", "RO, XBSE"})
  void aSuffixMayMeanSeveralMarkets(String suffix, String mics) {
    assertThat(MARKETS.bySuffix(suffix))
        .extracting(Market::mic)
        .isEqualTo(List.of(mics.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "FRA:SAP, SAP.DE", "FWB:SIE, SIE.DE", "XETR:SAP, SAP.DE", "FAB.AD, FAB.AD", "XADS:FAB, FAB.AD",
    "ADX:FAB, FAB.AD", "PVS.HN, PVS.HN", "HSTC:PVS, PVS.HN", "HNX:PVS, PVS.HN", "XJPX:7203, 7203.T"
  })
  void readsAListingByAnyOfItsMarketsNames(String written, String ticker) {
    assertThat(CompanyDirectory.builtIn().resolve(written))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> assertThat(found.listing().ticker()).isEqualTo(ticker));
  }

  @ParameterizedTest
  @CsvSource({"FB, META", "UTX, RTX", "PCLN, BKNG", "CELG, CELG", "XNYS:TOT, TTE.PA"})
  void aFormerCodeMeansTheCompanyOfToday(String written, String home) {
    assertThat(CompanyDirectory.builtIn().resolve(written))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> {
              assertThat(found.listing().delisted()).isTrue();
              assertThat(found.company().home().ticker()).isEqualTo(home);
            });
  }
}
