package dev.tapeline.alert;

import dev.tapeline.market.MoveFeed;
import dev.tapeline.timeline.RecordedMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is news from what came with an import of history. A move is history where its
 * listing's bars reach further than {@code tapeline.alerts.max-age} beyond it, so that years of
 * bars tell of their last days alone, and the bars of a market that has not been fed for long still
 * tell what they bring. The built-in sample is made to be looked at: it is never history.
 */
@ApplicationScoped
class History {
  private final AlertsConfig config;
  private final MoveFeed moves;

  History(AlertsConfig config, MoveFeed moves) {
    this.config = config;
    this.moves = moves;
  }

  /** Those of the matches that are no history. */
  List<Match> without(Handle handle, List<Match> matches, Instant now) {
    Duration most = config.maxAge();
    List<UUID> old =
        matches.stream()
            .map(Match::happening)
            .filter(happening -> happening.move() != null && !happening.sample())
            // What happened lately is news whatever else there is, and needs no look.
            .filter(happening -> !most.isZero() && happening.at().isBefore(now.minus(most)))
            .map(Happening::subject)
            .distinct()
            .toList();
    Map<UUID, LocalDate> newest = old.isEmpty() ? Map.of() : moves.newest(handle, old);
    return matches.stream()
        .filter(match -> !isOldNews(match.happening(), now))
        .filter(match -> !isHistory(match.happening().move(), newest, most))
        .toList();
  }

  private boolean isOldNews(Happening happening, Instant now) {
    return happening.news() != null
        && config.maxNewsAge().map(most -> happening.at().isBefore(now.minus(most))).orElse(false);
  }

  private static boolean isHistory(
      @Nullable RecordedMove move, Map<UUID, LocalDate> newest, Duration most) {
    LocalDate last = move == null ? null : newest.get(move.id());
    return move != null && last != null && move.session().isBefore(last.minusDays(most.toDays()));
  }
}
