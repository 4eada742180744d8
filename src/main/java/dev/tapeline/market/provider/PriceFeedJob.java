package dev.tapeline.market.provider;

import dev.tapeline.pull.PullWorkers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
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
  private final InstantSource clock;
  private final PullWorkers<BarFeed, PullOutcome> workers;

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
    this.clock = clock;
    this.workers =
        new PullWorkers<>(
            "price-pull",
            config.workers(),
            store.leases(),
            BarFeed::id,
            config.lease(),
            clock,
            taken -> puller.pull(taken.row(), taken.lease()),
            outcome -> outcome.status() != PullOutcome.Status.LIMITED);
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
    workers.tick();
  }

  private boolean allPaused() {
    var paused = store.paused(clock.instant());
    return providers.inOrder().stream().allMatch(provider -> paused.containsKey(provider.name()));
  }

  /**
   * Pulls a feed now, due or not.
   *
   * @return empty while somebody else is pulling it, or where it is gone
   */
  Optional<PullOutcome> pullNow(UUID id) {
    return workers.pullNow(id);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.stop();
  }
}
