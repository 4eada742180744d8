package dev.tapeline.market;

import dev.tapeline.article.OwnArticleRecorded;
import dev.tapeline.timeline.Sequencer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The bars of the offline sample's companies. They are made, not real: provider {@code sample}, and
 * {@code sample: true} wherever they are shown. They come and leave with the sample's articles, and
 * a series of which somebody has imported real bars gets none.
 */
@ApplicationScoped
class SampleBars {
  private static final Logger LOG = Logger.getLogger(SampleBars.class);
  private static final String FILE = "sample-bars.csv";

  /** Just before the sample's articles, which are judged by them. */
  private static final int LATE = 4_900;

  private final boolean enabled;
  private final Jdbi jdbi;
  private final InstantSource clock;
  private final PriceFollowUp followUp;
  private final Sequencer sequencer;
  private final AtomicBoolean ended = new AtomicBoolean();

  SampleBars(
      @ConfigProperty(name = "tapeline.sample.enabled", defaultValue = "true") boolean enabled,
      Jdbi jdbi,
      InstantSource clock,
      PriceFollowUp followUp,
      Sequencer sequencer) {
    this.enabled = enabled;
    this.jdbi = jdbi;
    this.clock = clock;
    this.followUp = followUp;
    this.sequencer = sequencer;
  }

  void start(@Observes @Priority(LATE) StartupEvent event) {
    if (enabled && !hasOwnArticles()) {
      begin();
    } else {
      end();
    }
  }

  void onOwnArticle(@Observes OwnArticleRecorded event) {
    if (!ended.get()) {
      end();
    }
  }

  private boolean hasOwnArticles() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select 1 from article where not sample)")
                .mapTo(Boolean.class)
                .one());
  }

  /** Brings the bars in where they are not there. */
  void begin() {
    ended.set(false);
    byte[] file = file();
    String fingerprint = DigestUtils.sha256Hex(file);
    if (isTaken(fingerprint)) {
      return;
    }
    ImportReport report =
        new BarImport(jdbi, clock)
            .take(
                BarFile.read(FILE, new ByteArrayInputStream(file), null, Map.of()),
                RecordedBar.SAMPLE);
    if (!report.refused().isEmpty()) {
      LOG.warnf("bars of the sample were refused: %s", report.refused());
    }
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into sample_bars (fingerprint) values (?)
                on conflict (only_row) do update set fingerprint = excluded.fingerprint
                """,
                fingerprint));
  }

  private static byte[] file() {
    try (InputStream in = SampleBars.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " was not packaged");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the sample's bars cannot be read", e);
    }
  }

  private boolean isTaken(String fingerprint) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select 1 from sample_bars where fingerprint = :f)")
                .bind("f", fingerprint)
                .mapTo(Boolean.class)
                .one());
  }

  /** Takes them away, and back what followed from them. */
  void end() {
    boolean left = jdbi.inTransaction(SampleBars::remove);
    if (left) {
      followUp.run();
      sequencer.advance();
      LOG.info("The sample's prices are taken back");
    }
    ended.set(true);
  }

  private static boolean remove(Handle handle) {
    handle.execute("delete from sample_bars");
    List<Integer> series =
        handle
            .createQuery("select id from price_series where sample order by id")
            .mapTo(Integer.class)
            .list();
    for (int id : series) {
      PriceSeries found = SeriesStore.find(handle, id).orElseThrow();
      SeriesStore.lock(handle, found);
      LocalDate from = BarStore.removeSample(handle, found);
      if (from != null) {
        SeriesStore.movesDue(handle, found, from);
      }
    }
    return !series.isEmpty();
  }
}
