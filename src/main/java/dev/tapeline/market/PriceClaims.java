package dev.tapeline.market;

import dev.tapeline.analysis.move.Streak;
import dev.tapeline.article.ClaimJudge;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
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
  public Records in(Handle handle, Collection<String> tickers) {
    return new BarRecords(handle, tickers);
  }

  private static final class BarRecords implements Records {
    /** Some eighty sessions, more than any streak was long. */
    private static final long DAYS = 120;

    private final Handle handle;
    private final Map<String, List<PriceSeries>> listings;
    private final Map<Integer, List<RecordedBar>> whole = new HashMap<>();
    private final Map<Piece, List<RecordedBar>> pieces = new HashMap<>();

    private record Piece(int series, LocalDate from, LocalDate to) {}

    BarRecords(Handle handle, Collection<String> tickers) {
      this.handle = handle;
      this.listings = tickers.isEmpty() ? Map.of() : SeriesStore.ofCompanies(handle, tickers);
    }

    @Override
    public List<ClaimCheck> judge(
        String ticker, ToldMove move, boolean sample, List<ClaimCheck> open) {
      boolean dated = move.session() != null || move.period() != null;
      if (open.isEmpty() || !dated) {
        return open;
      }
      Optional<PriceSeries> found = series(ticker, move.currency());
      if (found.isEmpty()) {
        return open;
      }
      List<RecordedBar> recorded = bars(found.get(), move);
      // Real news is not judged by made-up prices, for the moment that they stand side by side.
      if (recorded.isEmpty() || (!sample && recorded.stream().anyMatch(RecordedBar::sample))) {
        return open;
      }
      MoveVerdicts verdicts = new MoveVerdicts(found.get(), recorded, move);
      return open.stream().map(verdicts::on).toList();
    }

    /**
     * The series that a told move is of: that of the ticker, or where the move is told in another
     * currency, that of the company's one other listing in it. A text that names Alibaba by its
     * Hong Kong code and tells a price in dollars means the shares in New York.
     */
    private Optional<PriceSeries> series(String ticker, @Nullable String currency) {
      List<PriceSeries> company = listings.getOrDefault(ticker, List.of());
      Optional<PriceSeries> own =
          company.stream().filter(series -> series.ticker().equals(ticker)).findFirst();
      if (currency == null || own.filter(s -> currency.equals(s.currency())).isPresent()) {
        return own;
      }
      List<PriceSeries> inCurrency =
          company.stream().filter(series -> currency.equals(series.currency())).toList();
      return inCurrency.size() == 1 ? Optional.of(inCurrency.get(0)) : own;
    }

    /**
     * The bars that a move's claims are judged by: an extreme may look back over all of them, and
     * so may what is told of a period; else some weeks up to the session do.
     */
    private List<RecordedBar> bars(PriceSeries series, ToldMove move) {
      LocalDate session = move.session();
      if (session != null && move.period() == null && move.extremes().isEmpty()) {
        Streak streak = move.streak();
        int sessions = streak == null ? 0 : streak.sessions();
        var piece = new Piece(series.id(), session.minusDays(DAYS + 2L * sessions), session);
        List<RecordedBar> bars =
            pieces.computeIfAbsent(piece, p -> BarStore.current(handle, series, p.from(), p.to()));
        if (bars.size() > sessions + 2) {
          return bars;
        }
      }
      return whole.computeIfAbsent(series.id(), id -> BarStore.current(handle, series));
    }
  }
}
