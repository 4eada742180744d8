package dev.tapeline.fetch;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;

/** Makes the fetcher that the configuration describes, where no service runs. */
public final class ConfiguredFetcher {

  private ConfiguredFetcher() {}

  /**
   * A fetcher by {@code tapeline.fetch.*}.
   *
   * @param configuration where settings are read
   * @param version such as {@code 0.1.0}, told to publishers
   */
  public static Fetcher of(
      SmallRyeConfigBuilder configuration, String version, InstantSource clock) {
    FetchConfig config =
        configuration
            .addDiscoveredConverters()
            .withMapping(FetchConfig.class)
            .withMappingIgnore("**")
            .build()
            .getConfigMapping(FetchConfig.class);
    return new Fetcher(
        config.limits(),
        config.policy(),
        UserAgent.of(version, config.contact().orElse(null)),
        clock);
  }
}
