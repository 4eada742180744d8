package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Of what bars are: a listing or an index.
 *
 * @param id in the database
 * @param ticker in Yahoo's form: {@code 1810.HK}, {@code INDEX:HSI}
 * @param listing {@code MIC:code}; null for an index and where the venue is not known
 * @param mic whose calendar it follows, or null
 * @param currency ISO 4217, or null
 * @param benchmark the index that it is measured against, or null
 * @param company whose shares; null for an index
 * @param exchanges with what bars have shown of their sessions
 */
public record PriceSeries(
    int id,
    String ticker,
    @Nullable String listing,
    @Nullable String mic,
    @Nullable String currency,
    @Nullable String benchmark,
    @Nullable UUID company,
    Exchanges exchanges) {

  /** A series on the built-in calendars. */
  public PriceSeries(
      int id,
      String ticker,
      @Nullable String listing,
      @Nullable String mic,
      @Nullable String currency,
      @Nullable String benchmark,
      @Nullable UUID company) {
    this(id, ticker, listing, mic, currency, benchmark, company, Exchanges.builtIn());
  }

  /** How the tickers of indices begin. */
  public static final String INDEX = "INDEX:";

  /** Whether it is an index, and no company's shares. */
  public boolean isIndex() {
    return ticker.startsWith(INDEX);
  }

  /** The exchange whose sessions it follows. */
  public Optional<Exchange> exchange() {
    if (mic != null) {
      return exchanges.find(mic);
    }
    int dot = ticker.lastIndexOf('.');
    return isIndex()
        ? Optional.empty()
        : exchanges.sessionsBySuffix(dot <= 0 ? "" : ticker.substring(dot + 1));
  }
}
