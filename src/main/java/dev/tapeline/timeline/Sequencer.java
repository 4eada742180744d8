package dev.tapeline.timeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Numbers committed entries.
 *
 * <p>A number taken inside a writer's transaction would not do: a slow writer commits 41 after a
 * reader has seen 42, and the reader never comes back for it. So writers leave entries {@code
 * pending}, and after commit one sequencer at a time (an advisory lock of the database keeps those
 * of other processes out until its own commit) numbers what it finds. Numbers therefore become
 * visible in their order, and no long transaction beside them delays anybody. Each batch is
 * announced by {@code NOTIFY}, for the streams of all processes.
 */
@ApplicationScoped
public class Sequencer {
  private static final Logger LOG = Logger.getLogger(Sequencer.class);

  /** Any number that nothing else in the database locks: "seq" in ASCII. */
  private static final long LOCK = 0x736571;

  /** Where each batch of numbers is announced, in all processes on the database. */
  public static final String CHANNEL = "tapeline_timeline";

  private static final int BATCH = 2_000;

  /** For what a process left behind that died between its commit and its {@link #advance}. */
  private static final long SWEEP_MILLIS = 1_000;

  private final Jdbi jdbi;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "timeline-sequencer");
            thread.setDaemon(true);
            return thread;
          });

  Sequencer(Jdbi jdbi, MeterRegistry meters) {
    this.jdbi = jdbi;
    Gauge.builder("tapeline.timeline.pending", this::pending)
        .description("Entries that wait for their sequence number")
        .register(meters);
  }

  private long pending() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from timeline_entry where pending")
                .mapTo(Long.class)
                .one());
  }

  void start(@Observes StartupEvent event) {
    var unused =
        sweeper.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    sweeper.shutdownNow();
  }

  private void sweep() {
    try {
      advance();
    } catch (RuntimeException e) {
      LOG.warnf("numbering timeline entries failed, tried again in a second: %s", e.getMessage());
    }
  }

  /**
   * Numbers every entry that was committed before the call. When it returns, pages, deltas and
   * streams show them.
   */
  @WithSpan
  public void advance() {
    while (numberBatch() == BATCH) {
      // The rest follows.
    }
  }

  private int numberBatch() {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("select pg_advisory_xact_lock(?)", LOCK);
          // Rows that a writer holds are not committed in their new form: the next round takes
          // them.
          int numbered =
              handle
                  .createUpdate(
                      """
                  with batch as materialized (
                    select id from timeline_entry where pending order by id limit :batch
                    for update skip locked)
                  update timeline_entry e
                  set seq = nextval('timeline_seq'), pending = false
                  from batch where e.id = batch.id
                  """)
                  .bind("batch", BATCH)
                  .execute();
          if (numbered > 0) {
            // One a batch: commits that notify wait for each other, and these do already.
            handle.execute("select pg_notify(?, '')", CHANNEL);
          }
          return numbered;
        });
  }
}
