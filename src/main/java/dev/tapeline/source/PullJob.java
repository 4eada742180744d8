package dev.tapeline.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

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
  private static final Logger LOG = Logger.getLogger(PullJob.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SourceStore store;
  private final Puller puller;
  private final PullConfig config;
  private final InstantSource clock;
  private final PullFigures figures;
  private final Map<UUID, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService workers;
  private final Semaphore free;
  private volatile boolean stopping;

  PullJob(
      SourceStore store,
      Puller puller,
      PullConfig config,
      InstantSource clock,
      PullFigures figures) {
    this.figures = figures;
    this.store = store;
    this.puller = puller;
    this.config = config;
    this.clock = clock;
    AtomicInteger count = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            config.workers(), task -> new Thread(task, "pull-" + count.incrementAndGet()));
    this.free = new Semaphore(config.workers());
  }

  private record Running(UUID lease, CompletableFuture<PullResult> result) {}

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
    while (!stopping && free.tryAcquire()) {
      Optional<Taken> due = takeDue();
      if (due.isEmpty()) {
        free.release();
        return;
      }
      start(due.get());
    }
  }

  private record Taken(Source source, UUID lease) {}

  private void start(Taken first) {
    try {
      workers.execute(() -> work(first));
    } catch (RejectedExecutionException e) {
      store.release(first.source().id(), first.lease());
      free.release();
    }
  }

  private void work(Taken first) {
    try {
      Optional<Taken> next = Optional.of(first);
      while (next.isPresent()) {
        run(next.get());
        next = stopping ? Optional.empty() : takeDue();
      }
    } catch (RuntimeException e) {
      LOG.error("A pull could not be ended in order", e);
    } finally {
      free.release();
    }
  }

  private Optional<Taken> takeDue() {
    UUID lease = UUID.randomUUID();
    Instant now = clock.instant();
    return store
        .takeDue(lease, now, now.plus(config.lease()))
        .map(source -> new Taken(source, lease));
  }

  private PullResult run(Taken taken) {
    UUID id = taken.source().id();
    Running run = new Running(taken.lease(), new CompletableFuture<>());
    running.put(id, run);
    try {
      Instant began = clock.instant();
      PullResult result = puller.pull(taken.source(), taken.lease());
      figures.count(result, Duration.between(began, clock.instant()));
      run.result().complete(result);
      return result;
    } catch (RuntimeException e) {
      run.result().completeExceptionally(e);
      throw e;
    } finally {
      running.remove(id, run);
    }
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
      Running run = running.get(id);
      if (run != null) {
        return Optional.of(run.result().join());
      }
      UUID lease = UUID.randomUUID();
      Instant now = clock.instant();
      Optional<Source> source = store.take(id, lease, now, now.plus(config.lease()));
      if (source.isPresent()) {
        return Optional.of(run(new Taken(source.get(), lease)));
      }
      if (store.find(id).isEmpty()) {
        return Optional.empty();
      }
      if (now.isAfter(end)) {
        throw new BusyException();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  /** Gives back what is not pulled to its end, so that another process need not wait for it. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    workers.shutdown();
    if (!workers.awaitTermination(3, TimeUnit.SECONDS)) {
      running.forEach((id, run) -> store.release(id, run.lease()));
      workers.shutdownNow();
    }
  }
}
