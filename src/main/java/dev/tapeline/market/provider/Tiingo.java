package dev.tapeline.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.market.PriceSeries;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tiingo's end-of-day prices (<a
 * href="https://www.tiingo.com/documentation/end-of-day">documentation</a>) of American listings:
 * {@code /tiingo/daily/AAPL/prices?startDate=2021-10-01}, the key in the header {@code
 * Authorization: Token …}.
 *
 * <p>Prices come as traded, with {@code splitFactor}; {@code adjClose} is adjusted for both. They
 * are there from 17:30 in New York on and may be corrected until 20:00.
 */
final class Tiingo implements BarProvider {
  static final URI BASE = URI.create("https://api.tiingo.com");

  private static final Set<String> MARKETS = Set.of("XNAS", "XNYS", "XASE", "ARCX", "BATS", "OTCM");

  private final ProviderHttp http;

  Tiingo(Fetcher fetcher, URI base, @Nullable ApiKey key) {
    this.http = new ProviderHttp("Tiingo", fetcher, base, key);
  }

  @Override
  public String name() {
    return "tiingo";
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    String mic = series.mic();
    return mic != null && MARKETS.contains(mic) && !series.isIndex() ? series.ticker() : null;
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    if (http.key().isEmpty()) {
      return new BarAnswer.Rejected(http.says("needs a key; set tapeline.prices.tiingo.key"));
    }
    return http.json(
        String.format(
            Locale.ROOT,
            "/tiingo/daily/%s/prices?startDate=%s&endDate=%s",
            URLEncoder.encode(symbol, StandardCharsets.UTF_8),
            from,
            to),
        Map.of("Authorization", "Token " + http.key().get().value()),
        root -> read(symbol, root));
  }

  private BarAnswer read(String symbol, JsonNode root) {
    if (!root.isArray()) {
      String detail = root.path("detail").asText("");
      String reason =
          http.says(detail.isEmpty() ? "answers JSON without prices" : "says: " + detail);
      // "You have run over your hourly request allocation"
      return detail.contains("run over")
          ? new BarAnswer.Limited(reason, null)
          : new BarAnswer.Failed(reason, false);
    }
    if (root.isEmpty()) {
      return new BarAnswer.Unknown(http.says("has no prices of " + symbol + " since then"));
    }
    JsonBars bars = new JsonBars();
    for (JsonNode row : root) {
      String date = row.path("date").asText("");
      bars.add(date, () -> bar(date, row));
    }
    return bars.asTraded("USD");
  }

  private static SplitBar bar(String date, JsonNode row) {
    Double split = JsonBars.number(row, "splitFactor");
    return new SplitBar(
        JsonBars.bar(JsonBars.date(date), row, "adjClose"), split == null ? 1 : split);
  }
}
