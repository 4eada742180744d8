package dev.tapeline.analysis.move;

/**
 * How many sessions in a row went one way, the move's own session the last.
 *
 * @param direction {@code UP} or {@code DOWN}
 * @param sessions at least 2
 */
public record Streak(Direction direction, int sessions) {}
