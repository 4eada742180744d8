package dev.tapeline.analysis.directory;

import org.jspecify.annotations.Nullable;

/**
 * One line of a company's shares on one market.
 *
 * @param ticker the symbol that people type, in Yahoo's form: {@code 1810.HK}, {@code BRK-B}
 * @param mic the ISO 10383 code of the market as Tapeline writes it, or null where it is not known
 *     (the register of the SEC names no exchange)
 * @param currency ISO 4217 that it is traded in, or null
 * @param isin ISO 6166, or null
 * @param benchmark the index that it is measured against: {@code INDEX:HSI}, or null
 * @param delisted whether it is no longer traded
 */
public record Listing(
    String ticker,
    @Nullable String mic,
    @Nullable String currency,
    @Nullable String isin,
    @Nullable String benchmark,
    boolean delisted) {

  /** The ticker without the market's suffix: {@code 1810}, {@code BRK-B}. */
  public String code() {
    int dot = ticker.lastIndexOf('.');
    return dot <= 0 ? ticker : ticker.substring(0, dot);
  }

  /** The ticker's suffix without its dot, empty for American tickers: {@code HK}. */
  public String suffix() {
    int dot = ticker.lastIndexOf('.');
    return dot <= 0 ? "" : ticker.substring(dot + 1);
  }

  /** The canonical key {@code MIC:code}, such as {@code XHKG:1810}, or null without a MIC. */
  public @Nullable String key() {
    return mic == null ? null : mic + ":" + code();
  }
}
