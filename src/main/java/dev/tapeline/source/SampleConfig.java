package dev.tapeline.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The built-in sample: {@code tapeline.sample.*}. */
@ConfigMapping(prefix = "tapeline.sample")
interface SampleConfig {

  /** Whether it is there until the first article of another source comes. */
  @WithDefault("true")
  boolean enabled();
}
