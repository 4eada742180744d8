package dev.tapeline.market;

import dev.tapeline.article.ClaimJudge;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Judges claims by the bars in the database. */
@ApplicationScoped
class PriceClaims implements ClaimJudge {

  @Override
  public List<ClaimCheck> judge(
      Handle handle, String ticker, ToldMove move, boolean sample, List<ClaimCheck> open) {
    boolean dated = move.session() != null || move.period() != null;
    if (open.isEmpty() || !dated) {
      return open;
    }
    Optional<PriceSeries> series = SeriesStore.toldOf(handle, ticker, move.currency());
    if (series.isEmpty()) {
      return open;
    }
    List<RecordedBar> bars = BarStore.current(handle, series.get());
    // Real news is not judged by made-up prices, for the moment that they stand side by side.
    if (bars.isEmpty() || (!sample && bars.stream().anyMatch(RecordedBar::sample))) {
      return open;
    }
    MoveVerdicts verdicts = new MoveVerdicts(series.get(), bars, move);
    return open.stream().map(verdicts::on).toList();
  }
}
