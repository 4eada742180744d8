package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.TradingSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a series' rows one beside the other: refuses what cannot be a session, and flags what
 * cannot be compared with the bars before.
 */
final class BarScreening {

  /** A refusal or a flag. */
  record Remark(BarRow row, String reason) {}

  private final String provider;
  private final Optional<Exchange> exchange;
  private final Instant now;
  private final List<RecordedBar> kept = new ArrayList<>();
  private final List<Remark> refused = new ArrayList<>();
  private final List<Remark> flagged = new ArrayList<>();

  /**
   * @param provider whose rows
   * @param exchange whose calendar they follow, where it is known
   * @param now a session that has not ended has no bar yet
   */
  BarScreening(String provider, Optional<Exchange> exchange, Instant now) {
    this.provider = provider;
    this.exchange = exchange;
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
      String objection = objection(row.bar(), last, done);
      if (objection != null) {
        refused.add(new Remark(row, objection));
        continue;
      }
      String flag = last == null ? null : SplitLike.flag(last, row.bar());
      if (flag != null) {
        flagged.add(new Remark(row, flag));
      }
      kept.add(new RecordedBar(row.bar(), provider, flag));
      last = row.bar();
      done = row.bar().session();
    }
    return this;
  }

  private @Nullable String objection(Bar bar, @Nullable Bar last, @Nullable LocalDate done) {
    LocalDate session = bar.session();
    if (session.equals(done)) {
      return "the session " + session + " is there twice";
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
