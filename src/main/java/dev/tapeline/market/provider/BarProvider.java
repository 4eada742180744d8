package dev.tapeline.market.provider;

import dev.tapeline.market.PriceSeries;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Somebody who gives daily bars. Safe for many threads. */
public interface BarProvider {

  /** The name that bars carry as their provider: {@code yahoo}. */
  String name();

  /**
   * What the provider calls a listing or an index.
   *
   * @return {@code aapl.us} for Apple at Stooq; null where the provider does not carry its market
   */
  @Nullable String symbol(PriceSeries series);

  /**
   * Asks for the bars of a symbol; what goes wrong is an answer and no exception.
   *
   * @param from the first session wanted; earlier ones may come too
   */
  BarAnswer ask(String symbol, LocalDate from, LocalDate to);
}
