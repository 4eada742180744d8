package dev.tapeline.market.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.market.Bar;
import dev.tapeline.market.PriceSeries;
import dev.tapeline.market.provider.BarAnswer.Bars;
import dev.tapeline.market.provider.BarAnswer.Failed;
import dev.tapeline.market.provider.BarAnswer.Limited;
import dev.tapeline.market.provider.BarAnswer.NoBars;
import dev.tapeline.market.provider.BarAnswer.Rejected;
import dev.tapeline.market.provider.BarAnswer.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conversations with providers, <b>written from their published documentation</b> and from what
 * their readers report, not recorded: numbers are made up. {@link ProvidersLiveTest} asks the real
 * ones.
 */
@Timeout(30)
class ProviderConversationsTest {
  private static final LocalDate FROM = LocalDate.parse("2021-10-15");
  private static final LocalDate TO = LocalDate.parse("2021-10-19");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2021-10-19T22:00:00Z"));

  /** Odd on purpose: an address has to write the plus and the slash otherwise. */
  private static final String SECRET = "s3cr+t/KEY";

  private final ProviderServer server = new ProviderServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static @Nullable ApiKey key(boolean configured) {
    return configured ? new ApiKey(SECRET) : null;
  }

  private YahooChart yahoo() {
    return new YahooChart(server.fetcher(), server.url());
  }

  private Stooq stooq(boolean keyed) {
    return new Stooq(server.fetcher(), server.url(), key(keyed));
  }

  private AlphaVantage alphaVantage(boolean keyed) {
    return new AlphaVantage(server.fetcher(), server.url(), key(keyed), CLOCK);
  }

  private Tiingo tiingo(boolean keyed) {
    return new Tiingo(server.fetcher(), server.url(), key(keyed));
  }

  private Eodhd eodhd(boolean keyed) {
    return new Eodhd(server.fetcher(), server.url(), key(keyed));
  }

  private static Bars bars(BarAnswer answer) {
    assertThat(answer).isInstanceOf(Bars.class);
    return (Bars) answer;
  }

  /** What no answer may do: repeat the key. */
  private static NoBars none(BarAnswer answer, Class<? extends NoBars> kind) {
    assertThat(answer).isInstanceOf(kind);
    NoBars none = (NoBars) answer;
    assertThat(none.toString())
        .doesNotContainIgnoringCase(SECRET)
        .doesNotContainIgnoringCase("s3cr%2Bt%2FKEY");
    return none;
  }

  static PriceSeries series(String ticker, @Nullable String mic, String currency) {
    return new PriceSeries(1, ticker, null, mic, currency, null, null);
  }

  // Symbols

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // ticker, mic, yahoo, stooq, alpha-vantage, tiingo, eodhd
        "AAPL, XNAS, AAPL, aapl.us, AAPL, AAPL, AAPL.US",
        "BRK-B, XNYS, BRK-B, brk-b.us, BRK-B, BRK-B, BRK-B.US",
        "0700.HK, XHKG, 0700.HK, 700.hk, -, -, 0700.HK",
        "7203.T, XTKS, 7203.T, 7203.jp, -, -, -",
        "BARC.L, XLON, BARC.L, barc.uk, BARC.LON, -, BARC.LSE",
        "SAP.DE, XETR, SAP.DE, sap.de, SAP.DEX, -, SAP.XETRA",
        "600519.SS, XSHG, 600519.SS, -, 600519.SHH, -, 600519.SHG",
        "BBCA.JK, XIDX, BBCA.JK, -, -, -, BBCA.JK",
        "005930.KS, XKRX, 005930.KS, -, -, -, 005930.KO",
        "INDEX:HSI, XHKG, ^HSI, ^hsi, -, -, HSI.INDX",
        "INDEX:NIFTYIT, XNSE, -, -, -, -, -",
        "ABCD, -, ABCD, -, -, -, -"
      })
  void callsListingsAsProvidersDo(
      String ticker,
      @Nullable String mic,
      @Nullable String yahoo,
      @Nullable String stooq,
      @Nullable String alphaVantage,
      @Nullable String tiingo,
      @Nullable String eodhd) {
    PriceSeries series = series(ticker, mic, "USD");
    assertThat(yahoo().symbol(series)).isEqualTo(yahoo);
    assertThat(stooq(true).symbol(series)).isEqualTo(stooq);
    assertThat(alphaVantage(true).symbol(series)).isEqualTo(alphaVantage);
    assertThat(tiingo(true).symbol(series)).isEqualTo(tiingo);
    assertThat(eodhd(true).symbol(series)).isEqualTo(eodhd);
  }

  // Yahoo's chart

  @Test
  void readsYahoosChart() {
    server.serve(
        "/v8/finance/chart/1810.HK",
        """
        {"chart": {"result": [{
          "meta": {"currency": "HKD", "symbol": "1810.HK", "exchangeName": "HKG",
            "instrumentType": "EQUITY", "gmtoffset": 28800,
            "exchangeTimezoneName": "Asia/Hong_Kong", "dataGranularity": "1d"},
          "timestamp": [1634520600, 1634607000, 1634693400],
          "indicators": {
            "quote": [{"open": [21.0, 21.5, null], "high": [21.6, 22.7, null],
              "low": [20.9, 21.4, null], "close": [21.35, 22.5, null],
              "volume": [1000, 2000, null]}],
            "adjclose": [{"adjclose": [21.3, 22.45, null]}]}}],
          "error": null}}
        """);

    Bars bars = bars(yahoo().ask("1810.HK", FROM, TO));

    assertThat(bars.currency()).isEqualTo("HKD");
    assertThat(bars.unreadable()).isEmpty();
    assertThat(bars.bars())
        .containsExactly(
            new Bar(LocalDate.parse("2021-10-18"), 21.0, 21.6, 20.9, 21.35, 21.3, 1000L),
            new Bar(LocalDate.parse("2021-10-19"), 21.5, 22.7, 21.4, 22.5, 22.45, 2000L));
    assertThat(server.asked())
        .containsExactly(
            "/v8/finance/chart/1810.HK?period1=1634169600&period2=1634774400&interval=1d"
                + "&events=div%2Csplits&includeAdjustedClose=true");
  }

  @Test
  void readsADayInTheExchangesZone() {
    // Sydney opens when it is still the day before in UTC; an index has no volume.
    server.serve(
        "/v8/finance/chart/^AXJO",
        """
        {"chart": {"result": [{"meta": {"currency": "AUD", "exchangeTimezoneName": "Australia/Sydney"},
          "timestamp": [1634598000],
          "indicators": {"quote": [{"open": [7381.1], "high": [7390.2], "low": [7360.3],
            "close": [7374.9], "volume": [0]}]}}], "error": null}}
        """);

    Bars bars = bars(yahoo().ask("^AXJO", FROM, TO));

    assertThat(server.asked().get(0)).startsWith("/v8/finance/chart/%5EAXJO?");
    assertThat(bars.bars())
        .containsExactly(
            new Bar(LocalDate.parse("2021-10-19"), 7381.1, 7390.2, 7360.3, 7374.9, null, 0L));
  }

  @Test
  void tellsWhatYahooDoesNotKnow() {
    server.serve(
        "/v8/finance/chart/GONE",
        """
        {"chart": {"result": null, "error": {"code": "Not Found",
          "description": "No data found, symbol may be delisted"}}}
        """);
    assertThat(none(yahoo().ask("GONE", FROM, TO), Unknown.class).reason())
        .isEqualTo("Yahoo says: No data found, symbol may be delisted");
    assertThat(none(yahoo().ask("NONE", FROM, TO), Unknown.class).reason())
        .isEqualTo("Yahoo answers 404 (not found)");
  }

  @ParameterizedTest
  @CsvSource({
    "429, Limited, Yahoo answers 429 (too many requests)",
    "500, Failed, Yahoo answers 500 (its error)",
    "401, Rejected, Yahoo answers 401 (asks for a login); no key is configured"
  })
  void tellsWhatAStatusMeans(int status, String kind, String reason) {
    server.serve("/v8/finance/chart/AAPL", status, "Edge: Too Many Requests");
    BarAnswer answer = yahoo().ask("AAPL", FROM, TO);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(((NoBars) answer).reason()).isEqualTo(reason);
  }

  @Test
  void tellsWhereYahooAnswersSomethingElse() {
    server.serve("/v8/finance/chart/AAPL", "<html>Will be right back</html>");
    assertThat(none(yahoo().ask("AAPL", FROM, TO), Failed.class).reason())
        .isEqualTo("Yahoo answers no JSON but: <html>Will be right back</html>");
  }

  // Stooq

  @Test
  void readsStooqsCsv() {
    server.serve(
        "/q/d/l/",
        """
        Date,Open,High,Low,Close,Volume
        2021-10-18,143.445,146.843,143.16,146.55,85589175
        2021-10-19,147.01,149.17,146.55,-148.76,76378894
        2021-10-20,148.7,149.754,148.12,149.26,58418788
        """);

    Bars bars = bars(stooq(true).ask("aapl.us", FROM, TO));

    assertThat(bars.currency()).isNull();
    assertThat(bars.bars())
        .extracting(Bar::session, Bar::close)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(LocalDate.parse("2021-10-18"), 146.55),
            org.assertj.core.groups.Tuple.tuple(LocalDate.parse("2021-10-20"), 149.26));
    assertThat(bars.unreadable()).containsExactly("aapl.us:3: a price is not above zero");
    assertThat(server.asked())
        .containsExactly(
            "/q/d/l/?s=aapl.us&d1=20211015&d2=20211019&i=d&o=0100000&apikey=s3cr%2Bt%2FKEY");
  }

  @Test
  void saysThatStooqAsksForAKeyWhereItAnswersAPage() {
    server.serve("/q/d/l/", "<!DOCTYPE html><html><head><title>Stooq</title></head></html>");
    assertThat(none(stooq(false).ask("aapl.us", FROM, TO), Rejected.class).reason())
        .isEqualTo(
            "Stooq answers an HTML page and no CSV: since 2026 it asks for a key; set"
                + " tapeline.prices.stooq.key");
    assertThat(none(stooq(true).ask("aapl.us", FROM, TO), Rejected.class).reason())
        .isEqualTo(
            "Stooq answers an HTML page and no CSV: it refuses the key, or wants to see a browser");
    assertThat(server.asked().get(0)).doesNotContain("apikey");
  }

  @ParameterizedTest
  @CsvSource({
    "No data, Unknown, Stooq has no data for aapl.us",
    "Exceeded the daily hits limit, Limited, Stooq says: Exceeded the daily hits limit",
    "'Date,Open,High,Low,Close,Volume', Failed, Stooq answers a header and no rows"
  })
  void readsWhatStooqSaysInText(String body, String kind, String reason) {
    server.serve("/q/d/l/", body);
    BarAnswer answer = stooq(true).ask("aapl.us", FROM, TO);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(((NoBars) answer).reason()).isEqualTo(reason);
  }

  // Alpha Vantage

  @Test
  void readsAlphaVantageAndAdjustsForSplits() {
    server.serve(
        "/query",
        """
        {"Meta Data": {"1. Information": "Daily Time Series with Splits and Dividend Events",
           "2. Symbol": "AAPL", "3. Last Refreshed": "2021-10-19", "4. Output Size": "Compact",
           "5. Time Zone": "US/Eastern"},
         "Time Series (Daily)": {
           "2021-10-19": {"1. open": "25.00", "2. high": "26.00", "3. low": "24.50", "4. close": "25.50",
             "5. adjusted close": "25.50", "6. volume": "4000", "7. dividend amount": "0.0000",
             "8. split coefficient": "4.0"},
           "2021-10-18": {"1. open": "98.00", "2. high": "101.00", "3. low": "97.00", "4. close": "100.00",
             "5. adjusted close": "24.90", "6. volume": "1000", "7. dividend amount": "0.0000",
             "8. split coefficient": "1.0"},
           "2021-10-15": {"1. open": "98.00", "2. high": "x", "3. low": "97.00", "4. close": "100.00",
             "5. adjusted close": "24.90", "6. volume": "1000", "7. dividend amount": "0.0000",
             "8. split coefficient": "1.0"},
           "2021-10-14": {"4. close": "1"}}}
        """);

    Bars bars = bars(alphaVantage(true).ask("AAPL", FROM, TO));

    assertThat(bars.bars())
        .containsExactly(
            new Bar(LocalDate.parse("2021-10-18"), 24.5, 25.25, 24.25, 25.0, 24.9, 4000L),
            new Bar(LocalDate.parse("2021-10-19"), 25.0, 26.0, 24.5, 25.5, 25.5, 4000L));
    assertThat(bars.unreadable()).containsExactly("2021-10-15: no number: 2. high x");
    assertThat(server.asked())
        .containsExactly(
            "/query?function=TIME_SERIES_DAILY_ADJUSTED&symbol=AAPL&outputsize=compact"
                + "&apikey=s3cr%2Bt%2FKEY");
  }

  @Test
  void asksAlphaVantageForAllWhereTheLastHundredDoNotReachBack() {
    none(alphaVantage(true).ask("AAPL", LocalDate.parse("2020-01-02"), TO), Unknown.class);
    assertThat(server.asked().get(0)).contains("&outputsize=full&");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Note | Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute. | Limited",
        "Information | We have detected your API key as S3CR+T/key and our standard API rate limit is 25 requests per day. | Limited",
        "Information | Please consider spreading out your free API requests more sparingly (1 request per second). | Limited",
        "Information | Thank you for using Alpha Vantage! This is a premium endpoint. | Rejected",
        "Error Message | the parameter apikey is invalid or missing. | Rejected",
        "Error Message | Invalid API call. Please retry or visit the documentation. | Unknown"
      })
  void readsWhatAlphaVantageSaysWith200(String field, String text, String kind) {
    server.serve("/query", "{\"%s\": \"%s\"}".formatted(field, text));
    NoBars answer = none(alphaVantage(true).ask("AAPL", FROM, TO), NoBars.class);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(answer.reason()).startsWith("Alpha Vantage says: " + text.substring(0, 20));
  }

  @Test
  void waitsLongerForADayThanForAMinute() {
    server.serve("/query", "{\"Information\": \"rate limit is 25 requests per day\"}");
    Limited day = (Limited) none(alphaVantage(true).ask("AAPL", FROM, TO), Limited.class);
    server.serve("/query", "{\"Note\": \"5 calls per minute\"}");
    Limited minute = (Limited) none(alphaVantage(true).ask("AAPL", FROM, TO), Limited.class);
    assertThat(day.pause()).isGreaterThan(Duration.ofHours(6));
    assertThat(minute.pause()).isLessThan(Duration.ofMinutes(5));
  }

  // Tiingo

  @Test
  void readsTiingo() {
    server.serve(
        "/tiingo/daily/AAPL/prices",
        """
        [{"date": "2021-10-18T00:00:00.000Z", "close": 100.0, "high": 101.0, "low": 97.0, "open": 98.0,
          "volume": 1000, "adjClose": 24.9, "adjHigh": 25.2, "adjLow": 24.2, "adjOpen": 24.4,
          "adjVolume": 4000, "divCash": 0.0, "splitFactor": 1.0},
         {"date": "2021-10-19T00:00:00.000Z", "close": 25.5, "high": 26.0, "low": 24.5, "open": 25.0,
          "volume": 4000, "adjClose": 25.5, "adjHigh": 26.0, "adjLow": 24.5, "adjOpen": 25.0,
          "adjVolume": 4000, "divCash": 0.0, "splitFactor": 4.0}]
        """);

    Bars bars = bars(tiingo(true).ask("AAPL", FROM, TO));

    assertThat(bars.currency()).isEqualTo("USD");
    assertThat(bars.bars())
        .containsExactly(
            new Bar(LocalDate.parse("2021-10-18"), 24.5, 25.25, 24.25, 25.0, 24.9, 4000L),
            new Bar(LocalDate.parse("2021-10-19"), 25.0, 26.0, 24.5, 25.5, 25.5, 4000L));
    assertThat(server.asked())
        .containsExactly("/tiingo/daily/AAPL/prices?startDate=2021-10-15&endDate=2021-10-19");
    assertThat(server.authorization()).isEqualTo("Token " + SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {\"detail\": \"Not found.\"} | Unknown | Tiingo answers 404 (not found)",
        "401 | {\"detail\": \"Invalid token.\"} | Rejected | Tiingo answers 401 (asks for a login); it refuses the key",
        "429 | {} | Limited | Tiingo answers 429 (too many requests)",
        "200 | {\"detail\": \"Error: You have run over your hourly request allocation.\"} | Limited | Tiingo says: Error: You have run over your hourly request allocation.",
        "200 | [] | Unknown | Tiingo has no prices of AAPL since then"
      })
  void readsWhatTiingoSays(int status, String body, String kind, String reason) {
    server.serve("/tiingo/daily/AAPL/prices", status, body);
    NoBars answer = none(tiingo(true).ask("AAPL", FROM, TO), NoBars.class);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  // EODHD

  private static final String EOD =
      """
      [{"date": "2021-10-18", "open": 98.0, "high": 101.0, "low": 97.0, "close": 100.0,
        "adjusted_close": 24.9, "volume": 4000},
       {"date": "2021-10-19", "open": 25.0, "high": 26.0, "low": 24.5, "close": 25.5,
        "adjusted_close": 25.5, "volume": 4100}]
      """;

  @Test
  void readsEodhdWithItsSplits() {
    server.serve("/api/eod/AAPL.US", EOD);
    server.serve(
        "/api/splits/AAPL.US", "[{\"date\": \"2021-10-19\", \"split\": \"4.000000/1.000000\"}]");

    Bars bars = bars(eodhd(true).ask("AAPL.US", FROM, TO));

    // The volume comes adjusted already.
    assertThat(bars.bars())
        .containsExactly(
            new Bar(LocalDate.parse("2021-10-18"), 24.5, 25.25, 24.25, 25.0, 24.9, 4000L),
            new Bar(LocalDate.parse("2021-10-19"), 25.0, 26.0, 24.5, 25.5, 25.5, 4100L));
    assertThat(server.asked())
        .containsExactly(
            "/api/eod/AAPL.US?from=2021-10-15&to=2021-10-19&fmt=json&api_token=s3cr%2Bt%2FKEY",
            "/api/splits/AAPL.US?from=2021-10-15&to=2021-10-19&fmt=json&api_token=s3cr%2Bt%2FKEY");
  }

  @Test
  void takesNothingOfEodhdWhereItsSplitsCannotBeHad() {
    server.serve("/api/eod/AAPL.US", EOD);
    server.serve("/api/splits/AAPL.US", 500, "");
    none(eodhd(true).ask("AAPL.US", FROM, TO), Failed.class);
    server.serve("/api/splits/AAPL.US", "[{\"date\": \"2021-10-19\", \"split\": \"four\"}]");
    assertThat(none(eodhd(true).ask("AAPL.US", FROM, TO), Failed.class).reason())
        .isEqualTo("EODHD answers what cannot be read: no split such as 4.000000/1.000000: four");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "402 | Limited | EODHD answers 402",
        "403 | Rejected | EODHD answers 403 (forbidden); it refuses the key",
        "404 | Unknown | EODHD answers 404 (not found)"
      })
  void readsWhatEodhdSays(int status, String kind, String reason) {
    server.serve("/api/eod/AAPL.US", status, "{\"error\": \"no\", \"code\": " + status + "}");
    NoBars answer = none(eodhd(true).ask("AAPL.US", FROM, TO), NoBars.class);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  // Keys

  @Test
  void asksNobodyWithoutTheKeyThatTheyNeed() {
    assertThat(none(alphaVantage(false).ask("AAPL", FROM, TO), Rejected.class).reason())
        .isEqualTo("Alpha Vantage needs a key; set tapeline.prices.alpha-vantage.key");
    assertThat(none(tiingo(false).ask("AAPL", FROM, TO), Rejected.class).reason())
        .isEqualTo("Tiingo needs a key; set tapeline.prices.tiingo.key");
    assertThat(none(eodhd(false).ask("AAPL.US", FROM, TO), Rejected.class).reason())
        .isEqualTo("EODHD needs a key; set tapeline.prices.eodhd.key");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aKeyDoesNotShowItself() {
    assertThat(new ApiKey(SECRET).toString()).isEqualTo("ApiKey[***]");
  }

  // A folder

  @Test
  void readsAFolder(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("1810.HK.csv"),
        """
        Date,Open,High,Low,Close,Adj Close,Volume
        2021-10-14,20,21,20,21,21,5
        2021-10-18,21,21.6,20.9,21.35,21.3,1000
        2021-10-19,21.5,20,21.4,22.5,22.45,2000
        """);
    Files.writeString(folder.resolve("INDEX_HSI.csv"), "Date,Close\n2021-10-19,25787.21\n");
    Files.writeString(folder.resolve("notes.md"), "no prices");
    Files.writeString(folder.resolve(".hidden.csv"), "");
    BarFolder provider = new BarFolder(folder);

    assertThat(provider.tickers()).containsExactly("1810.HK", "INDEX:HSI");
    String symbol = provider.symbol(series("1810.HK", "XHKG", "HKD"));
    assertThat(symbol).isNotNull();
    Bars bars = bars(provider.ask(String.valueOf(symbol), FROM, TO));

    assertThat(bars.bars())
        .containsExactly(
            new Bar(LocalDate.parse("2021-10-18"), 21.0, 21.6, 20.9, 21.35, 21.3, 1000L));
    assertThat(bars.unreadable())
        .singleElement()
        .asString()
        .endsWith("1810.HK.csv:4: the high 20.0 is below the low 21.4");
    assertThat(provider.symbol(series("0700.HK", "XHKG", "HKD"))).isNull();
  }

  @Test
  void tellsWhereAFolderHasNothingToRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("AAPL.csv"), "<html>");
    BarFolder provider = new BarFolder(folder);
    assertThat(none(provider.ask(file.toString(), FROM, TO), Failed.class).reason())
        .contains("an HTML page and no CSV");
    Files.delete(file);
    assertThat(none(provider.ask(file.toString(), FROM, TO), Failed.class).reason())
        .contains("cannot be read");
    assertThat(provider.tickers()).isEqualTo(List.of());
  }
}
