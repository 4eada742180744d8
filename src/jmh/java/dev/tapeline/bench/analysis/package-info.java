/**
 * Benchmarks of the analysis by itself, with the Java Microbenchmark Harness; see {@code
 * docs/benchmarks.md}.
 */
@NullMarked
package dev.tapeline.bench.analysis;

import org.jspecify.annotations.NullMarked;
