package dev.tapeline.timeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The open streams of this process.
 *
 * <p>One thread listens to what the {@link Sequencer} of any process on the database notifies, once
 * a batch, reads what is new once, and hands it to all readers. A notification only says that it is
 * time to look: a lost one costs a second, never an entry.
 */
@ApplicationScoped
public class TimelineStreams {
  private static final int BATCH = 200;

  private final TimelineReader reader;
  private final StreamConfig config;
  private final StreamThreads threads;
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

  private volatile boolean stopped;
  private volatile boolean draining;

  /** All entries up to this number were handed to those who follow. */
  private volatile long published;

  private boolean idle = true;

  TimelineStreams(Jdbi jdbi, TimelineReader reader, StreamConfig config) {
    this.reader = reader;
    this.config = config;
    this.threads =
        new StreamThreads(
            "timeline-stream",
            new NotifiedThread(
                jdbi, "timeline-streams", List.of(Sequencer.CHANNEL), this::publish));
  }

  void start(@Observes StartupEvent event, MeterRegistry meters) {
    Gauge.builder("tapeline.streams.open", followers, Set::size)
        .description("Streams that are followed in this process")
        .register(meters);
  }

  /** Whether another reader would be one too many. */
  boolean isFull() {
    return draining || followers.size() >= config.most();
  }

  /**
   * Sends everything behind a number, and then what comes, until the reader goes or is dropped.
   *
   * @param companies whose entries; null for all
   */
  Follower follow(Outlet<TimelineReader.Row> outlet, @Nullable Set<UUID> companies, long after) {
    Follower follower =
        new Follower(outlet, companies, after, reader, threads.reading(), () -> published);
    followers.add(follower);
    if (draining) {
      follower.end();
    }
    follower.catchUp();
    return follower;
  }

  /** A reader has gone. */
  void forget(Follower follower) {
    followers.remove(follower);
  }

  /**
   * Before the service stops answering: whoever follows comes back, to another process or later.
   */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
    followers.forEach(Follower::end);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    followers.forEach(Follower::drop);
    threads.stop();
  }

  private void publish() {
    followers.removeIf(Follower::isClosed);
    followers.forEach(follower -> follower.tend(config.heartbeat(), config.patience()));
    if (followers.isEmpty()) {
      idle = true;
      return;
    }
    if (idle) {
      // What came while nobody followed is not read for everybody: who wants it asks for it.
      idle = false;
      published = Math.max(published, reader.lastSeq());
      followers.forEach(Follower::catchUp);
    }
    boolean more = true;
    while (more && !stopped) {
      TimelineReader.Delta delta = reader.delta(null, published, BATCH);
      more = delta.more();
      if (!delta.rows().isEmpty()) {
        Follower.Batch batch = new Follower.Batch(published, delta.lastSeq(), delta.rows());
        published = delta.lastSeq();
        followers.forEach(follower -> follower.offer(batch));
      }
    }
  }
}
