/**
 * Pulling what lies elsewhere, on a schedule, by many workers of many processes: rows that are due,
 * who has them, and what was remarked of them. What is pulled, and how, is its owner's: feeds of
 * news, and bars of prices.
 *
 * <p>A table whose rows are pulled has the columns {@code id}, {@code enabled}, {@code
 * next_pull_at}, {@code lease} and {@code leased_until}.
 */
@NullMarked
package dev.tapeline.pull;

import org.jspecify.annotations.NullMarked;
