package dev.tapeline.market;

import dev.tapeline.timeline.NewsCoverage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Has moves explained anew when news comes, is revised or taken back, and when sources were pulled.
 *
 * <p>It reads timelines as a delta does: entries by their sequence numbers, from where it stopped.
 * Numbers are given after commit and in order, so nothing is missed, and the number is kept in the
 * transaction that did what followed from it, so a process may die anywhere.
 */
@ApplicationScoped
class NewsFollowUp {
  private static final int BATCH = 5_000;

  /** A window of news ends so many days after the news at most, but for suspensions. */
  private static final int SESSIONS_AFTER = 12;

  private static final int DAYS_BEFORE = (int) MoveWindow.TOLD_WITHIN.toDays() + 1;

  /** Moves that have been unknown for longer stay so: no pull reaches back so far. */
  private static final Duration REACH = Duration.ofDays(21);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final LargeMoves large;
  private final ExplainedMoves explained;
  private final NewsCoverage coverage;
  private @Nullable Instant seenReport;
  private Instant effectsLookedAt = Instant.EPOCH;

  NewsFollowUp(
      Jdbi jdbi,
      InstantSource clock,
      LargeMoves large,
      ExplainedMoves explained,
      NewsCoverage coverage) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.large = large;
    this.explained = explained;
    this.coverage = coverage;
  }

  /**
   * Does everything that is due.
   *
   * @return whether entries were written
   */
  boolean run() {
    refreshEffects();
    int changed = 0;
    Step step;
    do {
      step = jdbi.inTransaction(this::followNews);
      changed += step.changed();
    } while (step.more());
    return changed + followPulls() > 0;
  }

  private record Step(int changed, boolean more) {
    static final Step NOTHING = new Step(0, false);
  }

  // --- News

  private Step followNews(Handle handle) {
    Optional<Long> seen =
        handle
            .createQuery("select seen_seq from explanation_progress for update skip locked")
            .mapTo(Long.class)
            .findOne();
    return seen.map(seq -> followNews(handle, seq)).orElse(Step.NOTHING); // another process does it
  }

  private Step followNews(Handle handle, long seen) {
    boolean anyMoves =
        handle.createQuery("select exists (select from recorded_move)").mapTo(Boolean.class).one();
    // Without moves there is nothing to explain, however much news there is.
    String last =
        anyMoves
            ? """
              select max(seq) as last, count(*) as found
              from (select seq from timeline_entry where seq > :seen order by seq limit :batch) e
              """
            : "select max(seq) as last, 0 as found from timeline_entry where seq > :seen";
    record Batch(@Nullable Long last, int found) {}
    Batch batch =
        handle
            .createQuery(last)
            .bind("seen", seen)
            .bind("batch", BATCH)
            .map(
                (row, context) -> new Batch(row.getObject("last", Long.class), row.getInt("found")))
            .one();
    Long upTo = batch.last();
    if (upTo == null) {
      return Step.NOTHING;
    }
    List<MoveId> concerned = anyMoves ? concerned(handle, seen, upTo) : List.of();
    int changed = concerned.isEmpty() ? 0 : explained.review(handle, concerned);
    handle.execute("update explanation_progress set seen_seq = ?", upTo);
    return new Step(changed, batch.found() == BATCH);
  }

  /**
   * The large moves of companies whose news changed, of the sessions that it could have moved:
   * where it stands now, and where it stood before it was revised.
   */
  private List<MoveId> concerned(Handle handle, long seen, long last) {
    return large
        .bind(
            handle.createQuery(
                """
            with changed as (
              select id, company_id, occurred_at from timeline_entry
              where seq > :seen and seq <= :last and kind = 'NEWS_EVENT'),
            places as (
              select company_id, cast(occurred_at as date) as day from changed
              union
              select c.company_id, cast(r.occurred_at as date) from changed c
                join timeline_entry_revision r on r.entry_id = c.id)
            select distinct m.series_id, m.session
            from places p
              join price_series s on s.company_id = p.company_id
              cross join lateral (
                select * from recorded_move
                where series_id = s.id and session >= p.day - cast(:before as int)
                order by session limit :sessions) m
            where m.previous_session <= p.day + 1 and %s
            """
                    .formatted(LargeMoves.LARGE)))
        .bind("seen", seen)
        .bind("last", last)
        .bind("before", DAYS_BEFORE)
        .bind("sessions", SESSIONS_AFTER)
        .map((row, context) -> id(row))
        .list();
  }

  private static MoveId id(ResultSet row) throws SQLException {
    return new MoveId(row.getInt("series_id"), row.getObject("session", LocalDate.class));
  }

  // --- Pulls

  private int followPulls() {
    Instant report = jdbi.withHandle(coverage::lastReport);
    if (Objects.equals(report, seenReport)) {
      return 0;
    }
    int changed = jdbi.inTransaction(this::reviewUnknown);
    seenReport = report;
    return changed;
  }

  private int reviewUnknown(Handle handle) {
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(REACH), ZoneOffset.UTC);
    List<MoveId> unknown =
        handle
            .createQuery(
                """
                select series_id, session from recorded_move
                where unexplained_reason is not null and not sample and session >= :oldest
                union all
                select series_id, session from recorded_move
                where unexplained_reason is not null and sample
                """)
            .bind("oldest", oldest)
            .map((row, context) -> id(row))
            .list();
    List<MoveId> other =
        unknown.isEmpty() ? List.of() : explained.withOtherCoverage(handle, unknown);
    return other.isEmpty() ? 0 : explained.review(handle, other);
  }

  // --- Usual effects

  private void refreshEffects() {
    Instant now = clock.instant();
    if (Duration.between(effectsLookedAt, now).compareTo(Duration.ofMinutes(10)) >= 0) {
      effectsLookedAt = now;
      jdbi.useTransaction(
          handle -> {
            if (EffectStore.isOld(handle, now)) {
              EffectStore.refresh(handle, now);
            }
          });
    }
  }
}
