package dev.tapeline.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.market.Bar;
import dev.tapeline.market.PriceSeries;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Yahoo's chart data, version 8, as its own pages read it. It needs no key and is documented by its
 * readers only: {@code /v8/finance/chart/AAPL?period1=…&period2=…&interval=1d}.
 *
 * <p>Prices come adjusted for splits, {@code adjclose} for dividends too. A day without a close is
 * null in every column. Errors stand in {@code chart.error}.
 */
final class YahooChart implements BarProvider {
  static final URI BASE = URI.create("https://query1.finance.yahoo.com");

  private final ProviderHttp http;
  private final ProviderSymbols symbols = ProviderSymbols.of("yahoo");

  YahooChart(Fetcher fetcher, URI base) {
    this.http = new ProviderHttp("Yahoo", fetcher, base, null);
  }

  @Override
  public String name() {
    return "yahoo";
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    return series.isIndex() ? symbols.index(series.ticker()) : series.ticker();
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    // A day more on each side: the bounds are instants, and the exchange may be anywhere.
    return http.json(
        String.format(
            Locale.ROOT,
            "/v8/finance/chart/%s?period1=%d&period2=%d&interval=1d&events=div%%2Csplits"
                + "&includeAdjustedClose=true",
            URLEncoder.encode(symbol, StandardCharsets.UTF_8),
            from.minusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            to.plusDays(2).atStartOfDay(ZoneOffset.UTC).toEpochSecond()),
        Map.of(),
        this::read);
  }

  private BarAnswer read(JsonNode root) {
    JsonNode chart = root.path("chart");
    JsonNode error = chart.path("error");
    if (error.isObject()) {
      return failure(error);
    }
    JsonNode result = chart.path("result").path(0);
    JsonNode quote = result.path("indicators").path("quote").path(0);
    if (!quote.isObject()) {
      return new BarAnswer.Failed(http.says("answers JSON without chart.result.indicators"), false);
    }
    JsonNode meta = result.path("meta");
    ZoneId zone = zone(meta);
    JsonNode times = result.path("timestamp");
    JsonBars bars = new JsonBars();
    for (int i = 0; i < times.size(); i++) {
      int place = i;
      if (!quote.path("close").path(i).isNull()) {
        LocalDate session =
            Instant.ofEpochSecond(times.path(i).asLong()).atZone(zone).toLocalDate();
        bars.add(session.toString(), () -> bar(session, result, quote, place));
      }
    }
    return bars.asTheyAre(meta.path("currency").asText(null));
  }

  private BarAnswer failure(JsonNode error) {
    String code = error.path("code").asText("");
    String reason = http.says("says: " + error.path("description").asText(code));
    return code.equals("Not Found")
        ? new BarAnswer.Unknown(reason)
        : new BarAnswer.Failed(reason, false);
  }

  private static ZoneId zone(JsonNode meta) {
    try {
      return ZoneId.of(meta.path("exchangeTimezoneName").asText("UTC"));
    } catch (DateTimeException e) {
      return ZoneOffset.ofTotalSeconds(meta.path("gmtoffset").asInt());
    }
  }

  private static SplitBar bar(LocalDate session, JsonNode result, JsonNode quote, int place) {
    JsonNode adjusted = result.path("indicators").path("adjclose").path(0).path("adjclose");
    Double close = at(quote.path("close"), place);
    if (close == null) {
      throw new IllegalArgumentException("it has no close");
    }
    return SplitBar.of(
        new Bar(
            session,
            at(quote.path("open"), place),
            at(quote.path("high"), place),
            at(quote.path("low"), place),
            close,
            at(adjusted, place),
            JsonBars.whole(at(quote.path("volume"), place))));
  }

  private static @Nullable Double at(JsonNode column, int place) {
    JsonNode value = column.path(place);
    return value.isNumber() ? value.doubleValue() : null;
  }
}
