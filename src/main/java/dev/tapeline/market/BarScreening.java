package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.TradingSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a series' rows one beside the other.
 *
 * <ul>
 *   <li>Refused is what cannot be a session: one that is there twice, lies in the future or has not
 *       ended; one on a day without trading whose price stands still without volume; and a bar that
 *       repeats the one before, prices and volume alike, as providers do who have no new one yet.
 *   <li>Flagged and kept is a bar that cannot be compared with the one before: a split that nobody
 *       adjusted for.
 *   <li>Kept and remarked is what may be right: sessions that are missing before a bar, and trading
 *       on a day that the calendar calls closed.
 * </ul>
 */
final class BarScreening {

  /** A refusal or a flag. */
  record Remark(BarRow row, String reason) {}

  private final String provider;
  private final Optional<Exchange> exchange;
  private final @Nullable String currency;
  private final Instant now;
  private final List<RecordedBar> kept = new ArrayList<>();
  private final List<Remark> refused = new ArrayList<>();
  private final List<Remark> flagged = new ArrayList<>();

  /**
   * @param provider whose rows
   * @param exchange whose calendar they follow, where it is known
   * @param currency in which they trade, where it is known
   * @param now a session that has not ended has no bar yet
   */
  BarScreening(
      String provider, Optional<Exchange> exchange, @Nullable String currency, Instant now) {
    this.provider = provider;
    this.exchange = exchange;
    this.currency = currency;
    this.now = now;
  }

  /**
   * Screens rows in any order.
   *
   * @param before the last bar that there is before them, or null
   */
  BarScreening screen(List<BarRow> rows, @Nullable Bar before) {
    Bar last = before;
    LocalDate done = null;
    for (BarRow row :
        rows.stream().sorted(Comparator.comparing((BarRow r) -> r.bar().session())).toList()) {
      String objection = inOtherCurrency(row);
      objection = objection == null ? objection(row.bar(), last, done) : objection;
      if (objection != null) {
        refused.add(new Remark(row, objection));
        continue;
      }
      String flag = last == null ? null : SplitLike.flag(last, row.bar());
      if (flag != null) {
        flagged.add(new Remark(row, flag));
      }
      doubts(row.bar(), last).forEach(doubt -> flagged.add(new Remark(row, doubt)));
      kept.add(new RecordedBar(row.bar(), provider, flag));
      last = row.bar();
      done = row.bar().session();
    }
    return this;
  }

  private @Nullable String inOtherCurrency(BarRow row) {
    String told = row.currency();
    return currency == null || told == null || currency.equals(QuotedCurrency.whole(told))
        ? null
        : "prices in %s, but it trades in %s".formatted(told, currency);
  }

  private @Nullable String objection(Bar bar, @Nullable Bar last, @Nullable LocalDate done) {
    LocalDate session = bar.session();
    if (session.equals(done)) {
      return "the session " + session + " is there twice";
    }
    if (last != null && repeats(bar, last)) {
      return "repeats the bar of " + last.session();
    }
    if (exchange.isEmpty()) {
      return session.isAfter(now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1))
          ? "the session " + session + " is in the future"
          : null;
    }
    return objectionOf(exchange.get(), bar, last);
  }

  private @Nullable String objectionOf(Exchange market, Bar bar, @Nullable Bar last) {
    LocalDate session = bar.session();
    if (session.isAfter(now.atZone(market.zone()).toLocalDate())) {
      return "the session " + session + " is in the future";
    }
    Optional<TradingSession> trading = market.session(session);
    if (trading.isPresent() && now.isBefore(trading.get().close())) {
      return "the session " + session + " has not ended";
    }
    boolean noVolume = bar.volume() == null || bar.volume() == 0;
    boolean flat = last != null && last.close() == bar.close();
    return trading.isEmpty() && noVolume && flat
        ? "made up: %s did not trade on %s".formatted(market.mic(), session)
        : null;
  }

  /** Whether all that a bar says was said of the session before, and something was traded then. */
  private static boolean repeats(Bar bar, Bar last) {
    Double high = bar.high();
    Double low = bar.low();
    boolean moved = high != null && low != null && high > low;
    return moved
        && bar.close() == last.close()
        && Objects.equals(bar.open(), last.open())
        && Objects.equals(high, last.high())
        && Objects.equals(low, last.low())
        && Objects.equals(bar.volume(), last.volume());
  }

  private List<String> doubts(Bar bar, @Nullable Bar last) {
    List<String> doubts = new ArrayList<>();
    exchange.ifPresent(
        market -> {
          LocalDate session = bar.session();
          boolean known = market.calendarKnown(session);
          if (known && !market.isSession(session) && bar.volume() != null && bar.volume() > 0) {
            doubts.add("%s did not trade on %s by its calendar".formatted(market.mic(), session));
          }
          if (last == null || !known) {
            return;
          }
          int missing = missing(market, last.session(), session);
          if (missing > 0) {
            doubts.add(
                "%d session%s missing between %s and %s"
                    .formatted(missing, missing == 1 ? " is" : "s are", last.session(), session));
          }
        });
    return doubts;
  }

  /** Sessions between two others; 0 also where the calendar does not know them all. */
  private static int missing(Exchange market, LocalDate from, LocalDate to) {
    int missing = 0;
    for (LocalDate date = from.plusDays(1); date.isBefore(to); date = date.plusDays(1)) {
      if (!market.calendarKnown(date)) {
        return 0;
      }
      missing += market.isSession(date) ? 1 : 0;
    }
    return missing;
  }

  /** What is to be recorded, oldest first. */
  List<RecordedBar> kept() {
    return kept;
  }

  List<Remark> refused() {
    return refused;
  }

  List<Remark> flagged() {
    return flagged;
  }
}
