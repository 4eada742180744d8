package dev.tapeline.market.provider;

import dev.tapeline.fetch.Fetcher;
import dev.tapeline.market.BarFile;
import dev.tapeline.market.BarRow;
import dev.tapeline.market.PriceSeries;
import dev.tapeline.market.RefusedRows;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stooq's daily CSV: {@code /q/d/l/?s=aapl.us&d1=20211001&d2=20211019&i=d}.
 *
 * <p>Since 2026 it wants a key ({@code apikey}) that a person gets behind a captcha; without one it
 * answers 200 with an HTML page. It answers 200 too with "No data", and with "Exceeded the daily
 * hits limit". Prices would come adjusted for dividends as well; {@code o=0100000} switches that
 * off (the second of seven switches), so that a close is what newspapers tell.
 */
final class Stooq implements BarProvider {
  static final URI BASE = URI.create("https://stooq.com");

  private static final Duration A_DAY = Duration.ofHours(24);
  private static final String UNADJUSTED_FOR_DIVIDENDS = "0100000";

  private final ProviderHttp http;
  private final ProviderSymbols symbols = ProviderSymbols.of("stooq");

  Stooq(Fetcher fetcher, URI base, @Nullable ApiKey key) {
    this.http = new ProviderHttp("Stooq", fetcher, base, key);
  }

  @Override
  public String name() {
    return "stooq";
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    if (series.isIndex()) {
      return symbols.index(series.ticker());
    }
    String suffix = symbols.suffix(series.mic());
    if (suffix == null) {
      return null;
    }
    String code = ProviderSymbols.code(series);
    // Hong Kong's 0700 is 700 there.
    String plain =
        code.matches("\\d+") && suffix.equals(".hk") ? code.replaceFirst("^0+", "") : code;
    return (plain + suffix).toLowerCase(Locale.ROOT);
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    String path =
        String.format(
            Locale.ROOT,
            "/q/d/l/?s=%s&d1=%s&d2=%s&i=d&o=%s",
            URLEncoder.encode(symbol, StandardCharsets.UTF_8),
            DateTimeFormatter.BASIC_ISO_DATE.format(from),
            DateTimeFormatter.BASIC_ISO_DATE.format(to),
            UNADJUSTED_FOR_DIVIDENDS);
    return http.text(
        http.key().map(key -> path + "&apikey=" + key.inQuery()).orElse(path),
        body -> read(symbol, body));
  }

  private BarAnswer read(String symbol, String body) {
    String start = body.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<")) {
      return new BarAnswer.Rejected(
          http.says(
              http.key().isEmpty()
                  ? "answers an HTML page and no CSV: since 2026 it asks for a key;"
                      + " set tapeline.prices.stooq.key"
                  : "answers an HTML page and no CSV: it refuses the key,"
                      + " or wants to see a browser"));
    }
    if (start.startsWith("no data") || start.startsWith("brak danych")) {
      return new BarAnswer.Unknown(http.says("has no data for " + symbol));
    }
    if (start.startsWith("exceeded") || start.startsWith("przekroczony")) {
      return new BarAnswer.Limited(http.says("says: " + body), A_DAY);
    }
    BarFile file =
        BarFile.read(
            symbol, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), symbol);
    if (file.rows().isEmpty()) {
      return new BarAnswer.Failed(
          http.says(
              file.refused().isEmpty()
                  ? "answers a header and no rows"
                  : "answers no bars: " + file.refused().get(0).reason()),
          false);
    }
    return new BarAnswer.Bars(
        file.rows().stream().map(BarRow::bar).toList(),
        null,
        file.refused().stream().map(RefusedRows::toString).toList());
  }
}
