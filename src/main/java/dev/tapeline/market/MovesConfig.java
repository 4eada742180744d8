package dev.tapeline.market;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which recorded moves are large enough for a timeline: {@code tapeline.moves.*}. */
@ConfigMapping(prefix = "tapeline.moves")
interface MovesConfig {

  /** Changes of so many percent, up or down. */
  @WithDefault("5")
  double minAbsChange();

  /** Changes of so many standard deviations, up or down. */
  @WithDefault("3")
  double minAbsZScore();
}
