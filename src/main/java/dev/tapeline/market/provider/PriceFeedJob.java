package dev.tapeline.market.provider;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sees to it that every price feed is pulled when it is due, by one process at a time: as sources
 * are, by a lease in its row. A worker goes on while anything is due and somebody may be asked.
 */
@ApplicationScoped
class PriceFeedJob {
  private static final Logger LOG = Logger.getLogger(PriceFeedJob.class);
  private static final int SECONDS_TO_END = 3;

  private final Providers providers;
  private final FeedRoster roster;
  private final FeedStore store;
  private final PricePuller puller;
  private final PricesConfig config;
  private final InstantSource clock;
  private final Map<UUID, UUID> leases = new ConcurrentHashMap<>();
  private final ExecutorService workers;
  private final Semaphore free;
  private volatile boolean stopping;

  PriceFeedJob(
      Providers providers,
      FeedRoster roster,
      FeedStore store,
      PricePuller puller,
      PricesConfig config,
      InstantSource clock) {
    this.providers = providers;
    this.roster = roster;
    this.store = store;
    this.puller = puller;
    this.config = config;
    this.clock = clock;
    AtomicInteger count = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            config.workers(), task -> new Thread(task, "price-pull-" + count.incrementAndGet()));
    this.free = new Semaphore(config.workers());
  }

  /** Starts workers where anything is due. */
  @Scheduled(
      identity = "price-pull",
      every = "${tapeline.prices.tick:30s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void tick() {
    if (!providers.any() || allPaused()) {
      return;
    }
    roster.enrol();
    while (!stopping && free.tryAcquire()) {
      Optional<Taken> due = takeDue();
      if (due.isEmpty()) {
        free.release();
        return;
      }
      start(due.get());
    }
  }

  private boolean allPaused() {
    var paused = store.paused(clock.instant());
    return providers.inOrder().stream().allMatch(provider -> paused.containsKey(provider.name()));
  }

  private record Taken(BarFeed feed, UUID lease) {}

  private void start(Taken first) {
    try {
      workers.execute(() -> work(first));
    } catch (RejectedExecutionException e) {
      store.release(first.feed().id(), first.lease());
      free.release();
    }
  }

  private void work(Taken first) {
    try {
      Optional<Taken> next = Optional.of(first);
      while (next.isPresent()) {
        PullOutcome outcome = run(next.get());
        boolean goOn = !stopping && outcome.status() != PullOutcome.Status.LIMITED;
        next = goOn ? takeDue() : Optional.empty();
      }
    } catch (RuntimeException e) {
      LOG.error("A pull of prices could not be ended in order", e);
    } finally {
      free.release();
    }
  }

  private Optional<Taken> takeDue() {
    UUID lease = UUID.randomUUID();
    Instant now = clock.instant();
    return store.takeDue(lease, now, now.plus(config.lease())).map(feed -> new Taken(feed, lease));
  }

  private PullOutcome run(Taken taken) {
    UUID id = taken.feed().id();
    leases.put(id, taken.lease());
    try {
      return puller.pull(taken.feed(), taken.lease());
    } finally {
      leases.remove(id, taken.lease());
    }
  }

  /**
   * Pulls a feed now, due or not.
   *
   * @return empty while somebody else is pulling it, or where it is gone
   */
  Optional<PullOutcome> pullNow(UUID id) {
    UUID lease = UUID.randomUUID();
    Instant now = clock.instant();
    return store
        .take(id, lease, now, now.plus(config.lease()))
        .map(feed -> run(new Taken(feed, lease)));
  }

  /** Gives back what is not pulled to its end, so that another process need not wait for it. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    workers.shutdown();
    if (!workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
      leases.forEach(store::release);
      workers.shutdownNow();
    }
  }
}
