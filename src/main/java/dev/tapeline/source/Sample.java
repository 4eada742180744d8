package dev.tapeline.source;

import dev.tapeline.article.ArticleIntake;
import dev.tapeline.article.OwnArticleRecorded;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The sample source: articles inside the program, pulled like any others, so that a machine without
 * a network shows a full timeline. It leaves, with everything that came from it, where it is
 * switched off or as soon as another source has brought an article, and does not come back then.
 */
@ApplicationScoped
class Sample {
  private static final Logger LOG = Logger.getLogger(Sample.class);
  private static final String NAME = "Tapeline sample";

  /** Behind everything that prepares the service. */
  private static final int LATE = 5_000;

  private final SampleConfig config;
  private final SourceStore store;
  private final ArticleIntake articles;
  private final PullJob job;
  private final InstantSource clock;
  private final AtomicBoolean ended = new AtomicBoolean();

  Sample(
      SampleConfig config,
      SourceStore store,
      ArticleIntake articles,
      PullJob job,
      InstantSource clock) {
    this.config = config;
    this.store = store;
    this.articles = articles;
    this.job = job;
    this.clock = clock;
  }

  void start(@Observes @Priority(LATE) StartupEvent event) {
    if (config.enabled() && !store.hasOwnArticles()) {
      begin();
    } else {
      end();
    }
    // The scheduler may take its time; the timelines need not wait for it.
    job.tick();
  }

  void onOwnArticle(@Observes OwnArticleRecorded event) {
    if (!ended.get()) {
      end();
    }
  }

  /** Makes the sample source where there is none. */
  void begin() {
    ended.set(false);
    store.insertSample(NAME, clock.instant());
  }

  /** Takes the sample source away, and back what came from it. */
  void end() {
    // First the source, so that nothing can be recorded of it any more; what a process that died
    // here would leave is found by the next start.
    store.findSample().ifPresent(store::delete);
    var left = store.samplesLeft();
    left.forEach(articles::retractSource);
    if (!left.isEmpty()) {
      LOG.info("The sample has ended; its articles are taken back");
    }
    ended.set(true);
  }
}
