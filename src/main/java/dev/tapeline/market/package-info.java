/**
 * Daily bars, the moves that they record, and what they say to the moves that news tells.
 *
 * <p>Bars come in by {@link dev.tapeline.market.BarImport}, which reads files, refuses what cannot
 * be true with its reason, and keeps every revision. What follows from bars is done in steps, each
 * of which leaves in the database what the next has to do, so that a process may die anywhere:
 *
 * <ol>
 *   <li>bars are written, and {@code price_series.moves_due} and {@code count_due} say from which
 *       session on;
 *   <li>{@link dev.tapeline.market.SessionCount} counts on which days the exchanges' listings
 *       traded, and where that turns a session into none has moves computed anew;
 *   <li>{@link dev.tapeline.market.MoveStore} computes the moves of a series in one pass, and
 *       leaves {@code follow_up_due};
 *   <li>{@link dev.tapeline.market.PriceFollowUp}, in the service, has the claims of the company's
 *       events checked again, and writes large moves into timelines with what explains them;
 *   <li>{@link dev.tapeline.market.NewsFollowUp} has moves explained anew when news or pulls come.
 * </ol>
 *
 * <p>A <b>series</b> is a listing's or an index's bars. A session has one current bar: the one that
 * was imported last, whoever the provider is; the built-in sample's never counts beside another.
 *
 * <p>{@link dev.tapeline.market.EventStudies} averages what followed many events; its arithmetic is
 * the package {@link dev.tapeline.market.study}.
 */
@NullMarked
package dev.tapeline.market;

import org.jspecify.annotations.NullMarked;
