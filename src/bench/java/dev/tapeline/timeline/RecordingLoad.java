package dev.tapeline.timeline;

import dev.tapeline.app.database.JdbiProducer;
import dev.tapeline.app.json.Json;
import dev.tapeline.company.CompanyRef;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Records entries as another process on the same database does, at a given rate. */
public final class RecordingLoad {
  /** As many as articles come together. */
  private static final int BATCH = 50;

  private static final String EVIDENCE = "What the article says of the company and of its shares. ";

  private final Jdbi jdbi;
  private final TimelineWriter writer;
  private final Sequencer sequencer;
  private final InstantSource clock = InstantSource.system();
  private final IntFunction<String> ids;
  private final int companies;

  /**
   * A load.
   *
   * @param companies whose timelines the entries go into, numbered from 1
   * @param ids of the companies
   */
  public RecordingLoad(DataSource database, int companies, IntFunction<String> ids) {
    this.jdbi = JdbiProducer.on(database);
    this.companies = companies;
    this.ids = ids;
    this.writer = new TimelineWriter(Json.forLines(), clock);
    this.sequencer = new Sequencer(jdbi, new SimpleMeterRegistry());
  }

  /**
   * Records, each batch in a transaction of its own and numbered after its commit.
   *
   * @return entries a second that were recorded
   */
  public double run(int perSecond, int seconds) throws InterruptedException {
    Random random = new Random();
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    long recorded = 0;
    while (System.nanoTime() < end) {
      long due = began + recorded * TimeUnit.SECONDS.toNanos(1) / perSecond;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      batch(random);
      recorded += BATCH;
    }
    return recorded * 1e9 / (System.nanoTime() - began);
  }

  /** Records so many, as fast as it goes, and tells how many it were. */
  public long write(int entries) {
    Random random = new Random();
    long written = 0;
    for (; written < entries; written += BATCH) {
      batch(random);
    }
    return written;
  }

  private void batch(Random random) {
    List<EntryDraft> drafts = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      drafts.add(draft(1 + random.nextInt(companies)));
    }
    List<UUID> subjects = drafts.stream().map(EntryDraft::subjectId).toList();
    jdbi.useTransaction(handle -> writer.replace(handle, subjects, drafts));
    sequencer.advance();
  }

  private EntryDraft draft(int number) {
    UUID company = UUID.fromString(ids.apply(number));
    UUID event = UUID.randomUUID();
    return new EntryDraft(
        event,
        EntryState.ACTIVE,
        false,
        new CompanyRef(company, "BENCH" + number, null, "Company " + number),
        List.of(),
        clock.instant(),
        "UTC",
        null,
        EVIDENCE.repeat(2),
        "en",
        new NewsEvent(
            new NewsEvent.Summary(event, "products/launch", null, null, null, 100, 100, event),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }
}
