package dev.tapeline.exchange;

import dev.tapeline.exchange.ExchangeCalendar.Kind;
import dev.tapeline.exchange.ExchangeCalendar.Row;
import dev.tapeline.exchange.HoursHistory.ClockTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange: who it is, and when it trades.
 *
 * <p>Immutable to its users and safe for many threads; sessions are computed when first asked for
 * and kept.
 */
public final class Exchange {

  /** No exchange has been closed for longer than this many days in the years that are covered. */
  private static final int LONGEST_CLOSURE = 400;

  private final Facts facts;
  private final Supplier<ExchangeCalendar> calendar;
  private final HoursHistory hours;
  private final ObservedSessions observed;
  private final ConcurrentHashMap<Integer, SessionsOfYear> years = new ConcurrentHashMap<>();

  Exchange(
      Facts facts,
      Supplier<ExchangeCalendar> calendar,
      HoursHistory hours,
      ObservedSessions observed) {
    this.facts = facts;
    this.calendar = calendar;
    this.hours = hours;
    this.observed = observed;
  }

  /** The MIC that Tapeline writes, for example {@code XHKG}. */
  public Mic mic() {
    return facts.mic();
  }

  /** The English name, for example "Hong Kong Exchanges and Clearing". */
  public String name() {
    return facts.name();
  }

  /** The city, for example "Hong Kong". */
  public String city() {
    return facts.city();
  }

  /** The country as ISO 3166-1 alpha-2, for example {@code HK}. */
  public String country() {
    return facts.country();
  }

  /** The currency that shares trade in, as ISO 4217: {@code GBP} for London, not pence. */
  public String currency() {
    return facts.currency();
  }

  /** The time zone, for example {@code Asia/Hong_Kong}. */
  public ZoneId zone() {
    return facts.zone();
  }

  /**
   * The suffixes of this exchange's tickers in Yahoo's form, the one to write first: {@code ["HK"]}
   * for Hong Kong, {@code ["L", "IL"]} for London. Empty for American exchanges, whose tickers have
   * none, and for those that Yahoo does not list.
   */
  public List<String> suffixes() {
    return facts.suffixes();
  }

  /** The name of the calendar that this exchange follows, for example {@code united-states}. */
  public String calendarName() {
    return facts.calendar();
  }

  /** The session of a date in the exchange's zone; empty where there is no trading that day. */
  public Optional<TradingSession> session(LocalDate date) {
    return Optional.ofNullable(sessionOrNull(date));
  }

  /** Whether there is trading on a date. */
  public boolean isSession(LocalDate date) {
    return sessionOrNull(date) != null;
  }

  /**
   * What the calendar says is special about a date: the holiday on which it is closed, or why its
   * hours differ, for example "Typhoon Talim" for Hong Kong's 17 July 2023. Empty for ordinary days
   * and weekends.
   */
  public Optional<String> occasion(LocalDate date) {
    Map<Kind, Row> special = year(date).special(date);
    for (Kind kind : Kind.values()) {
      Row row = special.get(kind);
      if (row != null) {
        return Optional.of(row.reason());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the calendar is complete for a date. Where it is not, holidays that are published year
   * by year are missing. A date that bars have decided is known.
   */
  public boolean calendarKnown(LocalDate date) {
    return calendar.get().known(date) || observed.traded(date).isPresent();
  }

  /** Whether a date lies in the exchange's weekend, as it was then. */
  public boolean restsAtWeekend(LocalDate date) {
    return calendar.get().weekend(date);
  }

  /** The last session before a date. */
  public LocalDate previousSession(LocalDate date) {
    return latestSessionOnOrBefore(date.minusDays(1));
  }

  /** The first session after a date. */
  public LocalDate nextSession(LocalDate date) {
    return earliestSessionOnOrAfter(date.plusDays(1));
  }

  /** The date itself where it is a session, else the last session before it. */
  public LocalDate latestSessionOnOrBefore(LocalDate date) {
    for (int days = 0; days <= LONGEST_CLOSURE; days++) {
      LocalDate candidate = date.minusDays(days);
      if (isSession(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("No session of " + mic() + " in a year before " + date);
  }

  /** The date itself where it is a session, else the first session after it. */
  public LocalDate earliestSessionOnOrAfter(LocalDate date) {
    for (int days = 0; days <= LONGEST_CLOSURE; days++) {
      LocalDate candidate = date.plusDays(days);
      if (isSession(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("No session of " + mic() + " in a year after " + date);
  }

  /** What an instant means here: before, during or after trading, and who could react first. */
  public SessionTime at(Instant instant) {
    LocalDate date = instant.atZone(zone()).toLocalDate();
    TradingSession session = sessionOrNull(date);
    SessionTime.Phase phase =
        session == null ? SessionTime.Phase.NO_SESSION : session.phaseAt(instant);
    LocalDate first =
        switch (phase) {
          case BEFORE_OPEN, OPEN, LUNCH -> date;
          case AFTER_CLOSE, NO_SESSION -> nextSession(date);
        };
    return new SessionTime(
        instant, date, phase, session, first, calendarKnown(date) && calendarKnown(first));
  }

  /**
   * The day that a weekday means in a text: the latest such weekday that is not after the text's
   * publication, in the exchange's zone. The day of publication itself counts: "on Tuesday" in a
   * text published on Tuesday, 19 October 2021 is that day. It need not be a session: on a holiday
   * shares do not move, and {@link #isSession} tells.
   */
  public LocalDate toldWeekday(DayOfWeek told, Instant publishedAt) {
    LocalDate published = publishedAt.atZone(zone()).toLocalDate();
    return published.with(TemporalAdjusters.previousOrSame(told));
  }

  /** This exchange with what bars have shown of its sessions, which counts before the calendar. */
  public Exchange withObservedSessions(ObservedSessions sessions) {
    return new Exchange(facts, calendar, hours, sessions);
  }

  private @Nullable TradingSession sessionOrNull(LocalDate date) {
    return year(date).session(date);
  }

  private SessionsOfYear year(LocalDate date) {
    return years.computeIfAbsent(
        date.getYear(), year -> new SessionsOfYear(year, calendar.get().specialDays(year)));
  }

  /** The sessions of a year, each computed when first asked for. */
  private final class SessionsOfYear {
    private final Map<LocalDate, Map<Kind, Row>> special;
    private final AtomicReferenceArray<@Nullable Optional<TradingSession>> days;

    SessionsOfYear(int year, Map<LocalDate, Map<Kind, Row>> special) {
      this.special = special;
      this.days = new AtomicReferenceArray<>(Year.of(year).length());
    }

    Map<Kind, Row> special(LocalDate date) {
      return special.getOrDefault(date, Map.of());
    }

    @Nullable TradingSession session(LocalDate date) {
      int day = date.getDayOfYear() - 1;
      Optional<TradingSession> session = days.get(day);
      if (session == null) {
        session = Optional.ofNullable(compute(date, special(date)));
        days.set(day, session);
      }
      return session.orElse(null);
    }
  }

  private @Nullable TradingSession compute(LocalDate date, Map<Kind, Row> special) {
    Optional<Boolean> traded = observed.traded(date);
    Row open = special.get(Kind.OPEN);
    boolean calendarTrades =
        open != null || (!restsAtWeekend(date) && !special.containsKey(Kind.CLOSED));
    if (!traded.orElse(calendarTrades)) {
      return null;
    }
    boolean halfDay = open == null && special.containsKey(Kind.HALF);
    Row timed = special.get(open != null ? Kind.OPEN : halfDay ? Kind.HALF : Kind.HOURS);
    TradingHours regular = hours.on(date, zone());
    TradingHours actual =
        timed == null
            ? regular
            : regular.between(local(timed.open(), date), local(timed.close(), date));
    return actual.on(date, zone(), halfDay, calendarKnown(date));
  }

  private @Nullable LocalTime local(@Nullable ClockTime time, LocalDate date) {
    return time == null ? null : time.in(date, zone());
  }

  @Override
  public String toString() {
    return mic().code();
  }

  /** What does not depend on a date. */
  record Facts(
      Mic mic,
      String name,
      String city,
      String country,
      String currency,
      ZoneId zone,
      List<String> suffixes,
      String calendar) {
    Facts {
      suffixes = List.copyOf(suffixes);
    }
  }
}
