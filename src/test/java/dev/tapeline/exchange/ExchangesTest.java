package dev.tapeline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangesTest {

  private static final Exchanges EXCHANGES = Exchanges.builtIn();

  @ParameterizedTest
  @CsvSource({
    "XHKG, XHKG", "xhkg, XHKG", "HKEX, XHKG", "HKG, XHKG", "SEHK, XHKG", "XJPX, XTKS", "TYO, XTKS",
    "TSE, XTKS", "NYSE, XNYS", "NASDAQ, XNAS", "IDX, XIDX", "LSE, XLON", "LON, XLON", "SHA, XSHG",
    "SSE, XSHG", "SHE, XSHE", "SZSE, XSHE", "KRX, XKRX", "KOSDAQ, XKOS", "NSE, XNSE", "BSE, XBOM",
    "TPE, XTAI", "EPA, XPAR", "ETR, XETR", "FRA, XETR", "SWX, XSWX", "XNGS, XNAS"
  })
  void readsOtherCodesAsTheMicThatIsWritten(String code, String mic) {
    assertThat(EXCHANGES.mic(code)).contains(Mic.of(mic));
    assertThat(EXCHANGES.find(code)).map(Exchange::mic).contains(Mic.of(mic));
  }

  @Test
  void readsAllFiles() {
    LocalDate date = LocalDate.of(2021, 10, 19);
    assertThat(EXCHANGES.all()).hasSizeGreaterThan(60);
    assertThat(EXCHANGES.all()).allSatisfy(e -> assertThat(e.nextSession(date)).isAfter(date));
  }

  @Test
  void placesAnInstantInTheSession() {
    Exchange hongKong = EXCHANGES.find("XHKG").orElseThrow();
    SessionTime lunch = hongKong.at(Instant.parse("2021-10-19T04:30:00Z"));
    assertThat(lunch.phase()).isEqualTo(SessionTime.Phase.LUNCH);
    assertThat(lunch.firstSessionThatCouldReact()).isEqualTo("2021-10-19");
  }
}
