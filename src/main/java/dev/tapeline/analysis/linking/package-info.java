/** Mentions become companies, each with role, relevance and evidence. */
@NullMarked
package dev.tapeline.analysis.linking;

import org.jspecify.annotations.NullMarked;
