package dev.tapeline.source;

import dev.tapeline.article.ArticleIntake;
import dev.tapeline.fetch.Fetched.Terms;
import dev.tapeline.source.SourceStore.GoodPull;
import dev.tapeline.source.feed.FeedItem;
import dev.tapeline.source.feed.ParsedFeed;
import dev.tapeline.timeline.Freshness;
import dev.tapeline.timeline.NewsCoverage;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Pulls one source that was taken, to the end, and writes down how it went. */
@ApplicationScoped
class Puller {
  private static final Logger LOG = Logger.getLogger("dev.tapeline.source.Pull");

  /** A feed that was never pulled before tells of so much time at most. */
  private static final Duration LONGEST_REACH = Duration.ofDays(7);

  private final SourceStore store;
  private final FeedReader feeds;
  private final FeedIntake items;
  private final ArticleIntake articles;
  private final Freshness freshness;
  private final NewsCoverage coverage;
  private final PullConfig config;
  private final PullPlan plan;
  private final InstantSource clock;

  Puller(
      SourceStore store,
      FeedReader feeds,
      FeedIntake items,
      ArticleIntake articles,
      Freshness freshness,
      NewsCoverage coverage,
      PullConfig config,
      InstantSource clock) {
    this.store = store;
    this.feeds = feeds;
    this.items = items;
    this.articles = articles;
    this.freshness = freshness;
    this.coverage = coverage;
    this.config = config;
    this.plan = PullPlan.of(config);
    this.clock = clock;
  }

  /**
   * Pulls.
   *
   * @param lease under which the source was taken
   * @return what came of it; never throws
   */
  @WithSpan
  PullResult pull(Source source, UUID lease) {
    Instant start = clock.instant();
    try {
      FeedReader.Answer answer = feeds.read(source);
      if (answer instanceof FeedReader.Answer.None none) {
        return failed(source, lease, none);
      }
      if (answer instanceof FeedReader.Answer.Unchanged unchanged) {
        Terms terms = kept(source, unchanged.terms());
        Instant next = next(source, source.gap(), terms.maxAge());
        end(source, lease, next, good(terms, source.gap(), 0), source.lastGoodPullAt());
        LOG.infof("Pulled %s: nothing new%s; next %s", source, took(start), shown(next));
        return PullResult.notModified();
      }
      return read(source, lease, (FeedReader.Answer.Read) answer, start);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Pulling %s broke", source);
      return failed(source, lease, new FeedReader.Answer.None("internal error: " + e, false, null));
    }
  }

  private PullResult read(Source source, UUID lease, FeedReader.Answer.Read read, Instant start) {
    ParsedFeed feed = read.feed();
    FeedIntake.Outcome outcome =
        items.record(
            source,
            feed,
            () -> store.leases().renew(source.id(), lease, clock.instant().plus(config.lease())));
    PullResult result = outcome.result();
    Duration gap = PullPlan.gap(dates(feed.items()));
    Instant next = next(source, gap, longer(read.terms().maxAge(), ttl(feed)));
    // With work left over, the next pull must see the whole feed, so nothing is sent back.
    Terms terms =
        outcome.complete()
            ? read.terms()
            : new Terms(null, null, read.terms().maxAge(), read.terms().movedTo());
    end(source, lease, next, good(terms, gap, result.created()), reach(source, feed, result));
    LOG.infof(
        "Pulled %s: %d items, %d new, %d revised, %d unchanged, %d refused%s; next %s",
        source,
        result.found(),
        result.created(),
        result.revised(),
        result.unchanged(),
        result.refused().size(),
        took(start),
        shown(next));
    return result;
  }

  private static GoodPull good(Terms terms, @Nullable Duration gap, int brought) {
    return new GoodPull(terms.etag(), terms.lastModified(), gap, terms.movedTo(), brought);
  }

  /** A 304 need not repeat what it is about. */
  private static Terms kept(Source source, Terms terms) {
    return new Terms(
        terms.etag() == null ? source.etag() : terms.etag(),
        terms.lastModified() == null ? source.lastModified() : terms.lastModified(),
        terms.maxAge(),
        terms.movedTo());
  }

  /**
   * Since when nothing can have been missed; null for not at all. While the feed still holds
   * something that was there at the last good pull, or from before it, nothing has dropped out in
   * between. Else it reaches back to its oldest item; but one that was pinned years ago says little
   * of the years between, so not for long. The sample holds all that there ever was of it.
   */
  private @Nullable Instant reach(Source source, ParsedFeed feed, PullResult result) {
    Instant last = source.lastGoodPullAt();
    Instant oldest =
        dates(feed.items()).stream()
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    boolean unbroken =
        result.unchanged() > 0
            || result.revised() > 0
            || feed.items().isEmpty()
            || (oldest != null && last != null && oldest.isBefore(last));
    if (last != null && unbroken) {
      return last;
    }
    Instant longAgo = now().minus(LONGEST_REACH);
    return oldest == null || source.sample() || oldest.isAfter(longAgo) ? oldest : longAgo;
  }

  private void end(
      Source source, UUID lease, Instant next, GoodPull pull, @Nullable Instant reach) {
    Instant now = now();
    boolean ours = store.succeed(source.id(), lease, now, next, pull);
    if (ours) {
      Instant from = reach == null || reach.isAfter(now) ? now : reach;
      coverage.pulled(source.id(), source.sample(), from, now);
    }
    if (!ours && source.sample()) {
      // The sample ended while it was pulled: what was recorded behind its back goes as well.
      articles.retractSource(source.id());
    }
    freshness.newsPulled(now, store.failing());
  }

  private PullResult failed(Source source, UUID lease, FeedReader.Answer.None none) {
    int failures = source.failures() + 1;
    Instant now = now();
    Instant next = none.gone() ? null : plan.afterFailure(now, failures, none.retryAfter());
    Health.Status state = none.gone() ? Health.Status.GONE : Health.Status.FAILING;
    store.fail(source.id(), lease, now, next, state, none.reason());
    freshness.newsPullFailed(store.failing());
    LOG.warnf(
        "Pull of %s failed, %d in a row: %s; next %s",
        source, failures, none.reason(), next == null ? "never" : shown(next));
    return PullResult.failed(none.reason());
  }

  private Instant next(Source source, @Nullable Duration gap, @Nullable Duration asked) {
    // What is inside the program does not change while it runs.
    return source.kind() == SourceKind.SAMPLE
        ? now().plus(Duration.ofDays(1))
        : plan.afterSuccess(now(), gap, asked);
  }

  private static @Nullable Duration ttl(ParsedFeed feed) {
    Integer minutes = feed.feed().ttlMinutes();
    return minutes == null ? null : Duration.ofMinutes(minutes);
  }

  private static @Nullable Duration longer(@Nullable Duration a, @Nullable Duration b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static List<@Nullable Instant> dates(List<FeedItem> items) {
    List<@Nullable Instant> dates = new ArrayList<>();
    items.forEach(i -> dates.add(i.publishedAt() == null ? i.updatedAt() : i.publishedAt()));
    return dates;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String took(Instant start) {
    return String.format(
        Locale.ROOT, " in %d ms", Duration.between(start, clock.instant()).toMillis());
  }

  private static Instant shown(Instant next) {
    return next.truncatedTo(ChronoUnit.SECONDS);
  }
}
