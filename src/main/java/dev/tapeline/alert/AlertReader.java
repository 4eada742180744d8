package dev.tapeline.alert;

import dev.tapeline.timeline.Outlet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a stream of alerts, and how far it is. It holds some alerts at most and sends one
 * at a time, the next when the last was taken; when it has sent what it had it asks for more.
 */
final class AlertReader {
  private static final Logger LOG = Logger.getLogger(AlertReader.class);
  private static final int BATCH = 50;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How long a reader may take for one alert before it is dropped. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Outlet<AlertStreams.Row> outlet;
  private final Source source;
  private final Executor executor;

  private final Deque<AlertStreams.Row> queue = new ArrayDeque<>();
  private long position;
  private boolean behind;
  private boolean fetching;
  private boolean sending;
  private boolean ended;
  private long lastMoved = System.nanoTime();

  /** Where alerts behind a position come from. */
  interface Source {
    AlertStreams.Rows behind(long position, int most);
  }

  /**
   * A reader.
   *
   * @param position all behind it is sent
   * @param executor where the source is asked
   */
  AlertReader(Outlet<AlertStreams.Row> outlet, long position, Source source, Executor executor) {
    this.outlet = outlet;
    this.position = position;
    this.source = source;
    this.executor = executor;
  }

  /** There may be more. */
  void look() {
    synchronized (this) {
      behind = true;
    }
    goOn();
  }

  private void goOn() {
    AlertStreams.Row next;
    synchronized (this) {
      if (sending || fetching) {
        return;
      }
      next = queue.poll();
      if (next != null) {
        sending = true;
        lastMoved = System.nanoTime();
      } else if (behind && !outlet.isClosed()) {
        behind = false;
        fetching = true;
      } else {
        return;
      }
    }
    if (next == null) {
      executor.execute(this::fetch);
    } else {
      outlet.send(next).whenComplete((done, failure) -> sent(failure));
    }
  }

  private void sent(@Nullable Throwable failure) {
    boolean last;
    synchronized (this) {
      sending = false;
      lastMoved = System.nanoTime();
      last = ended;
    }
    if (failure != null) {
      outlet.drop();
    } else if (last) {
      outlet.end();
    } else {
      goOn();
    }
  }

  /** Ends the stream, behind the alert that is being sent. */
  void end() {
    boolean now;
    synchronized (this) {
      ended = true;
      now = !sending;
      sending = true; // nothing more is begun
    }
    if (now) {
      outlet.end();
    }
  }

  private void fetch() {
    try {
      long from;
      synchronized (this) {
        from = position;
      }
      AlertStreams.Rows rows = source.behind(from, BATCH);
      synchronized (this) {
        queue.addAll(rows.rows());
        position = rows.reached();
        behind |= rows.rows().size() == BATCH;
        fetching = false;
      }
      goOn();
    } catch (RuntimeException e) {
      // The reader comes back with its last id, and by then the database may answer again.
      LOG.warnf("a stream of alerts is dropped: %s", e.getMessage());
      outlet.drop();
    }
  }

  /** Drops a reader that takes too long; says that it is there to one that has nothing to read. */
  void tend() {
    boolean late;
    synchronized (this) {
      long idle = System.nanoTime() - lastMoved;
      late = sending && idle > PATIENCE.toNanos();
      if (!late && (sending || fetching || idle < HEARTBEAT.toNanos())) {
        return;
      }
      sending = true;
      lastMoved = System.nanoTime();
    }
    if (late) {
      outlet.drop();
    } else {
      outlet.heartbeat().whenComplete((done, failure) -> sent(failure));
    }
  }

  boolean isClosed() {
    return outlet.isClosed();
  }

  void drop() {
    outlet.drop();
  }
}
