/**
 * The analysis measured on texts with gold answers ({@code src/test/resources/corpus}): precision,
 * recall and F1 by language. See docs/accuracy.md.
 */
@NullMarked
package dev.tapeline.analysis.corpus;

import org.jspecify.annotations.NullMarked;
