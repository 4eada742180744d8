package dev.tapeline.timeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * When news was pulled well, so that silence can be told from a source that was dead. Those who
 * pull report into it, as into {@link Freshness}; unlike that it remembers.
 */
@ApplicationScoped
public class NewsCoverage {

  private final Jdbi jdbi;
  private final InstantSource clock;

  NewsCoverage(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A source was pulled well.
   *
   * @param source its id
   * @param sample whether it is the built-in sample: it covers nothing but its own
   * @param from since when nothing that it published can have been missed: its last good pull where
   *     the feed still reaches back to it, else the feed's oldest item
   * @param to when it was pulled
   */
  public void pulled(UUID source, boolean sample, Instant from, Instant to) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("A pull cannot reach back to the future: " + from);
    }
    jdbi.useTransaction(handle -> pulled(handle, source, sample, from, to));
  }

  private void pulled(Handle handle, UUID source, boolean sample, Instant from, Instant to) {
    Instant now = clock.instant();
    // What the new span touches becomes one row with it; of one source there is one pull at a time.
    handle
        .createUpdate(
            """
            with touched as (
              delete from news_coverage
              where source_id = :source and covered_to >= :from and covered_from <= :to
              returning covered_from, covered_to)
            insert into news_coverage (source_id, sample, covered_from, covered_to, reported_at)
            select :source, :sample,
              least(cast(:from as timestamptz), min(covered_from)),
              greatest(cast(:to as timestamptz), max(covered_to)), :now
            from touched
            on conflict (source_id, covered_from) do update
              set covered_to = greatest(news_coverage.covered_to, excluded.covered_to),
                reported_at = excluded.reported_at
            """)
        .bind("source", source)
        .bind("sample", sample)
        .bind("from", from)
        .bind("to", to)
        .bind("now", now)
        .execute();
  }

  /** When the latest report came, to see whether there is anything new; null before the first. */
  public @Nullable Instant lastReport(Handle handle) {
    return handle
        .createQuery("select max(reported_at) as last from news_coverage")
        .map(
            (row, context) ->
                java.util.Optional.ofNullable(row.getTimestamp("last"))
                    .map(java.sql.Timestamp::toInstant))
        .one()
        .orElse(null);
  }

  /**
   * What is covered of a time.
   *
   * @param sample by the built-in sample, or else by own sources
   * @param from the time's beginning
   * @param to the time's end
   */
  public CoveredTime covered(Handle handle, boolean sample, Instant from, Instant to) {
    return CoveredTime.of(
        handle
            .createQuery(
                """
                select covered_from, covered_to from news_coverage
                where sample = :sample and covered_to >= :from and covered_from <= :to
                """)
            .bind("sample", sample)
            .bind("from", from)
            .bind("to", to)
            .map(
                (row, context) ->
                    new CoveredTime.Span(
                        row.getTimestamp("covered_from").toInstant(),
                        row.getTimestamp("covered_to").toInstant()))
            .list());
  }
}
