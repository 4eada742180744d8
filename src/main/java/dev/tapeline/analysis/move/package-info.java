/** Reads what a text says that shares did: percent, price, session, extremes, streak. */
@NullMarked
package dev.tapeline.analysis.move;

import org.jspecify.annotations.NullMarked;
