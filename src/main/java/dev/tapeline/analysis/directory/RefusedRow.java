package dev.tapeline.analysis.directory;

/**
 * A row of a file that could not be taken.
 *
 * @param line its line in the file, the header's 1; for JSON its place, from 1
 * @param reason why, for people: {@code no symbol}
 */
public record RefusedRow(long line, String reason) {}
