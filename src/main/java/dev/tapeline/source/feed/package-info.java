/**
 * The bytes of a feed in, its items out: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and
 * 1.1.
 *
 * <p>Plain Java: no framework, no clock, no network, so that the command {@code parse-feed} and the
 * service read alike. The steps, in order:
 *
 * <ol>
 *   <li>{@link dev.tapeline.source.feed.FeedText}: bytes become text. A byte order mark wins, then
 *       what the bytes themselves prove, then what the XML prolog and the header claim.
 *   <li>{@link dev.tapeline.source.feed.WellFormed}: text becomes an XML document. What is commonly
 *       broken is repaired and told; a {@code DOCTYPE} that declares more than characters is
 *       refused.
 *   <li>{@link dev.tapeline.source.feed.XmlFeed} (by ROME) or {@link
 *       dev.tapeline.source.feed.JsonFeed} (by Jackson): the document becomes items, each on its
 *       own, so that a broken one costs none of the others.
 *   <li>{@link dev.tapeline.source.feed.FeedParser}: identities, duplicates, bounds.
 * </ol>
 *
 * <p>Titles, summaries and contents leave as plain text, paragraphs parted by a blank line. What
 * went wrong without stopping the reading is a {@link dev.tapeline.source.feed.FeedProblem}; what
 * stops it is one {@link dev.tapeline.source.feed.FeedException} with a reason that a reader of the
 * source's health understands.
 */
@NullMarked
package dev.tapeline.source.feed;

import org.jspecify.annotations.NullMarked;
