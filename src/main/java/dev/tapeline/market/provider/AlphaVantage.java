package dev.tapeline.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.market.Bar;
import dev.tapeline.market.PriceSeries;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alpha Vantage's {@code TIME_SERIES_DAILY_ADJUSTED} (<a
 * href="https://www.alphavantage.co/documentation/">documentation</a>), a premium function since
 * 2023.
 *
 * <p>Prices come as traded, with each day's split. Everything that goes wrong comes with status
 * 200: a wrong symbol as {@code "Error Message"}, limits and what the key does not pay for as
 * {@code "Information"} or {@code "Note"}, some of which repeat the key.
 */
final class AlphaVantage implements BarProvider {
  static final URI BASE = URI.create("https://www.alphavantage.co");

  /** Compact answers hold the last 100 sessions; this is surely fewer. */
  private static final int COMPACT_DAYS = 130;

  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final Duration LONG = Duration.ofHours(12);

  private final ProviderHttp http;
  private final InstantSource clock;
  private final ProviderSymbols symbols = ProviderSymbols.of("alphavantage");

  AlphaVantage(Fetcher fetcher, URI base, @Nullable ApiKey key, InstantSource clock) {
    this.http = new ProviderHttp("Alpha Vantage", fetcher, base, key);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "alpha-vantage";
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    String suffix = series.isIndex() ? null : symbols.suffix(series.mic());
    return suffix == null ? null : ProviderSymbols.code(series) + suffix;
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    if (http.key().isEmpty()) {
      return new BarAnswer.Rejected(
          http.says("needs a key; set tapeline.prices.alpha-vantage.key"));
    }
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    boolean compact = ChronoUnit.DAYS.between(from, today) < COMPACT_DAYS;
    return http.json(
        String.format(
            Locale.ROOT,
            "/query?function=TIME_SERIES_DAILY_ADJUSTED&symbol=%s&outputsize=%s&apikey=%s",
            URLEncoder.encode(symbol, StandardCharsets.UTF_8),
            compact ? "compact" : "full",
            http.key().get().inQuery()),
        Map.of(),
        root -> read(symbol, from, root));
  }

  private BarAnswer read(String symbol, LocalDate from, JsonNode root) {
    JsonNode days = root.path("Time Series (Daily)");
    if (!days.isObject()) {
      return noBars(symbol, root);
    }
    JsonBars bars = new JsonBars();
    for (Iterator<Map.Entry<String, JsonNode>> all = days.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> day = all.next();
      if (day.getKey().compareTo(from.toString()) >= 0) {
        bars.add(day.getKey(), () -> bar(day.getKey(), day.getValue()));
      }
    }
    return bars.asTraded(null);
  }

  private static SplitBar bar(String date, JsonNode day) {
    Double split = JsonBars.number(day, "8. split coefficient");
    return new SplitBar(
        new Bar(
            JsonBars.date(date),
            JsonBars.number(day, "1. open"),
            JsonBars.number(day, "2. high"),
            JsonBars.number(day, "3. low"),
            JsonBars.required(day, "4. close"),
            JsonBars.number(day, "5. adjusted close"),
            JsonBars.whole(JsonBars.number(day, "6. volume"))),
        split == null ? 1 : split);
  }

  private BarAnswer noBars(String symbol, JsonNode root) {
    for (String field : List.of("Error Message", "Information", "Note")) {
      String text = root.path(field).asText("");
      if (!text.isEmpty()) {
        return told(text, http.says("says: " + text));
      }
    }
    return root.isEmpty()
        ? new BarAnswer.Unknown(http.says("answers {} for " + symbol))
        : new BarAnswer.Failed(http.says("answers JSON without \"Time Series (Daily)\""), false);
  }

  private static BarAnswer told(String text, String reason) {
    String low = text.toLowerCase(Locale.ROOT);
    if (low.contains("premium endpoint") || low.contains("apikey is invalid")) {
      return new BarAnswer.Rejected(reason);
    }
    if (low.contains("invalid api call")) {
      return new BarAnswer.Unknown(reason);
    }
    if (low.contains("per day") || low.contains("daily rate limit")) {
      return new BarAnswer.Limited(reason, LONG);
    }
    return new BarAnswer.Limited(reason, SHORT);
  }
}
