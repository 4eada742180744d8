/**
 * Providers of daily bars, pulled after each exchange's close. Off unless {@code
 * tapeline.prices.providers} names one: then nothing is asked, and nothing of this runs.
 *
 * <p>A {@link dev.tapeline.market.provider.BarProvider} knows how one provider calls a listing,
 * asks it, and reads its answer as a {@link dev.tapeline.market.provider.BarAnswer}; whatever goes
 * wrong is an answer too. {@link dev.tapeline.market.provider.GuardedProvider} adds what all of
 * them need: a limit of asks a minute, retries with growing and scattered pauses, and a circuit
 * breaker.
 *
 * <p>Each listing or index that is followed is a <b>price feed</b>, a row of {@code bar_feed} with
 * its plan, its lease and how it does. {@link dev.tapeline.market.provider.PriceFeedJob} takes
 * those that are due; {@link dev.tapeline.market.provider.PricePuller} asks the configured
 * providers in their order, the next where one does not have it, and hands the bars to the import,
 * which refuses and flags as it does with files. What was refused or flagged is kept with the feed.
 *
 * <p>Keys come from configuration. They are in no log line, no stored error and no answer.
 */
@NullMarked
package dev.tapeline.market.provider;

import org.jspecify.annotations.NullMarked;
