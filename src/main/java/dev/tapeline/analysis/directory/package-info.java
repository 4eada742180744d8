/**
 * Who is listed: companies with their listings, names and written ticker forms, compiled for
 * matching.
 *
 * <p>A {@link dev.tapeline.analysis.directory.CompanyDirectory} is immutable. The built-in one is
 * read from {@code directory/listings/*.csv} inside the jar; {@code withListings} and {@code
 * withNames} give a larger one. A {@linkplain dev.tapeline.analysis.directory.Company company} is
 * an issuer; its first {@linkplain dev.tapeline.analysis.directory.Listing listing} is its home.
 *
 * <p>Names are compared by their {@linkplain dev.tapeline.analysis.directory.NameKey key}: the
 * folded words of the name without legal forms. {@link dev.tapeline.analysis.directory.NameIndex}
 * finds all keys in a text in one pass.
 *
 * <p>The columns of the built-in files are {@code
 * ticker,mic,currency,country,benchmark,issuer,isin,name,local_names,aliases,brands,people,sector}.
 * Cells hold several values parted by {@code |}. An {@code issuer} with a leading {@code *} marks
 * the issuer's home listing; a name with a trailing {@code ?} is ordinary or shared, and counts
 * only with evidence beside it.
 */
@NullMarked
package dev.tapeline.analysis.directory;

import org.jspecify.annotations.NullMarked;
