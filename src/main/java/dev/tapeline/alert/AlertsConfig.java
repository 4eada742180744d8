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

  /** How old what happened may be; older things are matched by nothing. All where not given. */
  Optional<Duration> maxAge();

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
}
