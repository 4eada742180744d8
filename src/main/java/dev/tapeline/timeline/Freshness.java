package dev.tapeline.timeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How fresh the timelines are, so that an empty answer is never mistaken for a quiet day. Those who
 * pull report into it; it is kept in the database, for all processes that share one.
 */
@ApplicationScoped
public class Freshness {

  /** Reads within this time share one look at the database. */
  private static final Duration SHARED = Duration.ofMillis(500);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private volatile @Nullable Look look;

  Freshness(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What timeline answers carry as {@code freshness}.
   *
   * @param newsPulledAt when a source was last pulled well, or null for never
   * @param pricesSession the latest session that prices are there for, or null
   * @param failingSources the names of the sources whose last pull failed
   */
  @Schema(name = "Freshness")
  public record Report(
      @Nullable Instant newsPulledAt,
      @Nullable LocalDate pricesSession,
      List<String> failingSources) {}

  private record Look(Instant at, Report report) {}

  /** How fresh the timelines are now. */
  public Report report() {
    Instant now = clock.instant();
    Look last = look;
    if (last == null || Duration.between(last.at(), now).abs().compareTo(SHARED) > 0) {
      last = new Look(now, read());
      look = last;
    }
    return last.report();
  }

  /**
   * A source was pulled well.
   *
   * @param failingSources the names of all sources that fail now
   */
  public void newsPulled(Instant at, Set<String> failingSources) {
    update(at, failingSources);
  }

  /** A pull failed; {@code failingSources} are the names of all sources that fail now. */
  public void newsPullFailed(Set<String> failingSources) {
    update(null, failingSources);
  }

  /**
   * Prices were recorded.
   *
   * @param session the latest that real prices are there for
   */
  public void pricesRecorded(LocalDate session) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update freshness set prices_session = greatest(prices_session, ?)", session));
    look = null;
  }

  private void update(@Nullable Instant at, Set<String> failingSources) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update freshness set
                      news_pulled_at = greatest(news_pulled_at, cast(:at as timestamptz)),
                      failing_sources = :failing
                    """)
                .bind("at", at)
                .bindArray("failing", String.class, new TreeSet<>(failingSources))
                .execute());
    look = null;
  }

  private Report read() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select news_pulled_at, prices_session, failing_sources from freshness")
                .map(
                    (row, context) -> {
                      var pulled = row.getTimestamp("news_pulled_at");
                      String[] failing = (String[]) row.getArray("failing_sources").getArray();
                      return new Report(
                          pulled == null ? null : pulled.toInstant(),
                          row.getObject("prices_session", LocalDate.class),
                          Arrays.asList(failing));
                    })
                .one());
  }
}
