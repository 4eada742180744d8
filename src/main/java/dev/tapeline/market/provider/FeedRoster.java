package dev.tapeline.market.provider;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Says whose bars are pulled: what is configured, what the folder holds, the companies on watch
 * lists and in the news, and the indices that all of these are measured against.
 */
@ApplicationScoped
class FeedRoster {
  private static final Logger LOG = Logger.getLogger(FeedRoster.class);

  /** Looking through the news takes longer than it helps to do with each tick. */
  private static final Duration PAUSE = Duration.ofMinutes(2);

  private final Providers providers;
  private final FeedStore store;
  private final PricesConfig config;
  private final InstantSource clock;
  private volatile Instant next = Instant.MIN;

  FeedRoster(Providers providers, FeedStore store, PricesConfig config, InstantSource clock) {
    this.providers = providers;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Adds what is not followed yet; does nothing where nobody is to be asked. */
  void enrol() {
    Instant now = clock.instant();
    if (!providers.any() || now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    int added =
        store.add(written(config.listings().orElse(List.of())), BarFeed.Reason.CONFIGURED, now)
            + store.add(written(providers.ofFolder()), BarFeed.Reason.FOLDER, now)
            + store.add(store.watched(), BarFeed.Reason.ADDED, now);
    if (config.followNews()) {
      added += store.add(store.inTheNews(now.minus(config.newsDays())), BarFeed.Reason.NEWS, now);
    }
    added += store.add(store.benchmarks(), BarFeed.Reason.BENCHMARK, now);
    if (added > 0) {
      LOG.infof("%d listings and indices more are followed", added);
    }
  }

  private static List<String> written(List<String> tickers) {
    return tickers.stream()
        .map(String::strip)
        .filter(ticker -> !ticker.isEmpty())
        .map(FeedRoster::written)
        .toList();
  }

  /** A ticker as Tapeline writes it: {@code 1810.HK} for XHKG:1810; as it is where unknown. */
  static String written(String ticker) {
    return CompanyDirectory.builtIn().resolve(ticker) instanceof Resolution.Found found
        ? found.listing().ticker()
        : ticker.toUpperCase(Locale.ROOT);
  }
}
