/**
 * Articles on their way in, and what is made of them: deduplicated by {@code (source, id)},
 * analysed, joined to the story that other articles tell, turned into events and claims, and
 * written into the timelines of the companies concerned, all in one transaction.
 *
 * <p>An event is unique by story, company, type, period and what tells two of a kind apart. Each
 * article that tells it leaves a report; what an event says is made anew from its reports whenever
 * one comes, changes or goes, so that the order in which articles arrive does not matter.
 */
@NullMarked
package dev.tapeline.article;

import org.jspecify.annotations.NullMarked;
