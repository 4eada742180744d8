package dev.tapeline.market;

/**
 * A bar as it stands in a file.
 *
 * @param ticker as it is written there, or as the file is named
 * @param line where the row begins
 * @param bar what it says
 */
record BarRow(String ticker, long line, Bar bar) {}
