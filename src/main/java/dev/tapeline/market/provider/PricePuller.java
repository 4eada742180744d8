package dev.tapeline.market.provider;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.market.Bar;
import dev.tapeline.market.BarFile;
import dev.tapeline.market.BarImport;
import dev.tapeline.market.BarRow;
import dev.tapeline.market.ImportReport;
import dev.tapeline.market.MoveStore;
import dev.tapeline.market.PriceHistory;
import dev.tapeline.market.PriceSeries;
import dev.tapeline.market.QuotedCurrency;
import dev.tapeline.market.RecordedBar;
import dev.tapeline.market.RefusedRows;
import dev.tapeline.pull.Remark;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Pulls the bars of one feed that was taken, to the end, and writes down how it went. */
@ApplicationScoped
class PricePuller {
  private static final Logger LOG = Logger.getLogger("dev.tapeline.market.PricePull");

  /** Days before the last bar that are asked for again: gaps close, and providers correct. */
  private static final int OVERLAP_DAYS = 15;

  /**
   * Who is to be asked again so soon is waited for: a series is not to be stitched together of two
   * providers for a minute's sake.
   */
  private static final Duration SOON = Duration.ofMinutes(2);

  /** A key that does not do is tried again after this: somebody may have paid. */
  private static final Duration REJECTED = Duration.ofHours(6);

  private final Providers providers;
  private final FeedStore store;
  private final PricesConfig config;
  private final PricePlan plan;
  private final PriceHistory history;
  private final Jdbi jdbi;
  private final InstantSource clock;

  PricePuller(
      Providers providers, FeedStore store, PricesConfig config, Jdbi jdbi, InstantSource clock) {
    this.providers = providers;
    this.store = store;
    this.config = config;
    this.plan = new PricePlan(config.delay(), RandomGenerator.getDefault());
    this.history = new PriceHistory(jdbi);
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Pulls.
   *
   * @param lease under which the feed was taken
   * @return what came of it; never throws
   */
  PullOutcome pull(BarFeed feed, UUID lease) {
    Instant start = now();
    try {
      Optional<PriceSeries> series = history.series(feed.ticker());
      if (series.isEmpty()) {
        String reason = feed.ticker() + " is not in the directory";
        store.unanswered(
            lease, feed, BarFeed.Status.UNKNOWN, reason, start, plan.afterUnknown(start));
        return PullOutcome.without(
            PullOutcome.Status.UNKNOWN, plan.expected(Optional.empty(), start), reason);
      }
      PullOutcome outcome = new Pull(feed, lease, series.get(), start).run();
      log(feed, outcome);
      return outcome;
    } catch (RuntimeException e) {
      LOG.errorf(e, "Pulling the prices of %s broke", feed.ticker());
      String reason = "internal error: " + e.getClass().getSimpleName();
      Instant next = plan.afterMiss(Optional.empty(), start, feed.misses() + 1);
      store.unanswered(lease, feed, BarFeed.Status.FAILING, reason, start, next);
      return PullOutcome.without(
          PullOutcome.Status.FAILED, plan.expected(Optional.empty(), start), reason);
    }
  }

  private static void log(BarFeed feed, PullOutcome outcome) {
    if (outcome.status() == PullOutcome.Status.OK || outcome.provider() != null) {
      LOG.infof(
          "Pulled prices of %s from %s: %d new, %d revised, %d unchanged, %d refused%s",
          feed.ticker(),
          outcome.provider(),
          outcome.created(),
          outcome.revised(),
          outcome.unchanged(),
          outcome.refused().size(),
          outcome.error() == null ? "" : "; " + outcome.error());
    } else {
      LOG.warnf("No prices of %s: %s", feed.ticker(), outcome.error());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** One pull. */
  private final class Pull {
    private final BarFeed feed;
    private final UUID lease;
    private final PriceSeries series;
    private final Optional<Exchange> exchange;
    private final Instant start;
    private final LocalDate expected;
    private final List<String> reasons = new ArrayList<>();
    private boolean failed;
    private boolean limited;
    private @Nullable Duration wait;

    Pull(BarFeed feed, UUID lease, PriceSeries series, Instant start) {
      this.feed = feed;
      this.lease = lease;
      this.series = series;
      this.exchange = series.exchange();
      this.start = start;
      this.expected = plan.expected(exchange, start);
    }

    PullOutcome run() {
      Map<String, Instant> paused = store.paused(start);
      for (GuardedProvider provider : providers.inOrder()) {
        String symbol = provider.symbol(series);
        if (symbol == null) {
          continue;
        }
        Instant until = paused.get(provider.name());
        BarAnswer answer =
            until == null
                ? provider.ask(symbol, from(), today())
                : new BarAnswer.Limited(
                    provider.name() + " is not to be asked for a while",
                    Duration.between(start, until));
        if (answer instanceof BarAnswer.Bars bars && agrees(provider, bars)) {
          store.providerAnswered(provider.name(), now());
          return take(provider, symbol, bars);
        }
        if (answer instanceof BarAnswer.NoBars none) {
          miss(provider, none, until != null);
          if (isSoonOver(none)) {
            break;
          }
        }
      }
      return without();
    }

    private boolean isSoonOver(BarAnswer.NoBars answer) {
      return answer instanceof BarAnswer.Limited limit
          && limit.pause() != null
          && limit.pause().compareTo(SOON) <= 0;
    }

    private LocalDate today() {
      return exchange
          .map(known -> start.atZone(known.zone()).toLocalDate())
          .orElseGet(() -> start.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private LocalDate from() {
      return history
          .span(series)
          .map(span -> span.last().minusDays(OVERLAP_DAYS))
          .orElseGet(() -> today().minusDays(config.history().toDays()));
    }

    /** Whether bars are in the currency of the listing, and in that of the bars before. */
    private boolean agrees(GuardedProvider provider, BarAnswer.Bars bars) {
      String told = bars.currency();
      if (told == null) {
        return true;
      }
      String own = series.currency();
      String before = provider.name().equals(feed.provider()) ? feed.currency() : null;
      String objection =
          before != null && !before.equals(told)
              ? "prices in " + told + ", until now in " + before
              : own != null && !own.equals(QuotedCurrency.whole(told))
                  ? "prices in " + told + ", but " + series.ticker() + " trades in " + own
                  : null;
      if (objection == null) {
        return true;
      }
      String reason = provider.name() + " gives " + objection;
      failed = true;
      reasons.add(reason);
      store.remarks().add(feed.id(), List.of(new Remark(start, provider.name(), reason, true)));
      return false;
    }

    private void miss(GuardedProvider provider, BarAnswer.NoBars answer, boolean knownBefore) {
      reasons.add(answer.reason());
      Instant pausedUntil = null;
      if (answer instanceof BarAnswer.Limited limit) {
        limited = true;
        wait = longer(wait, limit.pause());
        pausedUntil = start.plus(limit.pause() == null ? Duration.ofMinutes(15) : limit.pause());
      } else if (answer instanceof BarAnswer.Rejected) {
        failed = true;
        pausedUntil = start.plus(REJECTED);
      } else if (answer instanceof BarAnswer.Failed) {
        failed = true;
      }
      if (!knownBefore && !(answer instanceof BarAnswer.Unknown)) {
        store.providerFailed(provider.name(), answer.reason(), start, pausedUntil);
      }
    }

    private PullOutcome without() {
      String reason =
          reasons.isEmpty()
              ? "no provider that is configured carries " + series.ticker()
              : String.join("; ", reasons);
      PullOutcome.Status status =
          failed
              ? PullOutcome.Status.FAILED
              : limited ? PullOutcome.Status.LIMITED : PullOutcome.Status.UNKNOWN;
      switch (status) {
        case FAILED ->
            store.unanswered(
                lease,
                feed,
                BarFeed.Status.FAILING,
                reason,
                now(),
                plan.afterMiss(exchange, now(), feed.misses() + 1));
        case LIMITED ->
            store.unanswered(lease, feed, null, reason, now(), plan.afterLimit(now(), wait));
        default ->
            store.unanswered(
                lease, feed, BarFeed.Status.UNKNOWN, reason, now(), plan.afterUnknown(now()));
      }
      return PullOutcome.without(status, expected, reason);
    }

    private PullOutcome take(GuardedProvider provider, String symbol, BarAnswer.Bars bars) {
      List<String> flagged = new ArrayList<>();
      BarAnswer.Bars all = bars;
      String readjusted = readjusted(provider, bars);
      if (readjusted != null) {
        flagged.add(readjusted);
        all = again(provider, symbol, bars);
      }
      ImportReport report = record(provider, all);
      LocalDate last =
          all.bars().stream()
              .map(Bar::session)
              .filter(session -> !session.isAfter(expected))
              .max(Comparator.naturalOrder())
              .orElse(null);
      List<String> refused = report.refused().stream().map(RefusedRows::reason).toList();
      report.flagged().stream().map(RefusedRows::reason).forEach(flagged::add);
      boolean there = last != null && !last.isBefore(expected);
      PullOutcome outcome =
          new PullOutcome(
              there ? PullOutcome.Status.OK : PullOutcome.Status.WAITING,
              provider.name(),
              expected,
              last,
              report.created(),
              report.changed(),
              report.unchanged(),
              refused,
              flagged,
              there ? null : late(provider, last));
      end(provider, bars, outcome);
      return outcome;
    }

    private String late(GuardedProvider provider, @Nullable LocalDate last) {
      return last == null
          ? "%s has no bars up to %s".formatted(provider.name(), expected)
          : "%s has bars up to %s only, %s is expected".formatted(provider.name(), last, expected);
    }

    /** Asks for all that there is, since what came before is adjusted otherwise now. */
    private BarAnswer.Bars again(
        GuardedProvider provider, String symbol, BarAnswer.Bars otherwise) {
      LocalDate first = history.span(series).map(PriceHistory.Span::first).orElseGet(this::today);
      return provider.ask(symbol, first, today()) instanceof BarAnswer.Bars all
              && !all.bars().isEmpty()
          ? all
          : otherwise;
    }

    /**
     * Whether the provider tells sessions that it has told before by another factor: after a split
     * it has adjusted all that came before.
     *
     * @return the reason to ask for all of it again, or null
     */
    private @Nullable String readjusted(GuardedProvider provider, BarAnswer.Bars bars) {
      Map<LocalDate, Double> told =
          bars.bars().stream()
              .collect(Collectors.toMap(Bar::session, Bar::close, (first, second) -> first));
      if (told.isEmpty()) {
        return null;
      }
      List<Double> ratios =
          history
              .since(series, told.keySet().stream().min(Comparator.naturalOrder()).get())
              .stream()
              .filter(known -> known.provider().equals(provider.name()))
              .map(RecordedBar::bar)
              .filter(known -> told.containsKey(known.session()))
              .map(known -> known.close() / told.getOrDefault(known.session(), known.close()))
              .toList();
      return Readjustment.of(ratios)
          .map(
              factor ->
                  String.format(
                      Locale.ROOT,
                      "%s has adjusted earlier prices by %.4g, as after a split; all were asked"
                          + " for again",
                      provider.name(),
                      factor))
          .orElse(null);
    }

    private ImportReport record(GuardedProvider provider, BarAnswer.Bars bars) {
      List<BarRow> rows = new ArrayList<>();
      List<RefusedRows> refused = new ArrayList<>();
      bars.unreadable()
          .forEach(reason -> refused.add(new RefusedRows(series.ticker(), 0, 1, reason)));
      for (Bar bar : bars.bars()) {
        // The session that is going on is no news: it comes when it has ended.
        if (!bar.session().isAfter(expected)) {
          String objection = bar.objection();
          if (objection == null) {
            rows.add(new BarRow(series.ticker(), 0, bar));
          } else {
            refused.add(new RefusedRows(series.ticker(), 0, 1, bar.session() + ": " + objection));
          }
        }
      }
      ImportReport report =
          new BarImport(jdbi, clock)
              .take(new BarFile(series.ticker(), provider.name(), rows, refused), provider.name());
      new MoveStore(jdbi).computeDue();
      return report;
    }

    private void end(GuardedProvider provider, BarAnswer.Bars bars, PullOutcome outcome) {
      Function<Boolean, Function<String, Remark>> remark =
          refused -> reason -> new Remark(start, provider.name(), reason, refused);
      List<Remark> remarks = new ArrayList<>();
      outcome.refused().stream().map(remark.apply(true)).forEach(remarks::add);
      outcome.flagged().stream().map(remark.apply(false)).forEach(remarks::add);
      store.remarks().add(feed.id(), remarks);
      Instant now = now();
      Instant next =
          outcome.status() == PullOutcome.Status.OK
              ? plan.afterSuccess(exchange, now)
              : plan.afterMiss(exchange, now, feed.misses() + 1);
      store.answered(lease, feed, outcome, bars.currency(), now, next);
    }
  }

  private static @Nullable Duration longer(@Nullable Duration a, @Nullable Duration b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }
}
