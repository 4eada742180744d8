package dev.tapeline.alert;

import dev.tapeline.timeline.Sequencer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

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

  private final Jdbi jdbi;
  private final Matcher matcher;
  private final Dispatcher dispatcher;
  private final Deliveries deliveries;
  private final AlertsConfig config;
  private final InstantSource clock;
  private final int process = 1 + new SecureRandom().nextInt(Integer.MAX_VALUE - 1);
  private final Semaphore wake = new Semaphore(0);
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
    this.jdbi = jdbi;
    this.matcher = matcher;
    this.dispatcher = dispatcher;
    this.deliveries = deliveries;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    begin(this::match, "alert-match");
    begin(this::send, "alert-dispatch");
  }

  private static void begin(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    dispatcher.stop();
    wake.release();
  }

  /** Removes what has been kept for long enough; answers how many deliveries. */
  int prune() {
    return deliveries.prune(clock.instant().minus(config.keep()));
  }

  /** Something may be due. */
  void wake() {
    wake.release();
  }

  private void match() {
    while (!stopped) {
      try (Handle handle = jdbi.open()) {
        handle.execute("listen " + Sequencer.CHANNEL);
        handle.execute("listen " + Matcher.CHANNEL);
        handle.execute("select pg_advisory_lock(?, ?)", Deliveries.LOCK_CLASS, process);
        known = true;
        wake();
        try {
          PGConnection notified = handle.getConnection().unwrap(PGConnection.class);
          while (!stopped) {
            if (matcher.run()) {
              wake();
            }
            notified.getNotifications(LOOK_MILLIS);
          }
        } finally {
          known = false;
          handle.execute("select pg_advisory_unlock(?, ?)", Deliveries.LOCK_CLASS, process);
          handle.execute("unlisten *"); // the connection goes back to those who do not listen
        }
      } catch (SQLException | RuntimeException e) {
        if (!stopped) {
          LOG.warnf("alerts could not be matched; tried again in a second: %s", e.getMessage());
          pause();
        }
      }
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
