/**
 * Reads what a text says that shares did: percent, price, session, extremes, streak.
 *
 * <p>{@link dev.tapeline.analysis.move.MoveReader} goes through a document sentence by sentence.
 * Within a sentence {@code SentenceMarks} sorts the words that say something of moves, {@code
 * Themes} finds what can go up or down, and {@code SentenceMoves} ties them together in steps, each
 * a class of its own:
 *
 * <ol>
 *   <li>{@code ChangePercents}: which percentages can be changes at all;
 *   <li>{@code ThemeFinder}, {@code ImpliedThemes}: what each word for up or down speaks of;
 *   <li>{@code PercentBinder}: how far it went;
 *   <li>{@code Objections}, {@code ShareSense}: what speaks against a move, and whether a company's
 *       bare name means its shares;
 *   <li>{@code BareMoves} with {@code PercentOwners} and {@code ListDirections}: names with a
 *       percentage and no word; {@code NamesBehind}: lists that put the percentage first.
 * </ol>
 *
 * <p>{@code NameGroups} joins names that are told of together, {@code NamedBefore} knows whom
 * {@code the latter} means, and {@code ShareWords} of which shares the owner is not known. {@code
 * Gaps}, {@code Places}, {@code ThemeRoles} and {@code PredicateRoles} answer what every step asks
 * about the sentence; {@code SentenceReading} holds what the steps leave to one another. {@code
 * MoveTimes} then dates each move, {@code Prices} finds its price, {@code Claims} its extremes and
 * streaks, and {@code MergedMoves} joins what several sentences tell of one move.
 */
@NullMarked
package dev.tapeline.analysis.move;

import org.jspecify.annotations.NullMarked;
