package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangesTest {

  private static final Exchanges EXCHANGES = Exchanges.builtIn();

  @ParameterizedTest
  @CsvSource({
    "XHKG, XHKG", "xhkg, XHKG", "HKEX, XHKG", "HKG, XHKG", "SEHK, XHKG", "XJPX, XTKS", "TYO, XTKS",
    "TSE, XTKS", "NYSE, XNYS", "NASDAQ, XNAS", "IDX, XIDX", "LSE, XLON", "LON, XLON", "SHA, XSHG",
    "SSE, XSHG", "SHE, XSHE", "SZSE, XSHE", "KRX, XKRX", "KOSDAQ, XKOS", "NSE, XNSE", "BSE, XBOM",
    "TPE, XTAI", "EPA, XPAR", "ETR, XETR", "FRA, XETR", "SWX, XSWX", "XNGS, XNAS", "FWB, XETR",
    "ASE, XASE", "ISE, XDUB", "NMS, XNAS", "ENXTPA, XPAR", "XBUC, XBSE", "CSE, XCNQ", "BSE, XBOM"
  })
  void readsOtherCodesAsTheMicThatIsWritten(String code, String mic) {
    assertThat(EXCHANGES.mic(code)).contains(Mic.of(mic));
    assertThat(EXCHANGES.find(code)).map(Exchange::mic).contains(Mic.of(mic));
  }

  @ParameterizedTest
  @CsvSource({
    ".HK, XHKG", "hk, XHKG", "T, XTKS", "SS, XSHG", "SZ, XSHE", "KS, XKRX", "KQ, XKOS", "TW, XTAI",
    "TWO, ROCO", "NS, XNSE", "BO, XBOM", "JK, XIDX", "SI, XSES", "KL, XKLS", "BK, XBKK", "PS, XPHS",
    "VN, XSTC", "L, XLON", "IL, XLON", "DE, XETR", "F, XFRA", "PA, XPAR", "AS, XAMS", "BR, XBRU",
    "LS, XLIS", "IR, XDUB", "MI, XMIL", "MC, XMAD", "SW, XSWX", "ST, XSTO", "CO, XCSE", "HE, XHEL",
    "OL, XOSL", "VI, XWBO", "WA, XWAR", "IS, XIST", "AT, XATH", "SA, BVMF", "MX, XMEX", "BA, XBUE",
    "SN, XSGO", "TO, XTSE", "AX, XASX", "NZ, XNZE", "SR, XSAU", "TA, XTAE", "JO, XJSE", "QA, DSMD",
    "CA, XCAI", "AD, XADS", "AE, XDFM", "HN, HSTC", "NX, XPAR", "SAU, XSAU"
  })
  void readsYahooSuffixes(String suffix, String mic) {
    assertThat(EXCHANGES.bySuffix(suffix)).map(Exchange::mic).contains(Mic.of(mic));
  }

  @Test
  void aTickerWithoutSuffixIsAmericanAndSaysNoVenue() {
    assertThat(EXCHANGES.bySuffix("")).isEmpty();
    assertThat(EXCHANGES.sessionsBySuffix("")).map(Exchange::mic).contains(Mic.of("XNYS"));
    assertThat(EXCHANGES.sessionsBySuffix("HK")).map(Exchange::mic).contains(Mic.of("XHKG"));
  }

  @Test
  void aSuffixThatIsWrittenBelongsToOneExchange() {
    assertThat(EXCHANGES.all().stream().flatMap(exchange -> exchange.suffixes().stream().limit(1)))
        .doesNotHaveDuplicates()
        .allSatisfy(
            suffix ->
                assertThat(EXCHANGES.bySuffix(suffix))
                    .hasValueSatisfying(
                        exchange -> assertThat(exchange.suffixes().get(0)).isEqualTo(suffix)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XXXX", "HK", "Hong Kong Stock Exchange", "XHKG1"})
  void knowsNothingOfOtherCodes(String code) {
    assertThat(EXCHANGES.find(code)).isEmpty();
  }

  @Test
  void anAliasIsNotAMicThatIsWritten() {
    assertThat(EXCHANGES.aliases().keySet())
        .noneMatch(code -> Mic.isMic(code) && EXCHANGES.find(Mic.of(code)).isPresent());
  }

  @Test
  void everyExchangeSaysWhoItIs() {
    assertThat(EXCHANGES.all()).hasSizeGreaterThan(80);
    assertThat(EXCHANGES.all())
        .allSatisfy(
            exchange -> {
              assertThat(exchange.name()).isNotBlank();
              assertThat(exchange.city()).isNotBlank();
              assertThat(Locale.getISOCountries()).contains(exchange.country());
              assertThat(Currency.getInstance(exchange.currency())).isNotNull();
              assertThat(exchange.zone().getId()).contains("/");
              assertThat(EXCHANGES.find(exchange.mic().code())).contains(exchange);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"XHKG", "xhkg", " xtks "})
  void aMicReadsWhatItWrites(String text) {
    Mic mic = Mic.parse(text);

    assertThat(Mic.parse(mic.toString())).isEqualTo(mic);
    assertThat(mic.code()).isUpperCase().hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XHK", "XHKGX", "X-KG", "香港交易"})
  void aMicHasFourLettersOrDigits(String text) {
    assertThat(Mic.isMic(text)).isFalse();
    assertThatThrownBy(() -> Mic.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("four capital letters or digits");
  }
}
