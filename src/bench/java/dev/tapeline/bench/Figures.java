package dev.tapeline.bench;

import java.util.Collection;

/**
 * How many requests were answered, and how long they took.
 *
 * @param seconds that they were sent in
 * @param nanos of each, ascending
 * @param bytes of all bodies
 */
record Figures(double seconds, long[] nanos, long bytes) {

  static Figures of(double seconds, Collection<Long> nanos, long bytes) {
    return new Figures(
        seconds, nanos.stream().mapToLong(Long::longValue).sorted().toArray(), bytes);
  }

  /** Answers a second. */
  double rate() {
    return nanos.length / seconds;
  }

  /** What a share of the requests took at most, such as 0.99. */
  double millis(double share) {
    return nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e6;
  }

  @Override
  public String toString() {
    return "%,.0f/s, median %.2f ms, p99 %.1f ms, %,.0f bytes an answer"
        .formatted(rate(), millis(0.5), millis(0.99), (double) bytes / nanos.length);
  }
}
