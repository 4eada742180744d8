package dev.tapeline.analysis.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A detail of an event.
 *
 * @param role {@code AMOUNT}, {@code PERCENT}, {@code COUNT}, {@code COUNTERPARTY}, {@code RATING}
 *     …
 * @param value the number, or null where the detail is not one
 * @param currency ISO 4217 for money, null otherwise
 * @param unit what a number that is not money counts ({@code PERCENT}, {@code VEHICLES} …), or null
 * @param text a detail that is not a number, for example the other company's ticker, or null
 */
public record EventArgument(
    String role,
    @Nullable BigDecimal value,
    @Nullable String currency,
    @Nullable String unit,
    @Nullable String text) {}
