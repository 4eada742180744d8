package dev.tapeline.alert;

import dev.tapeline.timeline.NotifiedThread;
import dev.tapeline.timeline.Outlet;
import dev.tapeline.timeline.StreamThreads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The open streams of alerts in this process. Each knows its position alone, and reads behind it
 * when the {@link Outbox} of any process on the database notifies, and every second.
 */
@ApplicationScoped
class AlertStreams {
  /** What comes within this time is read together. */
  private static final int TOGETHER_MILLIS = 20;

  private final Jdbi jdbi;
  private final AlertsConfig config;
  private final Set<AlertReader> readers = ConcurrentHashMap.newKeySet();
  private final StreamThreads threads;
  private volatile boolean draining;

  AlertStreams(Jdbi jdbi, AlertsConfig config) {
    this.jdbi = jdbi;
    this.config = config;
    this.threads =
        new StreamThreads(
            "alert-stream",
            new NotifiedThread(jdbi, "alert-streams", List.of(Outbox.CHANNEL), this::round));
  }

  /** An alert of a stream: its position, its type, and the JSON that a webhook is sent. */
  record Row(long position, String type, String body) {}

  /**
   * Alerts behind a position.
   *
   * @param rows at most as many as were asked for
   * @param reached all up to here are among them, or somebody else's
   */
  record Rows(List<Row> rows, long reached) {
    Rows {
      rows = List.copyOf(rows);
    }
  }

  void start(@Observes StartupEvent event, MeterRegistry meters) {
    Gauge.builder("tapeline.alerts.streams.open", readers, Set::size)
        .description("Streams of alerts that are followed in this process")
        .register(meters);
  }

  boolean isFull() {
    return draining || readers.size() >= config.streams();
  }

  /** The position of the newest alert. */
  long last() {
    return jdbi.withHandle(AlertStreams::last);
  }

  private static long last(Handle handle) {
    return handle
        .createQuery("select coalesce(max(position), 0) from alert_delivery")
        .mapTo(Long.class)
        .one();
  }

  /**
   * Sends everything behind a position, and then what comes.
   *
   * @param owner whose rules' alerts; null for everybody's
   */
  AlertReader follow(Outlet<Row> outlet, @Nullable String owner, long after) {
    AlertReader reader =
        new AlertReader(
            outlet, after, (position, most) -> read(owner, position, most), threads.reading());
    readers.add(reader);
    if (draining) {
      reader.end();
    }
    reader.look();
    return reader;
  }

  /** Before the service stops answering: whoever follows comes back later. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
    readers.forEach(AlertReader::end);
  }

  void forget(AlertReader reader) {
    readers.remove(reader);
  }

  private Rows read(@Nullable String owner, long after, int most) {
    return jdbi.withHandle(
        handle -> {
          long last = last(handle); // before the rows: all up to it are visible
          List<Row> rows =
              handle
                  .createQuery(
                      """
                      select d.position, d.trigger, d.body
                      from alert_delivery d join alert_rule r on r.id = d.rule_id
                      where d.position > :after and d.position <= :last
                        and (cast(:owner as text) is null or r.owner = :owner)
                      order by d.position limit :most
                      """)
                  .bind("after", after)
                  .bind("last", last)
                  .bind("owner", owner)
                  .bind("most", most)
                  .map(
                      (row, context) ->
                          new Row(
                              row.getLong("position"),
                              Trigger.valueOf(row.getString("trigger")).type(),
                              row.getString("body")))
                  .list();
          long reached = rows.size() == most ? rows.get(most - 1).position() : last;
          return new Rows(rows, Math.max(after, reached));
        });
  }

  void stop(@Observes ShutdownEvent event) {
    readers.forEach(AlertReader::drop);
    threads.stop();
  }

  private void round() throws InterruptedException {
    Thread.sleep(TOGETHER_MILLIS);
    readers.removeIf(AlertReader::isClosed);
    readers.forEach(AlertReader::look);
    readers.forEach(AlertReader::tend);
  }
}
