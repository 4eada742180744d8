package dev.tapeline.article;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Figures of the intake, for Prometheus. */
@ApplicationScoped
class IntakeFigures {

  /** What is older was not waited for: an archive, or the first pull of a feed. */
  private static final Duration NEWS = Duration.ofDays(1);

  private final MeterRegistry meters;
  private final Timer lag;
  private final InstantSource clock;

  IntakeFigures(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    this.lag =
        Timer.builder("tapeline.timeline.lag")
            .description("From an article's publication to its entries in timelines")
            .serviceLevelObjectives(
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofHours(1))
            .register(meters);
  }

  /** Made with the service: a figure that is not there yet would look like one that is missing. */
  void start(@Observes StartupEvent event) {}

  /** Counts what became of items, once their entries stand in timelines. */
  void count(List<IncomingArticle> items, List<Recorded> results) {
    Instant now = clock.instant();
    for (int i = 0; i < items.size(); i++) {
      Recorded.Status status = results.get(i).status();
      meters
          .counter("tapeline.articles", "status", status.name().toLowerCase(Locale.ROOT))
          .increment();
      Instant published = items.get(i).publishedAt();
      if (status == Recorded.Status.CREATED && published != null) {
        Duration waited = Duration.between(published, now);
        if (!waited.isNegative() && waited.compareTo(NEWS) < 0) {
          lag.record(waited);
        }
      }
    }
  }
}
