package dev.tapeline.market;

import dev.tapeline.article.ClaimJudge;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Judges claims by the bars in the database. */
@ApplicationScoped
class PriceClaims implements ClaimJudge {

  @Override
  public Records in(Handle handle) {
    return new BarRecords(handle);
  }

  private static final class BarRecords implements Records {
    private record Told(String ticker, @Nullable String currency) {}

    private final Handle handle;
    private final Map<Told, Optional<PriceSeries>> series = new HashMap<>();
    private final Map<Integer, List<RecordedBar>> bars = new HashMap<>();

    BarRecords(Handle handle) {
      this.handle = handle;
    }

    @Override
    public List<ClaimCheck> judge(
        String ticker, ToldMove move, boolean sample, List<ClaimCheck> open) {
      boolean dated = move.session() != null || move.period() != null;
      if (open.isEmpty() || !dated) {
        return open;
      }
      Optional<PriceSeries> found =
          series.computeIfAbsent(
              new Told(ticker, move.currency()),
              told -> SeriesStore.toldOf(handle, told.ticker(), told.currency()));
      if (found.isEmpty()) {
        return open;
      }
      List<RecordedBar> recorded =
          bars.computeIfAbsent(found.get().id(), id -> BarStore.current(handle, found.get()));
      // Real news is not judged by made-up prices, for the moment that they stand side by side.
      if (recorded.isEmpty() || (!sample && recorded.stream().anyMatch(RecordedBar::sample))) {
        return open;
      }
      MoveVerdicts verdicts = new MoveVerdicts(found.get(), recorded, move);
      return open.stream().map(verdicts::on).toList();
    }
  }
}
