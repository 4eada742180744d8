package dev.tapeline.source;

import dev.tapeline.analysis.page.ExtractedPage;
import dev.tapeline.article.ArticleIntake;
import dev.tapeline.article.IncomingArticle;
import dev.tapeline.article.Recorded;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.pull.Remark;
import dev.tapeline.source.SourceStore.Page;
import dev.tapeline.source.SourceStore.SeenItem;
import dev.tapeline.source.feed.FeedItem;
import dev.tapeline.source.feed.ParsedFeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Hands a feed's items on to the article intake: those that are new or changed, oldest first, with
 * the text of their page where the feed carries a summary only.
 */
@ApplicationScoped
class FeedIntake {
  /** Few enough for one to be analysed and committed well within a lease. */
  private static final int BATCH = 25;

  /** An item that left its feed is not told apart from a new one after this. */
  private static final Duration FORGET = Duration.ofDays(60);

  private final SourceStore store;
  private final ArticleIntake articles;
  private final Fetcher fetcher;
  private final PullConfig config;
  private final InstantSource clock;

  FeedIntake(
      SourceStore store,
      ArticleIntake articles,
      Fetcher fetcher,
      PullConfig config,
      InstantSource clock) {
    this.store = store;
    this.articles = articles;
    this.fetcher = fetcher;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What became of the items.
   *
   * @param result the counts
   * @param complete whether the next pull has nothing left to do of this one
   */
  record Outcome(PullResult result, boolean complete) {}

  /**
   * Records a feed.
   *
   * @param goOn asked between batches; where it says no, the rest is left to whoever pulls next
   */
  Outcome record(Source source, ParsedFeed feed, BooleanSupplier goOn) {
    return new Run(source, feed, goOn).run();
  }

  /** An item that is to be recorded, or at least to be remembered. */
  private record Ready(FeedItem item, SeenItem seen, @Nullable IncomingArticle article) {}

  private final class Run {
    private final Source source;
    private final ParsedFeed feed;
    private final BooleanSupplier goOn;
    private final ArticlePages pages = new ArticlePages(fetcher, config.maxPages());
    private final List<Remark> remarks = new ArrayList<>();
    private final List<PullResult.Refused> refused = new ArrayList<>();
    private final Instant now = clock.instant();
    private int created;
    private int revised;
    private int unchanged;
    private boolean complete = true;

    Run(Source source, ParsedFeed feed, BooleanSupplier goOn) {
      this.source = source;
      this.feed = feed;
      this.goOn = goOn;
    }

    Outcome run() {
      feed.problems().stream()
          .map(p -> new Remark(now, p.id(), p.reason(), p.leftOut()))
          .forEach(this::remark);
      List<String> ids = feed.items().stream().map(FeedItem::id).toList();
      Map<String, SeenItem> seen = store.seen(source.id(), ids);
      List<FeedItem> waiting = new ArrayList<>();
      for (FeedItem item : oldestFirst(feed.items())) {
        SeenItem before = seen.get(item.id());
        if (before != null && isDone(item, before)) {
          unchanged++;
        } else {
          waiting.add(item);
        }
      }
      for (int i = 0; i < waiting.size(); i += BATCH) {
        if (!goOn.getAsBoolean()) {
          complete = false;
          break;
        }
        batch(waiting.subList(i, Math.min(i + BATCH, waiting.size())), seen);
      }
      store.keep(source.id(), ids, now, FORGET);
      store.remarks().add(source.id(), remarks);
      int found = feed.items().size() + leftOut();
      return new Outcome(
          new PullResult(PullResult.Status.OK, found, created, revised, unchanged, refused, null),
          complete);
    }

    private int leftOut() {
      return (int) feed.problems().stream().filter(p -> p.leftOut()).count();
    }

    private boolean isDone(FeedItem item, SeenItem before) {
      return Arrays.equals(before.hash(), hash(item))
          && !(before.page() == Page.PENDING && pageWanted(item));
    }

    private boolean pageWanted(FeedItem item) {
      return source.fetchPages() && source.kind() == SourceKind.FEED && ArticlePages.wanted(item);
    }

    private void batch(List<FeedItem> items, Map<String, SeenItem> seen) {
      List<Ready> batch = new ArrayList<>();
      for (FeedItem item : items) {
        batch.add(ready(item, seen.get(item.id())));
        // A page may take its time, and a lease does not wait.
        if (pageWanted(item) && !goOn.getAsBoolean()) {
          complete = false;
          break;
        }
      }
      Map<String, SeenItem> done = new LinkedHashMap<>();
      List<Ready> toRecord = new ArrayList<>();
      for (Ready ready : batch) {
        if (ready.article() == null) {
          unchanged++;
          done.put(ready.item().id(), ready.seen());
        } else {
          toRecord.add(ready);
        }
      }
      List<Recorded> recorded =
          articles.recordAll(
              toRecord.stream().map(r -> Objects.requireNonNull(r.article())).toList());
      for (int i = 0; i < recorded.size(); i++) {
        if (count(recorded.get(i))) {
          done.put(toRecord.get(i).item().id(), toRecord.get(i).seen());
        }
      }
      store.remember(source.id(), done, now);
    }

    /** Counts what became of an item; false where it has to come again. */
    private boolean count(Recorded recorded) {
      boolean isRefused = recorded.status() == Recorded.Status.REFUSED;
      if (recorded.reason() != null) {
        remark(new Remark(now, recorded.itemId(), recorded.reason(), isRefused));
      }
      switch (recorded.status()) {
        case CREATED -> created++;
        case REVISED -> revised++;
        case UNCHANGED -> unchanged++;
        case REFUSED -> complete = false;
      }
      return !isRefused;
    }

    private void remark(Remark remark) {
      remarks.add(remark);
      if (remark.refused()) {
        refused.add(new PullResult.Refused(remark.about(), remark.reason()));
      }
    }

    private Ready ready(FeedItem item, @Nullable SeenItem before) {
      byte[] hash = hash(item);
      boolean same = before != null && Arrays.equals(before.hash(), hash);
      int attempts = before == null || before.page() != Page.PENDING ? 0 : before.pageAttempts();
      if (!pageWanted(item)) {
        return new Ready(item, new SeenItem(hash, Page.DONE, 0), article(item, null));
      }
      ArticlePages.Outcome outcome = pages.fetch(item);
      if (outcome.page() != null) {
        return new Ready(item, new SeenItem(hash, Page.DONE, 0), article(item, outcome.page()));
      }
      int tried = attempts + (outcome.asked() ? 1 : 0);
      boolean givenUp = tried >= config.pageAttempts();
      complete &= givenUp;
      if (outcome.asked()) {
        String then = givenUp ? "; given up" : "; it is tried again";
        remark(new Remark(now, item.id(), "its page: " + outcome.reason() + then, false));
      }
      Page page = givenUp ? Page.GIVEN_UP : Page.PENDING;
      if (before != null && !givenUp && (same || before.page() == Page.DONE)) {
        // The summary is recorded already, or even the whole article: nothing better is there yet.
        return new Ready(item, new SeenItem(before.hash(), page, tried), null);
      }
      return new Ready(item, new SeenItem(hash, page, tried), same ? null : article(item, null));
    }

    private IncomingArticle article(FeedItem item, @Nullable ExtractedPage page) {
      return PulledArticle.of(item, page, source.language()).of(source.id());
    }
  }

  /** News comes newest first in a feed, but has to be told in the order in which it happened. */
  private static List<FeedItem> oldestFirst(List<FeedItem> items) {
    List<FeedItem> ordered = new ArrayList<>(items);
    Collections.reverse(ordered);
    ordered.sort(
        Comparator.comparing(
            item -> item.publishedAt() == null ? item.updatedAt() : item.publishedAt(),
            Comparator.nullsLast(Comparator.naturalOrder())));
    return ordered;
  }

  private static byte[] hash(FeedItem item) {
    return DigestUtils.sha256(item.toString());
  }
}
