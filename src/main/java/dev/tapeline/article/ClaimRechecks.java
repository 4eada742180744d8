package dev.tapeline.article;

import dev.tapeline.timeline.Sequencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  /** Companies whose events one transaction makes anew, and which it keeps others from. */
  private static final int TOGETHER = 50;

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
   * Checks the claims of the events of companies again; most have none, and cost nothing.
   *
   * @param from for each company the first session that has other prices now
   * @return how many events with claims there were
   */
  public int recheck(Map<UUID, LocalDate> from) {
    List<UUID> concerned = jdbi.inTransaction(handle -> companiesWithClaims(handle, from));
    int checked = 0;
    for (int i = 0; i < concerned.size(); i += TOGETHER) {
      Map<UUID, LocalDate> some = new HashMap<>();
      concerned
          .subList(i, Math.min(i + TOGETHER, concerned.size()))
          .forEach(company -> some.put(company, Objects.requireNonNull(from.get(company))));
      checked += jdbi.inTransaction(handle -> recheck(handle, some));
    }
    if (checked > 0) {
      sequencer.advance();
    }
    return checked;
  }

  private static List<UUID> companiesWithClaims(Handle handle, Map<UUID, LocalDate> from) {
    // Articles that are being recorded are waited for, and found; later ones see the prices.
    CompanyLocks.take(handle, from.keySet());
    return withClaims(handle, from, "e.company_id");
  }

  private int recheck(Handle handle, Map<UUID, LocalDate> from) {
    // All companies in one go, and so in the order of all others; only what an article brings
    // between the look and the locks may ask for more.
    Set<UUID> locked = new HashSet<>(from.keySet());
    locked.addAll(shownOn(handle, withClaims(handle, from, "e.id")));
    CompanyLocks.take(handle, locked);
    List<UUID> found = withClaims(handle, from, "e.id");
    Set<UUID> more = new HashSet<>(shownOn(handle, found));
    more.removeAll(locked);
    CompanyLocks.take(handle, more);
    events.rebuild(handle, found, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return found.size();
  }

  private static List<UUID> withClaims(Handle handle, Map<UUID, LocalDate> from, String what) {
    List<UUID> companies = List.copyOf(from.keySet());
    return handle
        .createQuery(
            """
            select distinct %s
            from unnest(cast(:companies as uuid[]), cast(:from as date[])) as due (company, since)
              join event e on e.company_id = due.company and e.state = 'ACTIVE'
                and e.occurred_at >= due.since - cast(:before as int)
            where json_array_length(e.body -> 'claims') > 0
            order by 1
            """
                .formatted(what))
        .bindArray("companies", UUID.class, companies)
        .bindArray(
            "from",
            String.class,
            companies.stream().map(id -> String.valueOf(from.get(id))).toList())
        .bind("before", DAYS_BEFORE)
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
