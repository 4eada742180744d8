package dev.tapeline.market;

import org.jspecify.annotations.Nullable;

/**
 * A bar as it stands in a file.
 *
 * @param ticker as it is written there, or as the file is named
 * @param line where the row begins
 * @param bar what it says
 * @param currency that it says its prices are in, or null
 */
public record BarRow(String ticker, long line, Bar bar, @Nullable String currency) {

  /** A row that says nothing of its currency. */
  public BarRow(String ticker, long line, Bar bar) {
    this(ticker, line, bar, null);
  }
}
