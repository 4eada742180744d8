package dev.tapeline.source;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** Figures of the pulls, for Prometheus. */
@ApplicationScoped
class PullFigures {
  private final MeterRegistry meters;

  PullFigures(MeterRegistry meters) {
    this.meters = meters;
  }

  void start(@Observes StartupEvent event, Jdbi jdbi, InstantSource clock) {
    Gauge.builder("tapeline.sources.due", () -> due(jdbi, clock))
        .description("Sources that are due and not being pulled")
        .register(meters);
  }

  private static long due(Jdbi jdbi, InstantSource clock) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from source
                    where enabled and next_pull_at <= :now
                      and (leased_until is null or leased_until < :now)
                    """)
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .one());
  }

  /** Counts a pull that has ended. */
  void count(PullResult result, Duration taken) {
    meters
        .timer("tapeline.pulls", "status", result.status().name().toLowerCase(Locale.ROOT))
        .record(taken);
  }
}
