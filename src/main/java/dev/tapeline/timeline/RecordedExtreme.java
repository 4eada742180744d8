package dev.tapeline.timeline;

import dev.tapeline.analysis.move.Extreme;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That a move or a close is the largest, highest or lowest for some time, by recorded prices.
 *
 * @param kind what is the extreme
 * @param measure {@code PERCENT} for gains and losses, {@code PRICE} for closes
 * @param since the latest earlier session that was as large, high or low; null where there is none
 * @param historyFrom where {@code since} is null: the first session that was looked at
 */
public record RecordedExtreme(
    Extreme.Kind kind,
    Extreme.Measure measure,
    @Nullable LocalDate since,
    @Nullable LocalDate historyFrom) {}
