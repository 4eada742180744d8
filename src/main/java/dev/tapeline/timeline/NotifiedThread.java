package dev.tapeline.timeline;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A thread that does a round whenever the database notifies it, and after a pause at the latest: a
 * notification says that there is something to do, and its loss costs the pause alone.
 *
 * <pre>{@code
 * NotifiedThread thread = new NotifiedThread(jdbi, "price-follow-up", List.of("bars"), this::run);
 * thread.start();
 * thread.stop(); // when the round that goes on has ended
 * }</pre>
 */
public final class NotifiedThread {
  private static final Logger LOG = Logger.getLogger(NotifiedThread.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Jdbi jdbi;
  private final String name;
  private final List<String> channels;
  private final Work work;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  /** What such a thread does. */
  @FunctionalInterface
  public interface Work {

    /** Does all that there is to do. */
    void round() throws InterruptedException;

    /** A connection listens from here on: before the first round, and after trouble. */
    default void opened(Handle handle) {}

    /** It is given back. */
    default void closing(Handle handle) {}
  }

  /**
   * A thread, not yet begun.
   *
   * @param channels that it listens to
   */
  public NotifiedThread(Jdbi jdbi, String name, List<String> channels, Work work) {
    this.jdbi = jdbi;
    this.name = name;
    this.channels = List.copyOf(channels);
    this.work = work;
  }

  /** Begins. */
  public synchronized void start() {
    Thread begun = new Thread(this::run, name);
    begun.setDaemon(true);
    begun.start();
    thread = begun;
  }

  private void run() {
    try {
      while (!stopped) {
        listen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ends
    }
  }

  private void listen() throws InterruptedException {
    try (Handle handle = jdbi.open()) {
      channels.forEach(channel -> handle.execute("listen " + channel));
      work.opened(handle);
      try {
        PGConnection notified = handle.getConnection().unwrap(PGConnection.class);
        while (!stopped) {
          work.round();
          notified.getNotifications(stopped ? 1 : (int) PAUSE.toMillis());
        }
      } finally {
        work.closing(handle);
        handle.execute("unlisten *"); // the connection goes back to those who do not listen
      }
    } catch (SQLException | RuntimeException e) {
      if (!stopped) {
        LOG.warnf(e, "%s: a round failed; tried again in a second", name);
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** Ends behind the round that goes on, so that its connection is given back in order. */
  public synchronized void stop() {
    stopped = true;
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      jdbi.useHandle(handle -> handle.execute("notify " + channels.get(0)));
      running.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debugf(e, "%s could not be woken to stop", name); // it ends with the process
    }
  }
}
