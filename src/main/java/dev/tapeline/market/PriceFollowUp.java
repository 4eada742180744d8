package dev.tapeline.market;

import dev.tapeline.article.ClaimRechecks;
import dev.tapeline.company.Companies;
import dev.tapeline.timeline.Freshness;
import dev.tapeline.timeline.NotifiedThread;
import dev.tapeline.timeline.Sequencer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Does what follows from new or revised bars, whoever wrote them: this process, another one, or a
 * command beside the service; and has {@link NewsFollowUp} do what follows from news. Looks for it
 * when bars are notified, and every second: a lost notification costs a second, never a bar.
 */
@ApplicationScoped
class PriceFollowUp {

  /** Series whose moves are followed in one transaction. */
  private static final int BATCH = 200;

  private final Jdbi jdbi;
  private final Companies companies;
  private final LargeMoves large;
  private final ExplainedMoves explained;
  private final NewsFollowUp news;
  private final Sequencer sequencer;
  private final ClaimRechecks claims;
  private final Freshness freshness;
  private final MoveStore moves;
  private final Event<MovesRecorded> announced;
  private final NotifiedThread follower;

  PriceFollowUp(
      Jdbi jdbi,
      Companies companies,
      LargeMoves large,
      ExplainedMoves explained,
      NewsFollowUp news,
      Sequencer sequencer,
      ClaimRechecks claims,
      Freshness freshness,
      Event<MovesRecorded> announced) {
    this.jdbi = jdbi;
    this.companies = companies;
    this.large = large;
    this.explained = explained;
    this.news = news;
    this.sequencer = sequencer;
    this.claims = claims;
    this.freshness = freshness;
    this.moves = new MoveStore(jdbi);
    this.announced = announced;
    this.follower =
        new NotifiedThread(jdbi, "price-follow-up", List.of(SeriesStore.CHANNEL), this::run);
  }

  void start(@Observes StartupEvent event) {
    follower.start();
  }

  void stop(@Observes ShutdownEvent event) {
    follower.stop();
  }

  /**
   * Does everything that is due. When it returns, timelines, claims and explanations know all bars
   * and all news before it.
   */
  synchronized void run() {
    moves.computeDue();
    boolean any = false;
    while (jdbi.inTransaction(this::followNext)) {
      any = true;
    }
    if (any) {
      sequencer.advance();
      lastRealSession().ifPresent(freshness::pricesRecorded);
    }
    if (news.run()) {
      sequencer.advance();
    }
  }

  private boolean followNext(Handle handle) {
    Map<Integer, LocalDate> due = new TreeMap<>();
    handle
        .createQuery(
            """
            select id, follow_up_due from price_series
            where follow_up_due is not null and moves_due is null
            order by id limit :batch for update skip locked
            """)
        .bind("batch", BATCH)
        .map(
            (row, context) ->
                Map.entry(row.getInt("id"), row.getObject("follow_up_due", LocalDate.class)))
        .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
    if (!due.isEmpty()) {
      follow(handle, due);
    }
    return !due.isEmpty();
  }

  private void follow(Handle handle, Map<Integer, LocalDate> due) {
    Map<UUID, LocalDate> companies = companies(handle, due);
    // In transactions of its own, done before this one forgets what is due: a process that dies
    // between the two does it again.
    claims.recheck(companies);
    explained.write(handle, large.since(handle, due), entries(handle, due, companies));
    announced.fire(new MovesRecorded(handle, due));
    handle
        .createUpdate(
            "update price_series set follow_up_due = null where id = any(cast(:ids as int[]))")
        .bind("ids", SeriesStore.ids(due.keySet()))
        .execute();
  }

  private Map<UUID, LocalDate> companies(Handle handle, Map<Integer, LocalDate> due) {
    Map<UUID, LocalDate> from = new HashMap<>();
    for (PriceSeries series : SeriesStore.byId(handle, due.keySet()).values()) {
      UUID company = series.company();
      if (company != null && companies.byId(company).isPresent()) {
        from.merge(
            company, Objects.requireNonNull(due.get(series.id())), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return from;
  }

  /** The moves of the sessions concerned that stand in timelines. */
  private static Set<UUID> entries(
      Handle handle, Map<Integer, LocalDate> due, Map<UUID, LocalDate> companies) {
    List<UUID> ids = List.copyOf(companies.keySet());
    // A session closes on its day, but for what zones make of it.
    List<LocalDate> days =
        ids.stream().map(id -> Objects.requireNonNull(companies.get(id)).minusDays(2)).toList();
    return handle
        .createQuery(
            """
            select t.subject_id
            from unnest(cast(:companies as uuid[]), cast(:days as date[])) as due (company, day)
              join timeline_entry t on t.company_id = due.company and t.occurred_at >= due.day
            where t.kind = 'PRICE_MOVE' and t.state = 'ACTIVE'
            """)
        .bindArray("companies", UUID.class, ids)
        .bind("days", LargeMoves.dates(days))
        .mapTo(UUID.class)
        .stream()
        .filter(subject -> isDue(subject, due))
        .collect(Collectors.toSet());
  }

  private static boolean isDue(UUID subject, Map<Integer, LocalDate> due) {
    MoveId id = MoveId.of(subject);
    LocalDate from = id == null ? null : due.get(id.series());
    return id != null && from != null && !id.session().isBefore(from);
  }

  private Optional<LocalDate> lastRealSession() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select session from recorded_move where not sample
                    order by session desc, series_id desc limit 1
                    """)
                .mapTo(LocalDate.class)
                .findFirst());
  }
}
