package dev.tapeline.market.provider;

import dev.tapeline.pull.Leases;
import dev.tapeline.pull.Remark;
import dev.tapeline.pull.RemarkLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Price feeds and providers in the database. */
@ApplicationScoped
class FeedStore {
  private final Jdbi jdbi;
  private final Leases<BarFeed> leases;
  private final RemarkLog remarks;

  FeedStore(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.leases = new Leases<>(jdbi, "bar_feed", "true", "*", (row, context) -> feed(row));
    this.remarks = new RemarkLog(jdbi, "bar_feed_remark", "bar_feed", "feed_id", "provider");
  }

  /** Who is pulling which feed. */
  Leases<BarFeed> leases() {
    return leases;
  }

  /** What was remarked of feeds' bars, by provider. */
  RemarkLog remarks() {
    return remarks;
  }

  /**
   * How a provider does.
   *
   * @param pausedUntil before which it is not asked, or null
   */
  record ProviderState(
      String name,
      @Nullable Instant pausedUntil,
      @Nullable Instant lastGoodAt,
      @Nullable Instant lastErrorAt,
      @Nullable String lastError) {}

  // Feeds

  /** Feeds by ticker, behind one of them where one is given. */
  List<BarFeed> list(@Nullable String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from bar_feed
                    where cast(:after as text) is null or ticker > :after
                    order by ticker limit :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> feed(row))
                .list());
  }

  Optional<BarFeed> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from bar_feed where id = :id")
                .bind("id", id)
                .map((row, context) -> feed(row))
                .findOne());
  }

  Optional<BarFeed> find(String ticker) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from bar_feed where ticker = :ticker")
                .bind("ticker", ticker)
                .map((row, context) -> feed(row))
                .findOne());
  }

  /** Adds feeds that are not there yet, due at once; how many were added. */
  int add(Collection<String> tickers, BarFeed.Reason reason, Instant now) {
    if (tickers.isEmpty()) {
      return 0;
    }
    return jdbi.inTransaction(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into bar_feed (ticker, reason, created_at, next_pull_at)
                    select distinct ticker, :reason, cast(:now as timestamptz),
                      cast(:now as timestamptz)
                    from unnest(cast(:tickers as text[])) as ticker
                    on conflict (ticker) do nothing
                    """)
                .bind("reason", reason.name())
                .bind("now", now)
                .bindArray("tickers", String.class, List.copyOf(tickers))
                .execute());
  }

  /** Pauses a feed, or has it pulled again, at once. */
  void enable(UUID id, boolean enabled, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update bar_feed set enabled = ?, next_pull_at = ? where id = ?",
                enabled,
                Timestamp.from(now),
                id));
  }

  void delete(UUID id) {
    jdbi.useHandle(handle -> handle.execute("delete from bar_feed where id = ?", id));
  }

  /** The home listings of companies that were in somebody's own news since then. */
  List<String> inTheNews(Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select l.ticker from listing l
                    where l.home and l.company_id in (
                      select e.company_id from timeline_entry e
                      where e.kind = 'NEWS_EVENT' and e.state = 'ACTIVE' and not e.sample
                        and e.occurred_at >= :since)
                      and not exists (select from bar_feed f where f.ticker = l.ticker)
                    """)
                .bind("since", since)
                .mapTo(String.class)
                .list());
  }

  /** The home listings of companies on somebody's watch list. */
  List<String> watched() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select l.ticker from listing l
                    where l.home and l.company_id in (select company_id from watch_list_company)
                      and not exists (select from bar_feed f where f.ticker = l.ticker)
                    """)
                .mapTo(String.class)
                .list());
  }

  /** The benchmarks of the listings that are followed, where they are not followed yet. */
  List<String> benchmarks() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct l.benchmark from bar_feed f join listing l on l.ticker = f.ticker
                    where f.enabled and l.benchmark is not null
                      and not exists (select from bar_feed b where b.ticker = l.benchmark)
                    """)
                .mapTo(String.class)
                .list());
  }

  // Pulling

  /**
   * Ends a pull that brought bars.
   *
   * @param currency in which the provider says that they are, or null
   * @return false where the feed is gone or somebody else's by now
   */
  boolean answered(
      UUID lease,
      BarFeed feed,
      PullOutcome outcome,
      @Nullable String currency,
      Instant now,
      Instant next) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update bar_feed set state = :state, provider = :provider,
                          currency = coalesce(:currency, currency),
                          last_session = greatest(last_session, cast(:session as date)),
                          last_pull_at = :now, last_good_pull_at = :now, last_error = :error,
                          misses = case when :state = 'OK' then 0 else misses + 1 end,
                          bars = bars + :brought, next_pull_at = :next,
                          lease = null, leased_until = null
                        where id = :id and lease = :lease
                        """)
                    .bind("id", feed.id())
                    .bind("lease", lease)
                    .bind("state", outcome.status().name())
                    .bind("provider", outcome.provider())
                    .bind("currency", currency)
                    .bind("session", outcome.session())
                    .bind("error", Remark.shortened(outcome.error()))
                    .bind("brought", outcome.created() + outcome.revised())
                    .bind("now", now)
                    .bind("next", next)
                    .execute())
        == 1;
  }

  /**
   * Ends a pull that brought nothing.
   *
   * @param status what the feed is now; null where nobody could be asked, which changes nothing
   */
  boolean unanswered(
      UUID lease,
      BarFeed feed,
      BarFeed.@Nullable Status status,
      String error,
      Instant now,
      Instant next) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update bar_feed set state = coalesce(cast(:state as text), state),
                          last_pull_at = :now, last_error = :error,
                          misses = misses + case when cast(:state as text) is null then 0 else 1 end,
                          next_pull_at = :next, lease = null, leased_until = null
                        where id = :id and lease = :lease
                        """)
                    .bind("id", feed.id())
                    .bind("lease", lease)
                    .bind("state", status == null ? null : status.name())
                    .bind("error", Remark.shortened(error))
                    .bind("now", now)
                    .bind("next", next)
                    .execute())
        == 1;
  }

  // Providers

  /** How providers do that have been asked. */
  List<ProviderState> providers() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from bar_provider order by name")
                .map((row, context) -> provider(row))
                .list());
  }

  /** The providers that are not to be asked now, and until when. */
  Map<String, Instant> paused(Instant now) {
    Map<String, Instant> paused = new HashMap<>();
    for (ProviderState provider : providers()) {
      Instant until = provider.pausedUntil();
      if (until != null && until.isAfter(now)) {
        paused.put(provider.name(), until);
      }
    }
    return paused;
  }

  /** A provider answered well. */
  void providerAnswered(String name, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into bar_provider (name, last_good_at) values (:name, :now)
                    on conflict (name) do update
                      set last_good_at = excluded.last_good_at, paused_until = null
                    """)
                .bind("name", name)
                .bind("now", now)
                .execute());
  }

  /**
   * A provider did not answer well.
   *
   * @param pausedUntil before which it is not to be asked, or null
   */
  void providerFailed(String name, String error, Instant now, @Nullable Instant pausedUntil) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into bar_provider (name, last_error, last_error_at, paused_until)
                    values (:name, :error, :now, :until)
                    on conflict (name) do update
                      set last_error = excluded.last_error, last_error_at = excluded.last_error_at,
                        paused_until = coalesce(excluded.paused_until, bar_provider.paused_until)
                    """)
                .bind("name", name)
                .bind("error", Remark.shortened(error))
                .bind("now", now)
                .bind("until", pausedUntil)
                .execute());
  }

  private static ProviderState provider(ResultSet row) throws SQLException {
    return new ProviderState(
        row.getString("name"),
        instant(row, "paused_until"),
        instant(row, "last_good_at"),
        instant(row, "last_error_at"),
        row.getString("last_error"));
  }

  private static BarFeed feed(ResultSet row) throws SQLException {
    return new BarFeed(
        row.getObject("id", UUID.class),
        row.getString("ticker"),
        BarFeed.Reason.valueOf(row.getString("reason")),
        row.getBoolean("enabled"),
        BarFeed.Status.valueOf(row.getString("state")),
        row.getString("provider"),
        row.getString("currency"),
        row.getObject("last_session", LocalDate.class),
        instant(row, "last_pull_at"),
        instant(row, "last_good_pull_at"),
        instant(row, "next_pull_at"),
        row.getString("last_error"),
        row.getInt("misses"),
        row.getLong("bars"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
