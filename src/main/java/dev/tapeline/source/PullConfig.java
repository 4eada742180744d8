package dev.tapeline.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When and how much is pulled: {@code tapeline.pull.*}. */
@ConfigMapping(prefix = "tapeline.pull")
interface PullConfig {

  /** How often due sources are looked for. */
  @WithDefault("2s")
  Duration tick();

  /** No feed is asked more often than this, however much it publishes. */
  @WithDefault("5m")
  Duration minInterval();

  /** No feed is left alone for longer, however it asks for it. */
  @WithDefault("6h")
  Duration maxInterval();

  /** How long after it was added a source is first pulled, unless it is asked to before. */
  @WithDefault("5s")
  Duration grace();

  /** Pulls that one process does side by side. */
  @WithDefault("8")
  int workers();

  /** How long a process that died keeps its sources from the others. */
  @WithDefault("90s")
  Duration lease();

  /** Article pages that one pull fetches at most; the rest waits for the next. */
  @WithDefault("60")
  int maxPages();

  /** How often a page that cannot be had is tried. */
  @WithDefault("3")
  int pageAttempts();
}
