package dev.tapeline.article;

import dev.tapeline.timeline.Sequencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * Checks the claims of the events of many companies again; most have none, and cost nothing.
   *
   * @param from for each company the first session that has other prices now
   * @return how many events with claims there were
   */
  public int recheck(Map<UUID, LocalDate> from) {
    int checked = 0;
    for (UUID company : jdbi.inTransaction(handle -> withClaims(handle, from))) {
      LocalDate since = Objects.requireNonNull(from.get(company));
      checked += jdbi.inTransaction(handle -> recheck(handle, company, since));
    }
    if (checked > 0) {
      sequencer.advance();
    }
    return checked;
  }

  private static List<UUID> withClaims(Handle handle, Map<UUID, LocalDate> from) {
    // Articles that are being recorded are waited for, and found; later ones see the prices.
    ArticleIntake.lock(handle, from.keySet());
    List<UUID> companies = List.copyOf(from.keySet());
    return handle
        .createQuery(
            """
            select distinct e.company_id
            from unnest(cast(:companies as uuid[]), cast(:from as date[])) as due (company, since)
              join event e on e.company_id = due.company and e.state = 'ACTIVE'
                and e.occurred_at >= due.since - cast(:before as int)
            where json_array_length(e.body -> 'claims') > 0
            order by 1
            """)
        .bindArray("companies", UUID.class, companies)
        .bindArray(
            "from",
            String.class,
            companies.stream().map(id -> String.valueOf(from.get(id))).toList())
        .bind("before", DAYS_BEFORE)
        .mapTo(UUID.class)
        .list();
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
