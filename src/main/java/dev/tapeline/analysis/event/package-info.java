/** The taxonomy, and the reading of events out of texts: type, fact level, polarity, period. */
@NullMarked
package dev.tapeline.analysis.event;

import org.jspecify.annotations.NullMarked;
