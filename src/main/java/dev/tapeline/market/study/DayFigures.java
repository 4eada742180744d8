package dev.tapeline.market.study;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The averages of one relative day.
 *
 * @param day 0 for the session that could react first
 * @param aar average abnormal return in percent
 * @param caar sum of the averages from the window's first day to this one
 * @param tests of {@code aar}
 */
public record DayFigures(
    int day, @Nullable BigDecimal aar, @Nullable BigDecimal caar, StudyTests tests) {}
