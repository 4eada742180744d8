/**
 * The companies that Tapeline knows: issuers with their listings and names.
 *
 * <p>People keep named lists of companies ({@link dev.tapeline.company.WatchLists}); whoever shows
 * a token sees all of them.
 *
 * <p>Companies are kept in the database, where each has an id of its own; the built-in directory is
 * written there at start. What texts are linked with is an immutable {@link
 * dev.tapeline.analysis.directory.CompanyDirectory}, replaced as a whole when companies change.
 */
@NullMarked
package dev.tapeline.company;

import org.jspecify.annotations.NullMarked;
