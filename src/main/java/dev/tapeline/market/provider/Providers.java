package dev.tapeline.market.provider;

import dev.tapeline.fetch.Fetcher;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The providers that are configured, in the order in which they are asked. */
@ApplicationScoped
class Providers {
  private static final Logger LOG = Logger.getLogger(Providers.class);

  /** What the free plans and the patience of the hosts allow, with something to spare. */
  private static final int YAHOO_PER_MINUTE = 30;

  private static final int STOOQ_PER_MINUTE = 20;
  private static final int ALPHA_VANTAGE_PER_MINUTE = 5;
  private static final int TIINGO_PER_MINUTE = 40;
  private static final int EODHD_PER_MINUTE = 60;
  private static final int FILES_PER_MINUTE = 60_000;

  private final List<GuardedProvider> inOrder = new ArrayList<>();
  private final @Nullable BarFolder folder;

  Providers(PricesConfig config, Fetcher fetcher, InstantSource clock) {
    BarFolder found = null;
    for (String name : config.providers().orElse(List.of())) {
      String plain = name.strip().toLowerCase(Locale.ROOT);
      if (!plain.isEmpty()) {
        BarProvider provider = provider(plain, config, fetcher, clock);
        inOrder.add(new GuardedProvider(provider, perMinute(plain, config), config));
        found = provider instanceof BarFolder files ? files : found;
      }
    }
    this.folder = found;
  }

  void start(@Observes StartupEvent event) {
    if (!inOrder.isEmpty()) {
      LOG.infof(
          "Prices are pulled from %s",
          String.join(", then ", inOrder.stream().map(GuardedProvider::name).toList()));
    }
  }

  private static BarProvider provider(
      String name, PricesConfig config, Fetcher fetcher, InstantSource clock) {
    return switch (name) {
      case "yahoo" -> new YahooChart(fetcher, url(config.yahoo(), YahooChart.BASE));
      case "stooq" -> new Stooq(fetcher, url(config.stooq(), Stooq.BASE), key(config.stooq()));
      case "alpha-vantage" ->
          new AlphaVantage(
              fetcher,
              url(config.alphaVantage(), AlphaVantage.BASE),
              key(config.alphaVantage()),
              clock);
      case "tiingo" -> new Tiingo(fetcher, url(config.tiingo(), Tiingo.BASE), key(config.tiingo()));
      case "eodhd" -> new Eodhd(fetcher, url(config.eodhd(), Eodhd.BASE), key(config.eodhd()));
      case "folder" -> folder(config);
      default ->
          throw new IllegalArgumentException(
              "tapeline.prices.providers takes yahoo, stooq, alpha-vantage, tiingo, eodhd and"
                  + " folder, but has: "
                  + name);
    };
  }

  private static BarFolder folder(PricesConfig config) {
    Path path =
        config
            .folder()
            .path()
            .filter(Files::isDirectory)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "tapeline.prices.folder.path must name a folder of CSV files"));
    return new BarFolder(path);
  }

  private static int perMinute(String name, PricesConfig config) {
    return switch (name) {
      case "yahoo" -> config.yahoo().perMinute().orElse(YAHOO_PER_MINUTE);
      case "stooq" -> config.stooq().perMinute().orElse(STOOQ_PER_MINUTE);
      case "alpha-vantage" -> config.alphaVantage().perMinute().orElse(ALPHA_VANTAGE_PER_MINUTE);
      case "tiingo" -> config.tiingo().perMinute().orElse(TIINGO_PER_MINUTE);
      case "eodhd" -> config.eodhd().perMinute().orElse(EODHD_PER_MINUTE);
      default -> FILES_PER_MINUTE;
    };
  }

  private static URI url(PricesConfig.Web web, URI own) {
    return web.url().orElse(own);
  }

  private static @Nullable ApiKey key(PricesConfig.Web web) {
    return web.key().map(String::strip).filter(key -> !key.isEmpty()).map(ApiKey::new).orElse(null);
  }

  /** Whether there is anybody to ask. */
  boolean any() {
    return !inOrder.isEmpty();
  }

  List<GuardedProvider> inOrder() {
    return List.copyOf(inOrder);
  }

  /** The tickers of the folder's files; none where no folder is configured. */
  List<String> ofFolder() {
    return folder == null ? List.of() : folder.tickers();
  }
}
