package dev.tapeline.source;

import dev.tapeline.source.fetch.Fetcher;
import dev.tapeline.source.fetch.UserAgent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the service's fetcher of what is configured. */
final class FetcherProducer {

  @Produces
  @Singleton
  Fetcher fetcher(
      FetchConfig config,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version,
      InstantSource clock) {
    return new Fetcher(
        config.limits(),
        config.policy(),
        UserAgent.of(version, config.contact().orElse(null)),
        clock);
  }

  void close(@Disposes Fetcher fetcher) {
    fetcher.close();
  }
}
