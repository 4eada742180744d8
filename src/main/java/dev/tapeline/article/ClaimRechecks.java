package dev.tapeline.article;

import dev.tapeline.timeline.Sequencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Has claims checked again when prices have come or changed. An event whose verdicts change is
 * revised like one that another article changes: its entries come again under a higher number.
 */
@ApplicationScoped
public class ClaimRechecks {

  /** News of a session is published from shortly before it on. */
  private static final int DAYS_BEFORE = 4;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final EventStore events;
  private final Sequencer sequencer;

  ClaimRechecks(Jdbi jdbi, InstantSource clock, EventStore events, Sequencer sequencer) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.events = events;
    this.sequencer = sequencer;
  }

  /**
   * Checks the claims of a company's events again.
   *
   * @param company whose events
   * @param from the first session that has other prices now
   * @return how many events with claims there were
   */
  public int recheck(UUID company, LocalDate from) {
    int checked = jdbi.inTransaction(handle -> recheck(handle, company, from));
    if (checked > 0) {
      sequencer.advance();
    }
    return checked;
  }

  private int recheck(Handle handle, UUID company, LocalDate from) {
    // The company first: an article that is being recorded is waited for, and found.
    ArticleIntake.lock(handle, List.of(company));
    List<UUID> found = withClaims(handle, company, from);
    if (!found.isEmpty()) {
      ArticleIntake.lock(handle, shownOn(handle, found));
      events.rebuild(handle, found, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    return found.size();
  }

  private static List<UUID> withClaims(Handle handle, UUID company, LocalDate from) {
    return handle
        .createQuery(
            """
            select id from event
            where company_id = :company and state = 'ACTIVE' and occurred_at >= :from
              and json_array_length(body -> 'claims') > 0
            order by id
            """)
        .bind("company", company)
        .bind("from", from.minusDays(DAYS_BEFORE))
        .mapTo(UUID.class)
        .list();
  }

  private static List<UUID> shownOn(Handle handle, List<UUID> events) {
    return handle
        .createQuery(
            "select distinct company_id from timeline_entry where subject_id = any(:events)")
        .bindArray("events", UUID.class, events)
        .mapTo(UUID.class)
        .list();
  }
}
