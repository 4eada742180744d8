package dev.tapeline.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How alerts are sent: {@code tapeline.alerts.*}; see {@code docs/configuration.md}. */
@ConfigMapping(prefix = "tapeline.alerts")
interface AlertsConfig {

  /** The key that secrets are kept under; the data directory's own where none is given. */
  Optional<String> key();

  /**
   * How long before the newest session of its listing a move may lie: what is older came with an
   * import of history, and is not told. Zero for any.
   */
  @WithDefault("7d")
  Duration maxAge();

  /** How old news may be by the clock; any where not given. */
  Optional<Duration> maxNewsAge();

  /** Before the second attempt; doubled before each further one. */
  @WithDefault("1s")
  Duration retryFirst();

  /** The longest pause between two attempts. */
  @WithDefault("1h")
  Duration retryMost();

  /** After which a delivery that nobody takes is dead. */
  @WithDefault("24h")
  Duration retryFor();

  /** For how long every attempt must have failed before a receiver is paused. */
  @WithDefault("6h")
  Duration pauseAfter();

  /** How many deliveries one target is sent at the same time. */
  @WithDefault("8")
  int perTarget();

  /** Streams of alerts that one process serves at a time. */
  @WithDefault("200")
  int streams();

  /** For how long deliveries that have ended are kept. */
  @WithDefault("90d")
  Duration keep();

  /** How long a mail server may take for one mail. */
  @WithDefault("30s")
  Duration mailTimeout();
}
