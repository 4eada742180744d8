package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.exchange.Exchanges;
import dev.tapeline.market.BarColumns.Column;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarFileTest {

  private static BarFile read(String name, String text, Map<Column, String> named) {
    return BarFile.read(
        name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null, named);
  }

  private static BarFile read(String name, String text) {
    return read(name, text, Map.of());
  }

  @Test
  void readsYahoos() {
    BarFile file =
        read(
            "1810.HK.csv",
            """
            Date,Open,High,Low,Close,Adj Close,Volume
            2021-10-18,21.20,21.45,21.00,21.35,21.30,100000
            2021-10-19,21.40,22.60,21.30,22.50,22.45,250000
            """);

    assertThat(file.provider()).isEqualTo("yahoo");
    assertThat(file.refused()).isEmpty();
    assertThat(file.rows().get(1))
        .isEqualTo(
            new BarRow(
                "1810.HK",
                3,
                new Bar(
                    LocalDate.parse("2021-10-19"), 21.40, 22.60, 21.30, 22.50, 22.45, 250000L)));
  }

  @Test
  void readsStooqs() {
    BarFile download =
        read(
            "aapl_us_d.csv",
            "Date,Open,High,Low,Close,Volume\n2023-01-03,130.28,130.9,124.17,125.07,112117500\n");
    BarFile archive =
        read(
            "vod.uk.txt",
            """
            <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
            VOD.UK,D,20230103,000000,84.5,85.9,84.3,85.7,63211000,0
            """);

    assertThat(download.provider()).isEqualTo("stooq");
    assertThat(download.rows().get(0).ticker()).isEqualTo("AAPL");
    assertThat(archive.provider()).isEqualTo("stooq");
    assertThat(archive.rows().get(0).ticker()).isEqualTo("VOD.L");
    assertThat(archive.rows().get(0).bar().session()).isEqualTo(LocalDate.parse("2023-01-03"));
    assertThat(archive.rows().get(0).bar().volume()).isEqualTo(63211000L);
  }

  @Test
  void readsOthersByTheirHeader() {
    BarFile file =
        read(
            "kurse.csv",
            "Symbol,Datum,Schluss\nSAP.DE,2024/02/01,160.5\n",
            Map.of(Column.DATE, "Datum", Column.CLOSE, "schluss"));

    assertThat(file.provider()).isEqualTo("csv");
    assertThat(file.rows())
        .containsExactly(
            new BarRow(
                "SAP.DE",
                2,
                new Bar(LocalDate.parse("2024-02-01"), null, null, null, 160.5, null, null)));
  }

  @Test
  void readsTheCurrencyWhereAColumnTellsIt() {
    BarFile file =
        read(
            "prices.csv",
            "Symbol,Date,Close,Ccy\nSAP.DE,2024-02-01,160.5,EUR\n",
            Map.of(Column.CURRENCY, "Ccy"));

    assertThat(file.rows()).extracting(BarRow::currency).containsExactly("EUR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-01,10,11,9,-10,10,100      | a price is not above zero",
        "2024-02-01,10,9,11,10,10,100       | the high 9.0 is below the low 11.0",
        "2024-02-01,10,11,9,12,10,100       | the close 12.0 is outside the range 9.0 to 11.0",
        "2024-02-01,13,11,9,10,10,100       | the open 13.0 is outside the range 9.0 to 11.0",
        "2024-02-01,10,11,9,10,10,-1        | the volume is negative",
        "2024-02-01,10,11,9,null,null,null  | it has no close",
        "2024-02-31,10,11,9,10,10,100       | no date such as 2021-10-19: 2024-02-31",
        "01.02.2024,10,11,9,10,10,100       | no date such as 2021-10-19: 01.02.2024",
        "2024-02-01,10,11,9,ten,10,100      | no number: ten",
        "0024-02-01,10,11,9,10,10,100       | no session of the years since 1880"
      })
  void refusesWhatCannotBeTrue(String row, String reason) {
    BarFile file = read("AAPL.csv", "Date,Open,High,Low,Close,Adj Close,Volume\n" + row + "\n");

    assertThat(file.rows()).isEmpty();
    assertThat(file.refused()).containsExactly(new RefusedRows("AAPL.csv", 2, 1, reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "<!DOCTYPE html><html>Get your apikey | an HTML page and no CSV",
        "No data                              | does not name the columns",
        "''                                   | it is empty"
      })
  void refusesWhatIsNoTable(String text, String reason) {
    BarFile file = read("aapl_us_d.csv", text);

    assertThat(file.rows()).isEmpty();
    assertThat(file.refused()).singleElement().asString().contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "1810.HK.csv, 1810.HK",
    "bars-us.tar.gz!bars-us/RDS-B.csv, RDS-B",
    "INDEX_HSI.csv, INDEX:HSI",
    "aapl.us.txt, AAPL",
    "7203.jp.txt, 7203.T",
    "xiaomi_hk_d.csv, XIAOMI.HK"
  })
  void tellsTheTickerByTheName(String name, String ticker) {
    assertThat(BarFile.tickerOf(name)).isEqualTo(ticker);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "2021-10-20 | 22.50 | 100 | the session 2021-10-20 has not ended",
        "2021-10-21 | 22.50 | 100 | the session 2021-10-21 is in the future",
        "2021-10-16 | 21.00 | 0   | made up: XHKG did not trade on 2021-10-16",
        "2021-10-16 | 21.50 | 900 | none",
        "2021-10-15 | 22.50 | 100 | the session 2021-10-15 is there twice",
        "2021-10-19 | 22.50 | 100 | none"
      })
  void refusesWhatCannotBeASession(
      LocalDate session, double close, long volume, @Nullable String reason) {
    BarRow friday = row(LocalDate.parse("2021-10-15"), 21.00, 100);
    BarScreening screened =
        new BarScreening(
                "csv",
                Exchanges.builtIn().find("XHKG"),
                "HKD",
                // 15:00 in Hong Kong, an hour before the close.
                Instant.parse("2021-10-20T07:00:00Z"))
            .screen(List.of(friday, row(session, close, volume)), null);

    if (reason == null) {
      assertThat(screened.refused()).isEmpty();
      assertThat(screened.kept()).hasSize(2);
    } else {
      assertThat(screened.refused())
          .extracting(BarScreening.Remark::reason)
          .containsExactly(reason);
      assertThat(screened.kept()).hasSize(1);
    }
  }

  private static BarRow row(LocalDate session, double close, long volume) {
    return new BarRow("1810.HK", 2, new Bar(session, close, close, close, close, null, volume));
  }

  @ParameterizedTest
  @CsvSource({
    // close before, open, close, flagged
    "400, 101, 99, true",
    "100, 50.5, 51, true",
    "10, 101, 98, true",
    // Meta on 3 February 2022 and a crash by half that opened higher: no splits.
    "323, 244.65, 237.76, false",
    "100, 80, 50, false",
    "100, 103, 102, false"
  })
  void flagsWhatLooksLikeASplit(double before, double open, double close, boolean flagged) {
    Bar first = new Bar(LocalDate.parse("2024-02-01"), null, null, null, before, null, null);
    Bar next = new Bar(LocalDate.parse("2024-02-02"), open, null, null, close, null, null);

    assertThat(SplitLike.flag(first, next) != null).isEqualTo(flagged);
  }
}
