package dev.tapeline.analysis.directory;

import org.jspecify.annotations.Nullable;

/**
 * A line of shares as a file of listings tells it.
 *
 * @param ticker in Yahoo's form: {@code 1810.HK}
 * @param name as the file writes it, which may be shortened or in capitals; null where it has none
 * @param mic the ISO 10383 code as Tapeline writes it, or null where the file names no venue
 * @param currency ISO 4217, or null
 * @param country ISO 3166-1 alpha-2 of the issuer, or null
 * @param sector one of the built-in directory's words such as {@code technology}, or null
 * @param isin ISO 6166, its check digit right, or null
 * @param issuerKey what the file itself says of the issuer, such as {@code CIK:1326801}, or null
 * @param delisted whether it is no longer traded
 */
public record ListingRow(
    String ticker,
    @Nullable String name,
    @Nullable String mic,
    @Nullable String currency,
    @Nullable String country,
    @Nullable String sector,
    @Nullable String isin,
    @Nullable String issuerKey,
    boolean delisted) {

  Listing toListing() {
    return new Listing(ticker, mic, currency, isin, null, delisted);
  }
}
