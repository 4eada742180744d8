package dev.tapeline.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in the database: who takes which, what came of it, and what people are shown.
 *
 * <p>A process marks what it takes with its number, and holds an advisory lock of that number.
 * Where the lock is gone so is the process, and what it had taken is free again.
 */
@ApplicationScoped
class Deliveries {
  /** The class of the advisory locks that processes hold: "alr" in ASCII. */
  static final int LOCK_CLASS = 0x616c72;

  private static final String OPEN = "d.status in ('PENDING', 'RETRYING')";

  /** A minute is more than clocks of several processes differ, and less than anybody waits. */
  private static final String DUE =
      "(d.due_at <= :now or d.planned_at > cast(:now as timestamptz) + interval '1 minute')";

  /** The lane of tests, which no company's ticker is. */
  static final String TESTS = "test";

  /** The numbers of the processes that live. */
  private static final String ALIVE =
      """
      alive as materialized (
        select cast(cast(l.objid as bigint) as int) as process from pg_locks l
        where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = %d
          and l.database = (select oid from pg_database where datname = current_database()))
      """
          .formatted(LOCK_CLASS);

  private static final String FREE =
      "(d.taken_by is null or d.taken_by not in (select process from alive))";

  /**
   * Lanes whose first open delivery is due. Only rules and lanes that have an open one are looked
   * at, each by one step in the index of lanes: a backlog costs its lanes, not its deliveries.
   */
  private static final String HEADS =
      """
      with recursive %2$s,
      open_rule (id) as (
        (select d.rule_id from alert_delivery d where %1$s order by d.rule_id limit 1)
        union all
        select (
            select d.rule_id from alert_delivery d
            where %1$s and d.rule_id > o.id order by d.rule_id limit 1)
        from open_rule o where o.id is not null),
      head as (
        select r.id as rule_id, r.target_key, r.target_kind, r.delivery, d.*
        from open_rule o join alert_rule r on r.id = o.id
          cross join lateral (
            with recursive lanes as (
              (select d.id, d.lane, d.due_at, d.planned_at, d.taken_by from alert_delivery d
               where d.rule_id = r.id and %1$s order by d.lane, d.id limit 1)
              union all
              select next.* from lanes l cross join lateral (
                select d.id, d.lane, d.due_at, d.planned_at, d.taken_by from alert_delivery d
                where d.rule_id = r.id and %1$s and d.lane > l.lane
                order by d.lane, d.id limit 1) next)
            select * from lanes) d
        where r.target_key <> all(:busy)
          and (d.lane = '%5$s' or (r.enabled and r.paused_at is null))
          and %3$s and %4$s)
      select * from (
        select *, row_number() over (partition by target_key order by due_at, id) as place
        from head) placed
      where place <= :most order by due_at, id limit :all
      """
          .formatted(OPEN, ALIVE, DUE, FREE, TESTS);

  private static final int PRUNED_TOGETHER = 1_000;

  private final Jdbi jdbi;
  private final ObjectMapper json;

  Deliveries(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Something that is sent in one order.
   *
   * @param lane a company's ticker
   */
  record Lane(UUID rule, String lane, String target, Target.Kind kind, Delivery delivery) {}

  /**
   * Lanes whose first open delivery is due and free.
   *
   * @param busy targets that have enough to do
   * @param most lanes of one target
   * @param all lanes of all targets
   */
  List<Lane> due(Instant now, Collection<String> busy, int most, int all) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HEADS)
                .bind("now", now)
                .bindArray("busy", String.class, List.copyOf(busy))
                .bind("most", most)
                .bind("all", all)
                .map(
                    (row, context) ->
                        new Lane(
                            row.getObject("rule_id", UUID.class),
                            row.getString("lane"),
                            row.getString("target_key"),
                            Target.Kind.valueOf(row.getString("target_kind")),
                            Delivery.valueOf(row.getString("delivery"))))
                .list());
  }

  /** A delivery that this process has taken. */
  record Taken(UUID id, int attempts, @Nullable Instant firstTriedAt, String body) {}

  /**
   * Takes the first deliveries of a lane that are due, in their order.
   *
   * @param wholeRule whether those of the rule's other lanes too, as digests do
   */
  List<Taken> take(Lane lane, boolean wholeRule, int process, Instant now, int most) {
    return jdbi.inTransaction(
        handle -> {
          record Candidate(Taken delivery, boolean ready) {}
          List<Candidate> candidates =
              handle
                  .createQuery(
                      """
                  with %s
                  select d.id, d.attempts, d.first_tried_at, d.body, (%s and %s) as ready
                  from alert_delivery d
                  where d.rule_id = :rule and %s and %s
                  order by d.id limit :most for update of d
                  """
                          .formatted(
                              ALIVE,
                              DUE,
                              FREE,
                              wholeRule
                                  ? "d.lane <> '" + TESTS + "' and " + DUE + " and " + FREE
                                  : "d.lane = :lane",
                              OPEN))
                  .bind("now", now)
                  .bind("rule", lane.rule())
                  .bind("lane", lane.lane())
                  .bind("most", most)
                  .map((row, context) -> new Candidate(taken(row), row.getBoolean("ready")))
                  .list();
          List<Taken> taken = new ArrayList<>();
          for (Candidate candidate : candidates) {
            if (candidate.ready()) {
              taken.add(candidate.delivery());
            } else if (!wholeRule) {
              break; // what waits keeps what comes behind it
            }
          }
          handle
              .createUpdate("update alert_delivery set taken_by = :me where id = any(:ids)")
              .bind("me", process)
              .bindArray("ids", UUID.class, taken.stream().map(Taken::id).toList())
              .execute();
          return taken;
        });
  }

  private static Taken taken(ResultSet row) throws SQLException {
    var tried = row.getTimestamp("first_tried_at");
    return new Taken(
        row.getObject("id", UUID.class),
        row.getInt("attempts"),
        tried == null ? null : tried.toInstant(),
        row.getString("body"));
  }

  /** Gives back what was taken and not tried. */
  void release(Collection<UUID> ids) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update alert_delivery set taken_by = null where id = any(:ids)")
                .bindArray("ids", UUID.class, List.copyOf(ids))
                .execute());
  }

  /**
   * Writes down an attempt.
   *
   * @param status the deliveries' from now on
   * @param next when they are due again, or null
   */
  void record(
      Handle handle,
      Collection<UUID> ids,
      Channel.Attempt attempt,
      Instant at,
      String status,
      @Nullable Instant next) {
    handle
        .createUpdate(
            """
            with tried as (
              update alert_delivery set status = :status, attempts = attempts + 1, taken_by = null,
                first_tried_at = coalesce(first_tried_at, :at),
                due_at = coalesce(cast(:next as timestamptz), due_at), planned_at = :at
              where id = any(:ids) returning id, attempts)
            insert into alert_attempt (delivery_id, number, at, status, millis, answer)
            select id, attempts, :at, :answerStatus, :millis, :answer from tried
            """)
        .bindArray("ids", UUID.class, List.copyOf(ids))
        .bind("status", status)
        .bind("at", at)
        .bind("next", next)
        .bind("answerStatus", attempt.status() == 0 ? null : attempt.status())
        .bind("millis", (int) Math.min(Integer.MAX_VALUE, attempt.took().toMillis()))
        .bind("answer", attempt.answer().replace('\0', '\uFFFD'))
        .execute();
  }

  /** A receiver took something. */
  static void wentWell(Handle handle, UUID rule) {
    handle.execute(
        """
        update alert_rule set failures = 0, failing_since = null, paused_at = null,
          last_error = null
        where id = ? and (failures > 0 or paused_at is not null)
        """,
        rule);
  }

  /** An attempt failed; answers whether that paused the rule. */
  static boolean wentWrong(
      Handle handle, UUID rule, Instant at, String error, Duration patience, boolean gone) {
    return handle
        .createQuery(
            """
            update alert_rule r set failures = r.failures + 1,
              failing_since = coalesce(r.failing_since, :at), last_error = :error,
              paused_at = case
                when r.paused_at is not null then r.paused_at
                when :gone or (r.failures >= 9
                  and r.failing_since <= cast(:at as timestamptz) - cast(:patience as interval))
                  then :at end
            from alert_rule former
            where r.id = :rule and former.id = r.id
            returning former.paused_at is null and r.paused_at is not null
            """)
        .bind("rule", rule)
        .bind("at", at)
        .bind("error", error)
        .bind("gone", gone)
        .bind("patience", patience.toSeconds() + " seconds")
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /**
   * An attempt as it is shown.
   *
   * @param status of the answer; null where there was none
   * @param millis how long it took
   * @param answer its first kilobyte, or why there was none
   */
  @Schema(name = "AlertAttempt")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownAttempt(Instant at, @Nullable Integer status, int millis, String answer) {}

  /**
   * A delivery as it is shown.
   *
   * @param webhookId the same in every attempt
   * @param type as the payload's
   * @param nextAttemptAt null where there will be none
   */
  @Schema(name = "AlertDelivery")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Shown(
      UUID id,
      String webhookId,
      String type,
      String status,
      Instant createdAt,
      @Nullable Instant nextAttemptAt,
      @Nullable String company,
      String text,
      List<ShownAttempt> attempts) {}

  /**
   * Deliveries of a rule, the newest first.
   *
   * @param status of this one alone, or null
   * @param before the last of the page before, or null
   */
  List<Shown> page(UUID rule, @Nullable String status, @Nullable UUID before, int limit) {
    return jdbi.withHandle(
        handle -> {
          var select =
              handle
                  .createQuery(
                      """
                      select id, trigger, status, created_at, due_at, body from alert_delivery
                      where rule_id = :rule %s %s order by id desc limit :limit
                      """
                          .formatted(
                              status == null ? "" : "and status = :status",
                              before == null ? "" : "and id < :before"))
                  .bind("rule", rule)
                  .bind("limit", limit);
          if (status != null) {
            select.bind("status", status);
          }
          if (before != null) {
            select.bind("before", before);
          }
          List<Shown> found = select.map((row, context) -> shown(row)).list();
          Map<UUID, List<ShownAttempt>> attempts =
              attempts(handle, found.stream().map(Shown::id).toList());
          return found.stream()
              .map(
                  d ->
                      new Shown(
                          d.id(),
                          d.webhookId(),
                          d.type(),
                          d.status(),
                          d.createdAt(),
                          d.nextAttemptAt(),
                          d.company(),
                          d.text(),
                          attempts.getOrDefault(d.id(), List.of())))
              .toList();
        });
  }

  /** One delivery of a rule, as it is now. */
  Shown get(UUID rule, UUID id) {
    // The page that begins with it: ids are ordered.
    UUID behind = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    return page(rule, null, behind, 1).get(0);
  }

  private Shown shown(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String status = row.getString("status");
    boolean open = status.equals("PENDING") || status.equals("RETRYING");
    try {
      var data = json.readTree(row.getString("body")).path("data");
      var ticker = data.path("company").path("ticker");
      return new Shown(
          id,
          Parcel.Alert.webhookId(id),
          Trigger.valueOf(row.getString("trigger")).type(),
          status,
          row.getTimestamp("created_at").toInstant(),
          open ? row.getTimestamp("due_at").toInstant() : null,
          ticker.isTextual() ? ticker.asText() : null,
          data.path("text").asText(),
          List.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the delivery " + id + " cannot be read", e);
    }
  }

  private static Map<UUID, List<ShownAttempt>> attempts(Handle handle, List<UUID> deliveries) {
    Map<UUID, List<ShownAttempt>> attempts = new HashMap<>();
    handle
        .createQuery(
            """
            select delivery_id, at, status, millis, answer from alert_attempt
            where delivery_id = any(:ids) order by delivery_id, number
            """)
        .bindArray("ids", UUID.class, deliveries)
        .map(
            (row, context) ->
                Map.entry(
                    row.getObject("delivery_id", UUID.class),
                    new ShownAttempt(
                        row.getTimestamp("at").toInstant(),
                        row.getObject("status", Integer.class),
                        row.getInt("millis"),
                        row.getString("answer"))))
        .forEach(
            entry ->
                attempts
                    .computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                    .add(entry.getValue()));
    return attempts;
  }

  /**
   * Has dead letters sent again, under the id that they had.
   *
   * @param delivery one of them; null for all of the rule
   * @return how many
   */
  int resend(UUID rule, @Nullable UUID delivery, Instant now) {
    return jdbi.withHandle(
        handle -> {
          var update =
              handle
                  .createUpdate(
                      """
                      update alert_delivery set status = 'RETRYING', first_tried_at = null,
                        due_at = :now, planned_at = :now
                      where rule_id = :rule and status in ('DEAD', 'DELIVERED') and %s
                      """
                          .formatted(delivery == null ? "status = 'DEAD'" : "id = :id"))
                  .bind("rule", rule)
                  .bind("now", now);
          if (delivery != null) {
            update.bind("id", delivery);
          }
          return update.execute();
        });
  }

  /**
   * Removes deliveries that ended and are old, with their attempts, a few at a time.
   *
   * @param before those that were written earlier than that
   * @return how many
   */
  int prune(Instant before) {
    int removed = 0;
    int some;
    do {
      some =
          jdbi.withHandle(
              handle ->
                  handle
                      .createUpdate(
                          """
                          delete from alert_delivery where id = any(array(
                            select id from alert_delivery
                            where status in ('DELIVERED', 'DEAD') and created_at < :before
                            order by created_at limit :some for update skip locked))
                          """)
                      .bind("before", before)
                      .bind("some", PRUNED_TOGETHER)
                      .execute());
      removed += some;
    } while (some == PRUNED_TOGETHER);
    return removed;
  }
}
