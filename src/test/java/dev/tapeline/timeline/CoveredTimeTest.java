package dev.tapeline.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapeline.timeline.CoveredTime.Extent;
import dev.tapeline.timeline.CoveredTime.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoveredTimeTest {

  private static Instant at(int hour) {
    return Instant.parse("2021-10-19T00:00:00Z").plusSeconds(3600L * hour);
  }

  private static Span span(int from, int to) {
    return new Span(at(from), at(to));
  }

  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "2, 4, WHOLE",
    "3, 3, WHOLE",
    "2, 9, WHOLE",
    "1, 4, PART",
    "8, 11, PART",
    "9, 12, PART",
    "5, 13, PART",
    "10, 11, NONE",
    "0, 1, NONE",
    "12, 20, PART",
    "15, 20, NONE",
    "12, 14, WHOLE"
  })
  void spansThatTouchOrOverlapAreOne(int from, int to, Extent expected) {
    CoveredTime covered =
        CoveredTime.of(List.of(span(12, 14), span(4, 9), span(2, 5), span(3, 4), span(12, 13)));

    assertThat(covered.of(at(from), at(to))).isEqualTo(expected);
  }

  @Test
  void nothingCoversNothing() {
    assertThat(CoveredTime.of(List.of()).of(at(1), at(2))).isEqualTo(Extent.NONE);
  }

  @Test
  void aSpanDoesNotEndBeforeItBegins() {
    assertThatThrownBy(() -> span(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
