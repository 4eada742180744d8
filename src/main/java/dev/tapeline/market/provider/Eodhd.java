package dev.tapeline.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.market.Bar;
import dev.tapeline.market.PriceSeries;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * EODHD's end-of-day data (<a
 * href="https://eodhd.com/financial-apis/api-for-historical-data-and-volumes">documentation</a>):
 * {@code /api/eod/AAPL.US?from=…&to=…&fmt=json}, and {@code /api/splits/AAPL.US} beside it, since
 * its open, high, low and close are as traded while its volume is adjusted for splits.
 *
 * <p>402 says that the day's calls are used up, 403 that the key is wrong.
 */
final class Eodhd implements BarProvider {
  static final URI BASE = URI.create("https://eodhd.com");

  private final ProviderHttp http;
  private final ProviderSymbols symbols = ProviderSymbols.of("eodhd");

  Eodhd(Fetcher fetcher, URI base, @Nullable ApiKey key) {
    this.http = new ProviderHttp("EODHD", fetcher, base, key);
  }

  @Override
  public String name() {
    return "eodhd";
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    if (series.isIndex()) {
      return symbols.index(series.ticker());
    }
    String suffix = symbols.suffix(series.mic());
    return suffix == null ? null : ProviderSymbols.code(series) + suffix;
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    if (http.key().isEmpty()) {
      return new BarAnswer.Rejected(http.says("needs a key; set tapeline.prices.eodhd.key"));
    }
    BarAnswer answer =
        http.json(path("eod", symbol, from, to), Map.of(), root -> read(symbol, root));
    if (!(answer instanceof BarAnswer.Bars bars) || bars.bars().isEmpty()) {
      return answer;
    }
    Map<LocalDate, Double> splits = new HashMap<>();
    BarAnswer read =
        http.json(
            path("splits", symbol, from, to),
            Map.of(),
            root -> {
              root.forEach(row -> splits.put(date(row), ratio(row.path("split").asText(""))));
              return bars;
            });
    // Without its splits, what there is may be wrong by a factor.
    return read instanceof BarAnswer.NoBars ? read : adjusted(bars, splits);
  }

  private String path(String what, String symbol, LocalDate from, LocalDate to) {
    return String.format(
        Locale.ROOT,
        "/api/%s/%s?from=%s&to=%s&fmt=json&api_token=%s",
        what,
        URLEncoder.encode(symbol, StandardCharsets.UTF_8),
        from,
        to,
        http.key().map(ApiKey::inQuery).orElse(""));
  }

  private BarAnswer read(String symbol, JsonNode root) {
    if (!root.isArray()) {
      String error = root.path("error").asText(root.path("message").asText(""));
      return new BarAnswer.Failed(
          http.says(error.isEmpty() ? "answers JSON without prices" : "says: " + error), false);
    }
    if (root.isEmpty()) {
      return new BarAnswer.Unknown(http.says("has no prices of " + symbol + " since then"));
    }
    JsonBars bars = new JsonBars();
    for (JsonNode row : root) {
      bars.add(
          row.path("date").asText(""),
          () -> SplitBar.of(JsonBars.bar(date(row), row, "adjusted_close")));
    }
    return bars.asTheyAre(null);
  }

  private static LocalDate date(JsonNode row) {
    return JsonBars.date(row.path("date").asText(""));
  }

  /** New shares for one old one: 4 for "4.000000/1.000000". */
  private static double ratio(String split) {
    String[] parts = split.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("no split such as 4.000000/1.000000: " + split);
    }
    return Double.parseDouble(parts[0].strip()) / Double.parseDouble(parts[1].strip());
  }

  private static BarAnswer adjusted(BarAnswer.Bars bars, Map<LocalDate, Double> splits) {
    List<Bar> adjusted =
        SplitBar.adjusted(
            bars.bars().stream()
                .map(bar -> new SplitBar(bar, splits.getOrDefault(bar.session(), 1.0)))
                .toList());
    Map<LocalDate, Bar> told = new HashMap<>();
    bars.bars().forEach(bar -> told.put(bar.session(), bar));
    List<Bar> withToldVolume = new ArrayList<>();
    for (Bar bar : adjusted) {
      Bar before = told.getOrDefault(bar.session(), bar);
      withToldVolume.add(
          new Bar(
              bar.session(),
              bar.open(),
              bar.high(),
              bar.low(),
              bar.close(),
              bar.adjustedClose(),
              before.volume()));
    }
    return new BarAnswer.Bars(withToldVolume, bars.currency(), bars.unreadable());
  }
}
