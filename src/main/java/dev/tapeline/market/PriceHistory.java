package dev.tapeline.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What there is of a series, for those who bring more. */
public final class PriceHistory {
  private final Jdbi jdbi;

  /** The history in a database. */
  public PriceHistory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The series of a written ticker, made where it is new; empty where the directory has it not. */
  public Optional<PriceSeries> series(String ticker) {
    return jdbi.inTransaction(handle -> SeriesStore.findOrMake(handle, ticker));
  }

  /** The current bars of a series from a session on, oldest first; made ones are left out. */
  public List<RecordedBar> since(PriceSeries series, LocalDate from) {
    return jdbi.withHandle(handle -> BarStore.current(handle, series, from, LocalDate.MAX)).stream()
        .filter(bar -> !bar.sample())
        .toList();
  }

  /** The first and the last session of which there is a bar that is not made; empty for none. */
  public Optional<Span> span(PriceSeries series) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select min(session) as first, max(session) as last from bar
                    where series_id = :series and current and provider <> 'sample'
                    """)
                .bind("series", series.id())
                .map(
                    (row, context) -> {
                      LocalDate first = row.getObject("first", LocalDate.class);
                      return first == null
                          ? Optional.<Span>empty()
                          : Optional.of(new Span(first, row.getObject("last", LocalDate.class)));
                    })
                .one());
  }

  /** From one session to another, both inclusive. */
  public record Span(LocalDate first, LocalDate last) {}
}
