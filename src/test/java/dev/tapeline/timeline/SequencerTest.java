package dev.tapeline.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A reader that follows {@code lastSeq} gets every entry, each once. */
@QuarkusTest
class SequencerTest {
  private static final int WRITERS = 4;
  private static final int BATCHES = 25;
  private static final int BATCH = 8;

  @Inject Jdbi jdbi;
  @Inject TimelineWriter writer;
  @Inject TimelineReader reader;
  @Inject Sequencer sequencer;
  @Inject Companies companies;

  @Test
  void nothingIsMissedAndNothingComesTwiceBesideALongTransaction() throws Exception {
    CompanyRef company = companies.get("0002.HK");
    long start = lastSeq();
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Handle slow = jdbi.open()) {
      // An import of minutes: a transaction that has an id and stays open all the while.
      slow.begin();
      slow.createQuery("select pg_current_xact_id()::text").mapTo(String.class).one();

      List<Future<List<Long>>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(() -> follow(company, start, writing)));
      }
      List<Callable<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(() -> write(company));
      }
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }
      writing.set(false);

      Set<Long> recorded = numbers(company, start);
      assertThat(recorded).hasSize(WRITERS * BATCHES * BATCH);
      for (Future<List<Long>> seen : readers) {
        assertThat(seen.get())
            .isSorted()
            .doesNotHaveDuplicates()
            .containsExactlyElementsOf(recorded);
      }
      slow.rollback();
    } finally {
      threads.shutdownNow();
    }
  }

  private Void write(CompanyRef company) {
    for (int i = 0; i < BATCHES; i++) {
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

  private List<Long> follow(CompanyRef company, long from, AtomicBoolean writing) {
    List<Long> seen = new ArrayList<>();
    long last = from;
    boolean mayFollow = true;
    while (mayFollow) {
      // Asked before the read: what was committed by then, the read sees.
      boolean writersGoOn = writing.get();
      TimelineReader.Delta delta = reader.delta(List.of(company.id()), last, 7);
      delta.rows().forEach(row -> seen.add(row.seq()));
      last = delta.lastSeq();
      mayFollow = writersGoOn || delta.more();
    }
    return seen;
  }

  private Set<Long> numbers(CompanyRef company, long after) {
    List<Long> numbers =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select seq from timeline_entry where company_id = :c and seq > :after")
                    .bind("c", company.id())
                    .bind("after", after)
                    .mapTo(Long.class)
                    .list());
    return new TreeSet<>(numbers);
  }

  private long lastSeq() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select coalesce(max(seq), 0) from timeline_entry")
                .mapTo(Long.class)
                .one());
  }

  private static EntryDraft draft(CompanyRef company) {
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
