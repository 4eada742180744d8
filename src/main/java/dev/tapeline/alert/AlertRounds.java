package dev.tapeline.alert;

import dev.tapeline.timeline.NotifiedThread;
import dev.tapeline.timeline.Sequencer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps matching and sending going. One thread listens to what the {@link Sequencer} and {@link
 * Matcher#CHANNEL} notify, and matches; another sends what is due. A notification only says that it
 * is time to look: a lost one costs a second, never an alert.
 */
@ApplicationScoped
class AlertRounds {
  private static final Logger LOG = Logger.getLogger(AlertRounds.class);
  private static final int LOOK_MILLIS = 1_000;
  private static final Duration PRUNE_EVERY = Duration.ofHours(1);

  private final Matcher matcher;
  private final Dispatcher dispatcher;
  private final Deliveries deliveries;
  private final AlertsConfig config;
  private final InstantSource clock;
  private final int process = 1 + new SecureRandom().nextInt(Integer.MAX_VALUE - 1);
  private final Semaphore wake = new Semaphore(0);
  private final NotifiedThread matching;
  private volatile boolean stopped;

  /** Whether the lock is held that says that this process lives. */
  private volatile boolean known;

  AlertRounds(
      Jdbi jdbi,
      Matcher matcher,
      Dispatcher dispatcher,
      Deliveries deliveries,
      AlertsConfig config,
      InstantSource clock) {
    this.matcher = matcher;
    this.dispatcher = dispatcher;
    this.deliveries = deliveries;
    this.config = config;
    this.clock = clock;
    this.matching =
        new NotifiedThread(
            jdbi, "alert-match", List.of(Sequencer.CHANNEL, Matcher.CHANNEL), new Matching());
  }

  void start(@Observes StartupEvent event) {
    matching.start();
    Thread thread = new Thread(this::send, "alert-dispatch");
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    dispatcher.stop();
    wake.release();
    matching.stop();
  }

  /** Removes what has been kept for long enough; answers how many deliveries. */
  int prune() {
    return deliveries.prune(clock.instant().minus(config.keep()));
  }

  /** Something may be due. */
  void wake() {
    wake.release();
  }

  /** Matches, and holds the lock that says that this process lives. */
  private final class Matching implements NotifiedThread.Work {
    @Override
    public void opened(Handle handle) {
      handle.execute("select pg_advisory_lock(?, ?)", Deliveries.LOCK_CLASS, process);
      known = true;
      wake();
    }

    @Override
    public void round() {
      if (matcher.run()) {
        wake();
      }
    }

    @Override
    public void closing(Handle handle) {
      known = false;
      handle.execute("select pg_advisory_unlock(?, ?)", Deliveries.LOCK_CLASS, process);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ends
    }
  }

  private void send() {
    long pruned = System.nanoTime();
    while (!stopped) {
      try {
        if (System.nanoTime() - pruned > PRUNE_EVERY.toNanos()) {
          pruned = System.nanoTime();
          prune();
        }
        var unused = wake.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
        if (known && !stopped) {
          dispatcher.send(process, this::wake);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (!stopped) {
          LOG.warnf("alerts could not be sent; tried again in a second: %s", e.getMessage());
          pause();
        }
      }
    }
  }
}
