package dev.tapeline.timeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How streams are kept: see {@code docs/configuration.md}. */
@ConfigMapping(prefix = "tapeline.stream")
interface StreamConfig {

  /** How long a stream says nothing before it says that it is still there. */
  @WithDefault("15s")
  Duration heartbeat();

  /** How long a reader may take for one entry before it is dropped. */
  @WithDefault("30s")
  Duration patience();

  /** Streams that one process serves at a time. */
  @WithDefault("5000")
  int most();
}
