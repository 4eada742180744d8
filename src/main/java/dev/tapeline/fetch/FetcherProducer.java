package dev.tapeline.fetch;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the service's fetcher of what is configured. */
final class FetcherProducer {

  /** A service that is configured wrongly does not start, rather than fail at every fetch. */
  void check(@Observes StartupEvent event, FetchConfig config) {
    config.policy();
  }

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

  /** Receivers are asked to answer at once: what takes longer is tried again. */
  @Produces
  @Singleton
  Poster poster(
      FetchConfig config,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version) {
    return new Poster(
        config.limits(), config.policy(), UserAgent.of(version, config.contact().orElse(null)));
  }

  void closePoster(@Disposes Poster poster) {
    poster.close();
  }

  void close(@Disposes Fetcher fetcher) {
    fetcher.close();
  }
}
