/**
 * Normalised text that keeps the offsets of the original, its language, its sentences, and the
 * numbers, dates and words in it that the languages' files name.
 */
@NullMarked
package dev.tapeline.analysis.text;

import org.jspecify.annotations.NullMarked;
