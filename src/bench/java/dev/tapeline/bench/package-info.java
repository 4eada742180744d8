/** Benchmarks of the packaged service: see docs/benchmarks.md. */
@NullMarked
package dev.tapeline.bench;

import org.jspecify.annotations.NullMarked;
