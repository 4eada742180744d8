package dev.tapeline.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The time in which news was pulled well by at least one source: spans that neither touch nor
 * overlap, oldest first. Immutable.
 */
public final class CoveredTime {

  /** How much of a span is covered. */
  public enum Extent {
    NONE,
    PART,
    WHOLE
  }

  /**
   * A span of time, both ends inclusive.
   *
   * @param from not after {@code to}
   */
  public record Span(Instant from, Instant to) {
    public Span {
      if (from.isAfter(to)) {
        throw new IllegalArgumentException(
            "A span cannot end before it begins: " + from + ", " + to);
      }
    }
  }

  private final List<Span> spans;

  private CoveredTime(List<Span> spans) {
    this.spans = spans;
  }

  /** The time that any of the spans covers; they may overlap and come in any order. */
  public static CoveredTime of(List<Span> spans) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last == null || last.to().isBefore(span.from())) {
        joined.add(span);
      } else if (span.to().isAfter(last.to())) {
        joined.set(joined.size() - 1, new Span(last.from(), span.to()));
      }
    }
    return new CoveredTime(List.copyOf(joined));
  }

  /** How much of the time from one instant to another is covered. */
  public Extent of(Instant from, Instant to) {
    int low = 0;
    int high = spans.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).to().isBefore(from)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // The first span that does not end before the time begins.
    if (low == spans.size() || spans.get(low).from().isAfter(to)) {
      return Extent.NONE;
    }
    Span first = spans.get(low);
    boolean whole = !first.from().isAfter(from) && !first.to().isBefore(to);
    return whole ? Extent.WHOLE : Extent.PART;
  }
}
