package dev.tapeline.source;

import dev.tapeline.pull.PullWorkers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that every source is pulled when it is due, by one process at a time.
 *
 * <p>A source is taken by a lease in its row, so several processes share the work, and what a
 * killed one had taken is taken again when its lease runs out. Each tick starts as many workers as
 * are free; a worker goes on while anything is due. So a slow source holds one worker and nobody
 * else.
 */
@ApplicationScoped
class PullJob {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SourceStore store;
  private final PullConfig config;
  private final InstantSource clock;
  private final PullWorkers<Source, PullResult> workers;

  PullJob(
      SourceStore store,
      Puller puller,
      PullConfig config,
      InstantSource clock,
      PullFigures figures) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.workers =
        new PullWorkers<>(
            "pull",
            config.workers(),
            store.leases(),
            Source::id,
            config.lease(),
            clock,
            taken -> {
              Instant began = clock.instant();
              PullResult result = puller.pull(taken.row(), taken.lease());
              figures.count(result, Duration.between(began, clock.instant()));
              return result;
            },
            result -> true);
  }

  /** The source is being pulled by another process, and that does not end. */
  static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A service that is configured wrongly does not start, rather than fail at every pull. */
  void check(@Observes StartupEvent event) {
    PullPlan.of(config);
  }

  /** Starts workers where anything is due. */
  @Scheduled(
      identity = "pull",
      every = "${tapeline.pull.tick:2s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void tick() {
    workers.tick();
  }

  /**
   * Pulls a source now, due or not. Where it is being pulled already, that pull's result is the
   * answer.
   *
   * @return empty where there is no such source
   * @throws BusyException where another process keeps it for too long
   */
  Optional<PullResult> pullNow(UUID id) throws InterruptedException {
    Instant end = clock.instant().plus(PATIENCE);
    while (true) {
      Optional<CompletableFuture<PullResult>> running = workers.running(id);
      if (running.isPresent()) {
        return Optional.of(running.get().join());
      }
      Optional<PullResult> pulled = workers.pullNow(id);
      if (pulled.isPresent() || store.find(id).isEmpty()) {
        return pulled;
      }
      if (clock.instant().isAfter(end)) {
        throw new BusyException();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.stop();
  }
}
