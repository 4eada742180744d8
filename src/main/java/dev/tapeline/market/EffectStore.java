package dev.tapeline.market;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Computes {@link UsualEffects} from own events and moves, by one statement, and keeps them.
 *
 * <p>An event counts with the move of its company's home listing in the session that its entry
 * tells. The sample, flagged bars and moves without an abnormal return are left out; a return
 * counts for 30 % at most, so that one collapse does not speak for a type.
 */
final class EffectStore {

  /** They change slowly, and the statement reads all events. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private EffectStore() {}

  /** Whether they are older than {@link #LIFETIME} or were never computed. */
  static boolean isOld(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select effects_at is null or effects_at < :oldest from explanation_progress
            """)
        .bind("oldest", now.minus(LIFETIME))
        .mapTo(Boolean.class)
        .one();
  }

  /** Computes them anew, unless another process is at it. */
  static void refresh(Handle handle, Instant now) {
    Optional<Integer> mine =
        handle
            .createQuery("select 1 from explanation_progress for update skip locked")
            .mapTo(Integer.class)
            .findOne();
    if (mine.isEmpty()) {
      return;
    }
    handle.execute("delete from event_effect");
    handle.execute(
        """
        insert into event_effect (type, events, mean_abnormal)
        select coalesce(e.type, ''), count(*), avg(least(abs(m.abnormal_percent), 30))
        from event e
          join listing l on l.company_id = e.company_id and l.home
          join price_series s on s.ticker = l.ticker
          join recorded_move m
            on m.series_id = s.id and m.session = cast(e.body ->> 'session' as date)
        where e.state = 'ACTIVE' and not m.sample and not m.flagged
          and m.abnormal_percent is not null
          and (e.type is null or e.type not like 'share-price/%')
          and not coalesce(cast(e.body ->> 'sample' as boolean), false)
        group by 1
        """);
    handle
        .createUpdate("update explanation_progress set effects_at = :now")
        .bind("now", now)
        .execute();
  }

  /** The effects as they were last computed. */
  static UsualEffects read(Handle handle) {
    Map<String, UsualEffects.Measured> types = new HashMap<>();
    handle
        .createQuery("select type, events, mean_abnormal from event_effect")
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("type"),
                    new UsualEffects.Measured(
                        row.getInt("events"), row.getDouble("mean_abnormal"))))
        .forEach(entry -> types.put(entry.getKey(), entry.getValue()));
    return UsualEffects.of(types);
  }
}
