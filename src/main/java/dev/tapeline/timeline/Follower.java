package dev.tapeline.timeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a stream, and how far it is.
 *
 * <p>It holds at most one batch of entries and sends one at a time: the next when the last was
 * taken. A reader that keeps up is handed what is new by {@link TimelineStreams}, which reads it
 * once for all; one that does not asks the database for what follows when it has sent what it had.
 * Either way it gets everything behind its position, in order and once.
 */
final class Follower {
  private static final Logger LOG = Logger.getLogger(Follower.class);
  private static final int BATCH = 100;

  private final Outlet<TimelineReader.Row> outlet;
  private final @Nullable Set<UUID> companies;
  private final TimelineReader reader;
  private final Executor executor;
  private final LongSupplier published;

  private final Deque<TimelineReader.Row> queue = new ArrayDeque<>();

  /** All up to here was sent, or is of other companies. */
  private long position;

  /** The position once the queue is sent. */
  private long target;

  /** There may be more behind the position than was handed over. */
  private boolean behind = true;

  private boolean fetching;
  private boolean sending;
  private boolean ending;
  private long lastMoved = System.nanoTime();

  /**
   * A reader.
   *
   * @param companies whose entries it wants; null for all
   * @param position all behind it is sent
   * @param executor where the database is asked
   * @param published up to where all numbers are known to be visible
   */
  Follower(
      Outlet<TimelineReader.Row> outlet,
      @Nullable Set<UUID> companies,
      long position,
      TimelineReader reader,
      Executor executor,
      LongSupplier published) {
    this.outlet = outlet;
    this.companies = companies == null ? null : Set.copyOf(companies);
    this.position = position;
    this.target = position;
    this.reader = reader;
    this.executor = executor;
    this.published = published;
  }

  /**
   * What is new for everybody.
   *
   * @param from the number that the rows come behind
   * @param to the number of the last one
   */
  record Batch(long from, long to, List<TimelineReader.Row> rows) {}

  /** Hands over what is new. */
  void offer(Batch batch) {
    synchronized (this) {
      if (batch.to() <= position) {
        return;
      }
      if (fetching || sending || !queue.isEmpty() || position != batch.from()) {
        behind = true;
      } else {
        target = batch.to();
        for (TimelineReader.Row row : batch.rows()) {
          if (companies == null || companies.contains(row.company())) {
            queue.add(row);
          }
        }
      }
    }
    goOn();
  }

  /** Asks for what there is, where nothing else is going on. */
  void catchUp() {
    synchronized (this) {
      behind = true;
    }
    goOn();
  }

  /** Sends the next entry, or asks for more, or rests. */
  private void goOn() {
    TimelineReader.Row next;
    synchronized (this) {
      if (sending || fetching || ending) {
        return;
      }
      next = queue.poll();
      if (next != null) {
        sending = true;
        lastMoved = System.nanoTime();
      } else {
        position = Math.max(position, target);
        if (!behind || outlet.isClosed()) {
          return;
        }
        behind = false;
        fetching = true;
      }
    }
    if (next == null) {
      executor.execute(this::fetch);
    } else {
      sent(outlet.send(next), next.seq());
    }
  }

  private void sent(CompletionStage<?> sending, long seq) {
    sending.whenComplete(
        (done, failure) -> {
          boolean last;
          synchronized (this) {
            this.sending = false;
            lastMoved = System.nanoTime();
            position = Math.max(position, seq);
            last = ending;
          }
          if (last) {
            outlet.end();
          } else if (failure == null) {
            goOn();
          } else {
            outlet.drop();
          }
        });
  }

  private void fetch() {
    try {
      long visible = published.getAsLong(); // before the read, which therefore sees all of it
      TimelineReader.Delta delta = reader.delta(companies, positionNow(), BATCH);
      synchronized (this) {
        queue.addAll(delta.rows());
        target = delta.more() ? delta.lastSeq() : Math.max(delta.lastSeq(), visible);
        behind |= delta.more();
        fetching = false;
      }
      goOn();
    } catch (RuntimeException e) {
      // The reader comes back with its last id, and by then the database may answer again.
      LOG.warnf("a stream is dropped, for the database does not answer: %s", e.getMessage());
      outlet.drop();
    }
  }

  private synchronized long positionNow() {
    return position;
  }

  /** Drops a reader that takes too long; says that it is there to one that has nothing to read. */
  void tend(Duration heartbeat, Duration patience) {
    long idle;
    synchronized (this) {
      idle = System.nanoTime() - lastMoved;
      if (ending && !sending) {
        return;
      }
      if (sending) {
        if (idle < patience.toNanos()) {
          return;
        }
      } else if (fetching || idle < heartbeat.toNanos()) {
        return;
      } else {
        sending = true;
        lastMoved = System.nanoTime();
        idle = 0;
      }
    }
    if (idle > 0) {
      outlet.drop();
    } else {
      sent(outlet.heartbeat(), 0);
    }
  }

  /** Ends the stream behind what is being sent: the reader goes on elsewhere with its last id. */
  void end() {
    boolean now;
    synchronized (this) {
      now = !ending && !sending;
      ending = true;
    }
    if (now) {
      outlet.end();
    }
  }

  boolean isClosed() {
    return outlet.isClosed();
  }

  void drop() {
    outlet.drop();
  }
}
