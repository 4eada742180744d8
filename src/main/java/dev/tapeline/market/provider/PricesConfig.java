package dev.tapeline.market.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whose prices are pulled, and when: {@code tapeline.prices.*}. */
@ConfigMapping(prefix = "tapeline.prices")
public interface PricesConfig {

  /**
   * Who is asked, the first that has it: {@code yahoo}, {@code stooq}, {@code alpha-vantage},
   * {@code tiingo}, {@code eodhd}, {@code folder}. None unless it is set.
   */
  Optional<List<String>> providers();

  /** Listings and indices that are always followed, as tickers: {@code 1810.HK,INDEX:HSI}. */
  Optional<List<String>> listings();

  /** Whether the listings of companies in the news are followed, and their benchmark indices. */
  @WithDefault("true")
  boolean followNews();

  /** How long a company stays one in the news. */
  @WithDefault("30d")
  Duration newsDays();

  /** How long after an exchange's close its bars are first asked for. */
  @WithDefault("45m")
  Duration delay();

  /** How far back the first pull of a listing asks. */
  @WithDefault("3650d")
  Duration history();

  /** How often due listings are looked for. */
  @WithDefault("30s")
  Duration tick();

  /** Pulls that one process does side by side. */
  @WithDefault("2")
  int workers();

  /** How long a process that died keeps its listings from the others. */
  @WithDefault("3m")
  Duration lease();

  /** How often an ask that nobody answered is repeated within a pull. */
  @WithDefault("2")
  int retries();

  /** The pause before the first repetition; it doubles, and up to a half is added by chance. */
  @WithDefault("2s")
  Duration retryPause();

  /** How long a provider that fails again and again is not asked. */
  @WithDefault("5m")
  Duration breakerPause();

  /** {@code tapeline.prices.yahoo.*}. */
  Web yahoo();

  /** {@code tapeline.prices.stooq.*}. */
  Web stooq();

  /** {@code tapeline.prices.alpha-vantage.*}. */
  Web alphaVantage();

  /** {@code tapeline.prices.tiingo.*}. */
  Web tiingo();

  /** {@code tapeline.prices.eodhd.*}. */
  Web eodhd();

  /** {@code tapeline.prices.folder.*}. */
  Folder folder();

  /** A provider on the web. */
  interface Web {

    /** The key; never logged. */
    Optional<String> key();

    /** Where it is asked, where that is not its own address. */
    Optional<URI> url();

    /** Asks a minute, where that is not the default for the provider. */
    OptionalInt perMinute();
  }

  /** A folder of CSV files. */
  interface Folder {

    /** Where it lies. */
    Optional<Path> path();
  }
}
