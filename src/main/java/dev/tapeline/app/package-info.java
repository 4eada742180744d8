/**
 * What makes a running program of the features: {@link dev.tapeline.app.Main}, the commands, the
 * embedded database, the shape of errors, who may do what, and the clock.
 *
 * <p>It may know every other package, and no other package knows it.
 */
@NullMarked
package dev.tapeline.app;

import org.jspecify.annotations.NullMarked;
