/**
 * Exchanges, their sessions, and what a moment of news means to them.
 *
 * <p>An {@link dev.tapeline.exchange.Exchange} is found in {@link dev.tapeline.exchange.Exchanges}
 * by its MIC (ISO 10383), by a code that is read as that MIC, or by the suffix of a Yahoo-style
 * ticker. It tells its {@link dev.tapeline.exchange.TradingSession}s, and for an instant the {@link
 * dev.tapeline.exchange.SessionTime}: before, during or after trading, and the first session that
 * could react.
 *
 * <p>What an exchange does on a day is decided in this order, first match wins:
 *
 * <ol>
 *   <li>what most of its listings' bars showed ({@link dev.tapeline.exchange.ObservedSessions});
 *   <li>a row {@code open} of its calendar: a session on a day that would otherwise be closed (a
 *       Saturday that makes up for a holiday, an evening session at Diwali);
 *   <li>its weekend on that date (Tel Aviv rested on Friday and Saturday until 2026);
 *   <li>a row {@code closed}: holidays, storms, mourning;
 *   <li>a row {@code half}: an early close; a row {@code hours}: other hours of a full day;
 *   <li>its regular hours on that date.
 * </ol>
 *
 * <p>The facts lie in CSV files beside this package, made to be read and edited by a person; each
 * opens with comments that explain its columns: {@code exchanges.csv}, {@code markets.csv}, {@code
 * hours.csv}, {@code calendars.csv}, {@code weekends.csv} and one file per calendar under {@code
 * calendars/}. Between {@code known_from} and {@code known_to} a calendar is complete to our
 * knowledge; outside it the rules that repeat every year still hold, dates that are published year
 * by year are missing, and every answer says {@code calendarKnown} false.
 *
 * <p>Nothing here reads a clock or a default zone. All types are immutable or safe for use by many
 * threads; years are computed once and kept.
 */
@NullMarked
package dev.tapeline.exchange;

import org.jspecify.annotations.NullMarked;
