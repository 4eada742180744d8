package dev.tapeline.alert;

import dev.tapeline.market.MoveFeed;
import dev.tapeline.market.MovesRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Matches what was committed since it last looked. Its place is kept in the transaction that writes
 * what matched, and the row of its place is locked for it: of all processes one matches at a time.
 */
@ApplicationScoped
class Matcher {
  /** Where moves to be matched are announced, in all processes on the database. */
  static final String CHANNEL = "tapeline_alert";

  private static final int BATCH = 200;
  private static final int SERIES = 20;

  private final Jdbi jdbi;
  private final RuleBook book;
  private final Happenings happenings;
  private final MoveFeed moves;
  private final Outbox outbox;

  Matcher(Jdbi jdbi, RuleBook book, Happenings happenings, MoveFeed moves, Outbox outbox) {
    this.jdbi = jdbi;
    this.book = book;
    this.happenings = happenings;
    this.moves = moves;
    this.outbox = outbox;
  }

  /** Notes which moves are to be matched, in the transaction that records them. */
  void onMoves(@Observes MovesRecorded recorded) {
    Handle handle = recorded.handle();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into alert_move_due (series_id, from_session) values (:series, :from)
            on conflict (series_id) do update
              set from_session = least(alert_move_due.from_session, excluded.from_session)
            """);
    recorded.series().entrySet().stream()
        .sorted(Map.Entry.comparingByKey()) // one order in all transactions
        .forEach(due -> batch.bind("series", due.getKey()).bind("from", due.getValue()).add());
    batch.execute();
    handle.execute("select pg_notify(?, '')", CHANNEL);
  }

  /**
   * Matches all that there is.
   *
   * @return whether deliveries may have been written
   */
  boolean run() {
    boolean any = false;
    int written;
    do {
      RuleIndex rules = book.index();
      written = jdbi.inTransaction(handle -> step(handle, rules));
      any |= written > 0;
    } while (written >= 0);
    return any;
  }

  private static final int NOTHING_LEFT = -1;

  /** Matches one batch; answers how many deliveries were written. */
  private int step(Handle handle, RuleIndex rules) {
    Optional<Long> place =
        handle
            .createQuery("select seen_seq from alert_progress for update skip locked")
            .mapTo(Long.class)
            .findOne();
    if (place.isEmpty()) {
      return NOTHING_LEFT; // another process does it
    }
    List<Entry> entries = entries(handle, place.get());
    if (!entries.isEmpty()) {
      List<Match> matches = new ArrayList<>();
      for (Entry entry : entries) {
        if (entry.active()) {
          rules.match(happenings.entry(entry.seq(), entry.body()), matches::add);
        }
      }
      int written = outbox.write(handle, matches);
      handle.execute(
          "update alert_progress set seen_seq = ?", entries.get(entries.size() - 1).seq());
      return written;
    }
    Map<Integer, LocalDate> due = due(handle);
    return due.isEmpty() ? NOTHING_LEFT : matchMoves(handle, rules, due);
  }

  private record Entry(long seq, boolean active, String body) {}

  private static List<Entry> entries(Handle handle, long after) {
    return handle
        .createQuery(
            """
            select seq, state, body from timeline_entry
            where seq > :after order by seq limit :limit
            """)
        .bind("after", after)
        .bind("limit", BATCH)
        .map(
            (row, context) ->
                new Entry(
                    row.getLong("seq"),
                    row.getString("state").equals("ACTIVE"),
                    row.getString("body")))
        .list();
  }

  private static Map<Integer, LocalDate> due(Handle handle) {
    Map<Integer, LocalDate> due = new HashMap<>();
    handle
        .createQuery(
            """
            delete from alert_move_due where series_id in (
              select series_id from alert_move_due order by series_id limit :limit
              for update skip locked)
            returning series_id, from_session
            """)
        .bind("limit", SERIES)
        .map(
            (row, context) ->
                Map.entry(row.getInt("series_id"), row.getObject("from_session", LocalDate.class)))
        .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
    return due;
  }

  private int matchMoves(Handle handle, RuleIndex rules, Map<Integer, LocalDate> due) {
    if (!rules.watchesMoves()) {
      return 0;
    }
    List<MoveFeed.Item> watched =
        moves.since(handle, due).stream()
            .filter(item -> rules.mayMatch(happenings.move(item)))
            .toList();
    List<Match> matches = new ArrayList<>();
    for (MoveFeed.Item item : moves.explained(handle, watched)) {
      rules.match(happenings.move(item), matches::add);
    }
    // The large ones come by their entries, which say more.
    Set<UUID> shown = shown(handle, matches);
    matches.removeIf(match -> shown.contains(match.happening().subject()));
    return outbox.write(handle, matches);
  }

  private static Set<UUID> shown(Handle handle, List<Match> matches) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select subject_id from timeline_entry
                where subject_id = any(:subjects) and state = 'ACTIVE'
                """)
            .bindArray(
                "subjects",
                UUID.class,
                matches.stream().map(match -> match.happening().subject()).distinct().toList())
            .mapTo(UUID.class)
            .list());
  }
}
