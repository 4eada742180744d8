/**
 * Text in, {@link dev.tapeline.analysis.Analysis} out.
 *
 * <p>Plain Java: no framework, no database, no clock, no network. The same input gives the same
 * answer in the service, on the command line and inside somebody else's program, in every default
 * locale and zone. Arrows between the packages below go one way: {@code text} knows nobody, {@code
 * directory} knows {@code text}, {@code linking} knows both, {@code move} and {@code event} know
 * {@code text} and {@code linking}; {@code page} knows {@code text} alone.
 */
@NullMarked
package dev.tapeline.analysis;

import org.jspecify.annotations.NullMarked;
