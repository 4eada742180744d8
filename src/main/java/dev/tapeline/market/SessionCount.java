package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.exchange.SessionObservation;
import dev.tapeline.exchange.SessionObservation.Verdict;
import java.sql.Array;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Counts on which days an exchange's listings have volume, and keeps what decides against its
 * calendar or beyond it: trading on a day that should have been closed, none on a day that should
 * have been open. Only volume counts, so bars that providers make up for holidays say nothing.
 *
 * <p>Of an exchange with many listings some hundred are looked at, always the same. Where the count
 * turns a session into none, or the other way round, the moves of the exchange's listings are made
 * anew from there.
 */
final class SessionCount {
  /** Enough to tell what most of them did. */
  private static final int LISTINGS = 200;

  /** A listing whose last bar is so near counts as active still: ten sessions. */
  private static final int DAYS_AFTER_ITS_LAST = 14;

  /** "obs" in ASCII; with an exchange's hash it keeps two from counting the same one. */
  private static final int LOCK = 0x6f6273;

  private final Jdbi jdbi;

  SessionCount(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private record Due(String mic, LocalDate from) {}

  /**
   * A series whose bars are to be counted.
   *
   * @param mic whose sessions it tells of; null for an index and where it is not known
   * @param version the transaction that wrote its row last: another one says that more has come
   */
  private record NewBars(int series, @Nullable String mic, LocalDate from, long version) {}

  /** From its first to its last bar with volume. */
  private record Life(LocalDate first, LocalDate last) {

    boolean activeOn(LocalDate date) {
      return first.isBefore(date) && !last.isBefore(date.minusDays(DAYS_AFTER_ITS_LAST));
    }
  }

  /**
   * Counts the exchanges of listings that have got bars since the last count. They stay due until
   * all is counted, and longer where more bars have come meanwhile.
   */
  void countDue() {
    List<NewBars> bars = jdbi.withHandle(SessionCount::newBars);
    if (bars.isEmpty()) {
      return;
    }
    List<Due> due = exchanges(bars);
    Map<String, Set<LocalDate>> sessions = jdbi.withHandle(handle -> sessions(handle, due));
    for (Due exchange : due) {
      Exchanges.builtIn()
          .find(exchange.mic())
          .filter(calendar -> !isAsCalendarSays(exchange, calendar, sessions.get(exchange.mic())))
          .ifPresent(calendar -> jdbi.useTransaction(handle -> count(handle, exchange, calendar)));
    }
    jdbi.useHandle(handle -> counted(handle, bars));
  }

  private static List<NewBars> newBars(Handle handle) {
    return handle
        .createQuery(
            """
            select id, case when company_id is not null then mic end as mic, count_due,
              cast(cast(xmin as text) as bigint) as version
            from price_series where count_due is not null order by id
            """)
        .map(
            (row, context) ->
                new NewBars(
                    row.getInt("id"),
                    row.getString("mic"),
                    row.getObject("count_due", LocalDate.class),
                    row.getLong("version")))
        .list();
  }

  private static List<Due> exchanges(List<NewBars> bars) {
    Map<String, LocalDate> from = new TreeMap<>();
    for (NewBars series : bars) {
      String mic = series.mic();
      if (mic != null) {
        from.merge(mic, series.from(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return from.entrySet().stream().map(due -> new Due(due.getKey(), due.getValue())).toList();
  }

  /** Whoever holds a series is about to change it; then it is for the next count. */
  private static void counted(Handle handle, List<NewBars> bars) {
    handle
        .createUpdate(
            """
            with counted as materialized (
              select s.id
              from unnest(cast(:ids as int[]), cast(:versions as bigint[])) as c (id, version)
                join price_series s on s.id = c.id and cast(cast(s.xmin as text) as bigint) = c.version
              for update of s skip locked)
            update price_series s set count_due = null from counted where s.id = counted.id
            """)
        .bind("ids", SeriesStore.ids(bars.stream().map(NewBars::series).toList()))
        .bindArray("versions", Long.class, bars.stream().map(NewBars::version).toList())
        .execute();
  }

  /**
   * On which days any of the listings that are looked at has volume, by exchange; exchanges with
   * observations of that time are left out. One question for all: nearly always every day is what
   * the calendar says, and then there is nothing to count.
   */
  private static Map<String, Set<LocalDate>> sessions(Handle handle, List<Due> due) {
    Map<String, Set<LocalDate>> sessions = new HashMap<>();
    handle
        .createQuery(
            """
            select due.mic, b.session
            from unnest(cast(:mics as text[]), cast(:days as date[])) as due (mic, since)
              cross join lateral (
                select distinct session from bar
                where series_id in (
                    select id from price_series where mic = due.mic and company_id is not null
                    order by hashint4(id), id limit :most)
                  and session >= due.since and current and volume > 0 and provider <> 'sample') b
            where not exists (
              select from observed_session o where o.mic = due.mic and o.session >= due.since)
            """)
        .bindArray("mics", String.class, due.stream().map(Due::mic).toList())
        .bind("days", LargeMoves.dates(due.stream().map(SessionCount::lookedAtFrom).toList()))
        .bind("most", LISTINGS)
        .map(
            (row, context) ->
                Map.entry(row.getString("mic"), row.getObject("session", LocalDate.class)))
        .forEach(
            day ->
                sessions.computeIfAbsent(day.getKey(), any -> new HashSet<>()).add(day.getValue()));
    return sessions;
  }

  /** A listing that went quiet shows only later that the others went on. */
  private static LocalDate lookedAtFrom(Due due) {
    return due.from().minusDays(DAYS_AFTER_ITS_LAST);
  }

  private static boolean isAsCalendarSays(
      Due due, Exchange calendar, @Nullable Set<LocalDate> sessions) {
    return sessions != null
        && lookedAtFrom(due)
            .datesUntil(Collections.max(sessions).plusDays(1))
            .allMatch(
                date ->
                    calendar.calendarKnown(date)
                        && calendar.isSession(date) == sessions.contains(date));
  }

  private static void count(Handle handle, Due due, Exchange calendar) {
    handle.execute("select pg_advisory_xact_lock(?, ?)", LOCK, due.mic().hashCode());
    Map<Integer, Life> lives = lives(handle, due.mic());
    LocalDate from = lookedAtFrom(due);
    Map<LocalDate, SessionObservation> now = observe(handle, lives, from, calendar);
    Map<LocalDate, SessionObservation> before = stored(handle, due.mic(), from);
    if (now.equals(before)) {
      return;
    }
    store(handle, due.mic(), from, now);
    LocalDate turned = firstTurned(before, now, calendar);
    if (turned != null) {
      movesDue(handle, due.mic(), turned);
    }
  }

  private static Map<Integer, Life> lives(Handle handle, String mic) {
    Map<Integer, Life> lives = new HashMap<>();
    handle
        .createQuery(
            """
            select s.id, first.session as first, last.session as last
            from (select id from price_series where mic = :mic and company_id is not null
                  order by hashint4(id), id limit :most) s
              cross join lateral (
                select session from bar where series_id = s.id and current and volume > 0
                  and provider <> 'sample' order by session limit 1) first
              cross join lateral (
                select session from bar where series_id = s.id and current and volume > 0
                  and provider <> 'sample' order by session desc limit 1) last
            """)
        .bind("mic", mic)
        .bind("most", LISTINGS)
        .map(
            (row, context) ->
                Map.entry(
                    row.getInt("id"),
                    new Life(
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class))))
        .forEach(life -> lives.put(life.getKey(), life.getValue()));
    return lives;
  }

  /** What decides something that the calendar does not say, by date. */
  private static Map<LocalDate, SessionObservation> observe(
      Handle handle, Map<Integer, Life> lives, LocalDate from, Exchange calendar) {
    Map<LocalDate, SessionObservation> observed = new TreeMap<>();
    Map<LocalDate, Set<Integer>> traded = traded(handle, lives, from);
    LocalDate last = lives.values().stream().map(Life::last).max(LocalDate::compareTo).orElse(from);
    for (LocalDate date = from; !date.isAfter(last); date = date.plusDays(1)) {
      Set<Integer> ids = traded.getOrDefault(date, Set.of());
      if (calendar.calendarKnown(date) && calendar.isSession(date) != ids.isEmpty()) {
        continue;
      }
      SessionObservation observation = observation(date, lives, ids);
      Verdict verdict = observation.verdict();
      boolean decided = verdict != Verdict.UNDECIDED;
      boolean agrees = calendar.isSession(date) == (verdict == Verdict.TRADED);
      if (decided && !(agrees && calendar.calendarKnown(date))) {
        observed.put(date, observation);
      }
    }
    return observed;
  }

  private static SessionObservation observation(
      LocalDate date, Map<Integer, Life> lives, Set<Integer> traded) {
    int active = 0;
    int withVolume = 0;
    for (Map.Entry<Integer, Life> listing : lives.entrySet()) {
      if (listing.getValue().activeOn(date)) {
        active++;
        withVolume += traded.contains(listing.getKey()) ? 1 : 0;
      }
    }
    return new SessionObservation(date, active, withVolume);
  }

  private static Map<LocalDate, Set<Integer>> traded(
      Handle handle, Map<Integer, Life> lives, LocalDate from) {
    Map<LocalDate, Set<Integer>> traded = new HashMap<>();
    handle
        .createQuery(
            """
            select session, array_agg(series_id) as series from bar
            where series_id = any(cast(:ids as int[])) and session >= :from
              and current and volume > 0 and provider <> 'sample'
            group by session
            """)
        .bind("ids", SeriesStore.ids(lives.keySet()))
        .bind("from", from)
        .map(
            (row, context) -> {
              Array series = row.getArray("series");
              return Map.entry(
                  row.getObject("session", LocalDate.class), Set.of((Integer[]) series.getArray()));
            })
        .forEach(day -> traded.put(day.getKey(), day.getValue()));
    return traded;
  }

  private static Map<LocalDate, SessionObservation> stored(
      Handle handle, String mic, LocalDate from) {
    Map<LocalDate, SessionObservation> stored = new TreeMap<>();
    handle
        .createQuery("select * from observed_session where mic = :mic and session >= :from")
        .bind("mic", mic)
        .bind("from", from)
        .map(
            (row, context) ->
                new SessionObservation(
                    row.getObject("session", LocalDate.class),
                    row.getInt("active"),
                    row.getInt("with_volume")))
        .forEach(observation -> stored.put(observation.date(), observation));
    return stored;
  }

  private static void store(
      Handle handle, String mic, LocalDate from, Map<LocalDate, SessionObservation> observed) {
    handle.execute("delete from observed_session where mic = ? and session >= ?", mic, from);
    if (!observed.isEmpty()) {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into observed_session (mic, session, active, with_volume)
              values (:mic, :session, :active, :withVolume)
              """);
      observed
          .values()
          .forEach(
              observation ->
                  batch
                      .bind("mic", mic)
                      .bind("session", observation.date())
                      .bind("active", observation.activeListings())
                      .bind("withVolume", observation.withVolume())
                      .add());
      batch.execute();
    }
    handle.execute("update observed_sessions_version set version = uuidv7()");
  }

  /** The first day that is a session now and was none, or the other way round; null for none. */
  private static @Nullable LocalDate firstTurned(
      Map<LocalDate, SessionObservation> before,
      Map<LocalDate, SessionObservation> now,
      Exchange calendar) {
    List<LocalDate> dates = new ArrayList<>(before.keySet());
    dates.addAll(now.keySet());
    return dates.stream()
        .filter(date -> open(before, date, calendar) != open(now, date, calendar))
        .min(LocalDate::compareTo)
        .orElse(null);
  }

  private static boolean open(
      Map<LocalDate, SessionObservation> observed, LocalDate date, Exchange calendar) {
    SessionObservation observation = observed.get(date);
    return observation == null ? calendar.isSession(date) : observation.verdict() == Verdict.TRADED;
  }

  /** From the session after a day that has turned on, sessions are counted otherwise. */
  private static void movesDue(Handle handle, String mic, LocalDate from) {
    handle
        .createUpdate(
            """
            with concerned as materialized (
              select id from price_series where mic = :mic order by id for update)
            update price_series s set moves_due = least(moves_due, :from)
            from concerned where s.id = concerned.id
            """)
        .bind("mic", mic)
        .bind("from", from)
        .execute();
  }
}
