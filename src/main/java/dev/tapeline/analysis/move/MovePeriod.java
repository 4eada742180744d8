package dev.tapeline.analysis.move;

import java.time.LocalDate;

/**
 * The days that a move over more than one session covers: a week, the year to date.
 *
 * @param from first day, inclusive
 * @param to last day, inclusive
 */
public record MovePeriod(LocalDate from, LocalDate to) {}
