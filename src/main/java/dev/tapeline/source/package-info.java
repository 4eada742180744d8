/**
 * Where news comes from: sources, fetching, feed formats, the plan and the job of pulling.
 *
 * <p>A pull of a source fetches its feed, reads it, completes summaries by the articles' pages, and
 * hands the items to the article intake, which is durable and idempotent. Whatever goes wrong
 * leaves its reason on the source and stops nothing else.
 */
@NullMarked
package dev.tapeline.source;

import org.jspecify.annotations.NullMarked;
