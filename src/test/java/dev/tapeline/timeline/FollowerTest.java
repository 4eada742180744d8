package dev.tapeline.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Streams under concurrent writers. How many entries are written is told by {@code
 * -Dtapeline.test.stream-entries}, 4,000 unless said; see {@code docs/benchmarks.md}.
 */
@QuarkusTest
class FollowerTest {
  private static final int WRITERS = 8;
  private static final int BATCH = 10;
  private static final int ENTRIES = Integer.getInteger("tapeline.test.stream-entries", 4_000);
  private static final int WRITTEN = ENTRIES / WRITERS / BATCH * BATCH * WRITERS;
  private static final int POLLED = 37;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60 + ENTRIES / 200);

  @Inject Jdbi jdbi;
  @Inject TimelineWriter writer;
  @Inject TimelineReader reader;
  @Inject TimelineStreams streams;
  @Inject Sequencer sequencer;
  @Inject Companies companies;

  /** Takes entries at once, or only when it is told to. */
  private static class Listening implements Outlet<TimelineReader.Row> {
    final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    volatile boolean closed;

    @Override
    public CompletionStage<?> send(TimelineReader.Row row) {
      seen.add(row.seq());
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> heartbeat() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public void end() {
      closed = true;
    }

    @Override
    public void drop() {
      closed = true;
    }
  }

  /** Never gets done with its first entry. */
  private static final class Stuck extends Listening {
    @Override
    public CompletionStage<?> send(TimelineReader.Row row) {
      seen.add(row.seq());
      return new CompletableFuture<>();
    }
  }

  /** Goes away after some entries, and comes back where it was. */
  private final class Restless extends Listening {
    private static final int PATIENCE = 97;
    private final List<Restless> before;
    private final Set<UUID> wanted;

    Restless(List<Restless> before, Set<UUID> wanted) {
      this.before = before;
      this.wanted = wanted;
      before.add(this);
    }

    @Override
    public CompletionStage<?> send(TimelineReader.Row row) {
      if (closed) {
        return CompletableFuture.failedFuture(new IllegalStateException("gone"));
      }
      CompletionStage<?> sent = super.send(row);
      if (seen.size() == PATIENCE) {
        closed = true;
        streams.follow(new Restless(before, wanted), wanted, row.seq());
        return CompletableFuture.failedFuture(new IllegalStateException("gone"));
      }
      return sent;
    }
  }

  @Test
  void nothingIsMissedAndNothingComesTwice() throws Exception {
    CompanyRef one = companies.get("0066.HK");
    CompanyRef other = companies.get("0083.HK");
    long start = reader.lastSeq();
    Listening all = new Listening();
    Listening ofOne = new Listening();
    List<Restless> restless = Collections.synchronizedList(new ArrayList<>());
    // A second process on the same database, as far as streams know.
    TimelineStreams elsewhere = new TimelineStreams(jdbi, reader, new Configured());
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    try (Handle slow = jdbi.open()) {
      // An import of minutes: a transaction that has an id and stays open all the while.
      slow.begin();
      slow.createQuery("select pg_current_xact_id()::text").mapTo(String.class).one();
      streams.follow(all, Set.of(one.id(), other.id()), start);
      elsewhere.follow(ofOne, Set.of(one.id()), start);
      streams.follow(new Restless(restless, Set.of(other.id())), Set.of(other.id()), start);

      Future<List<Long>> polled = threads.submit(() -> poll(Set.of(one.id(), other.id()), start));
      List<Callable<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        CompanyRef company = i % 2 == 0 ? one : other;
        writers.add(() -> write(company, ENTRIES / WRITERS));
      }
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }

      List<Long> recorded = numbers(List.of(one, other), start);
      assertThat(recorded).hasSize(WRITTEN);
      await().atMost(LONG_ENOUGH).until(() -> all.seen.size() >= recorded.size());
      assertThat(all.seen).containsExactlyElementsOf(recorded);
      List<Long> ones = numbers(List.of(one), start);
      await().atMost(LONG_ENOUGH).until(() -> ofOne.seen.size() >= ones.size());
      assertThat(ofOne.seen).containsExactlyElementsOf(ones);
      List<Long> others = numbers(List.of(other), start);
      await().atMost(LONG_ENOUGH).until(() -> seen(restless).size() >= others.size());
      assertThat(seen(restless)).containsExactlyElementsOf(others);
      assertThat(polled.get()).containsExactlyElementsOf(recorded);
      slow.rollback();
    } finally {
      threads.shutdownNow();
      elsewhere.stop(new ShutdownEvent());
      all.closed = true;
      ofOne.closed = true;
      restless.forEach(reader -> reader.closed = true);
    }
  }

  /** What a poller of deltas sees, until it has seen as many as are written. */
  private List<Long> poll(Set<UUID> wanted, long start) {
    List<Long> seen = new ArrayList<>();
    long last = start;
    long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (seen.size() < WRITTEN && System.nanoTime() < deadline) {
      TimelineReader.Delta delta = reader.delta(wanted, last, POLLED);
      delta.rows().forEach(row -> seen.add(row.seq()));
      last = delta.lastSeq();
    }
    return seen;
  }

  private static List<Long> seen(List<Restless> restless) {
    synchronized (restless) {
      return restless.stream().flatMap(reader -> List.copyOf(reader.seen).stream()).toList();
    }
  }

  @Test
  void aReaderThatIsTooSlowIsDroppedAndHeldOneEntry() {
    CompanyRef company = companies.get("0083.HK");
    long start = reader.lastSeq();
    TimelineStreams impatient = new TimelineStreams(jdbi, reader, new Configured());
    try {
      Stuck stuck = new Stuck();
      impatient.follow(stuck, Set.of(company.id()), start);

      write(company, 3 * BATCH);

      await().atMost(LONG_ENOUGH).until(stuck::isClosed);
      assertThat(stuck.seen).hasSize(1);
    } finally {
      impatient.stop(new ShutdownEvent());
    }
  }

  private static final class Configured implements StreamConfig {
    @Override
    public Duration heartbeat() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int most() {
      return 10;
    }
  }

  private Void write(CompanyRef company, int entries) {
    for (int i = 0; i < entries / BATCH; i++) {
      jdbi.useTransaction(
          handle -> {
            for (int j = 0; j < BATCH; j++) {
              writer.record(handle, draft(company));
            }
          });
      sequencer.advance();
    }
    return null;
  }

  private List<Long> numbers(List<CompanyRef> of, long after) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select seq from timeline_entry where company_id = any(:c) and seq > :after order by seq")
                .bindArray("c", UUID.class, of.stream().map(CompanyRef::id).toList())
                .bind("after", after)
                .mapTo(Long.class)
                .list());
  }

  static EntryDraft draft(CompanyRef company) {
    var event =
        new NewsEvent.Summary(
            UUID.randomUUID(), null, null, null, null, 100, 100, UUID.randomUUID());
    return new EntryDraft(
        UUID.randomUUID(),
        EntryState.ACTIVE,
        false,
        company,
        List.of(),
        Instant.parse("2024-01-01T00:00:00Z"),
        null,
        null,
        "an entry",
        "en",
        new NewsEvent(event, List.of(), List.of(), List.of(), List.of()));
  }
}
