package dev.tapeline.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullPlanTest {
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
  private static final Duration MIN = Duration.ofMinutes(5);
  private static final Duration MAX = Duration.ofHours(6);
  private static final PullPlan PLAN = new PullPlan(MIN, MAX, () -> 0L);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # gap of items, asked by the publisher, until the next pull
          -,      -,      PT30M
          PT2H,   -,      PT1H
          PT1M,   -,      PT5M
          PT100H, -,      PT6H
          PT20M,  PT10M,  PT10M
          PT20M,  PT1H,   PT1H
          -,      PT1M,   PT30M
          -,      PT45M,  PT45M
          PT20M,  PT720H, PT6H
          """)
  void asksAgain(@Nullable Duration gap, @Nullable Duration asked, Duration wait) {
    assertThat(PLAN.afterSuccess(NOW, gap, asked)).isEqualTo(NOW.plus(wait));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # failures, Retry-After, until the next pull
          1,    -,      PT5M
          2,    -,      PT10M
          3,    -,      PT20M
          7,    -,      PT5H20M
          8,    -,      PT6H
          1000, -,      PT6H
          1,    PT1M,   PT5M
          1,    PT1H,   PT1H
          1,    PT24H,  PT24H
          1,    PT999H, PT48H
          """)
  void asksAgainAfterFailures(int failures, @Nullable Duration retryAfter, Duration wait) {
    assertThat(PLAN.afterFailure(NOW, failures, retryAfter)).isEqualTo(NOW.plus(wait));
  }

  @Test
  void addsATenthAtMostByChance() {
    PullPlan plan = new PullPlan(MIN, MAX, RandomGenerator.of("L64X128MixRandom"));
    for (int i = 0; i < 200; i++) {
      assertThat(plan.afterSuccess(NOW, null, null))
          .isBetween(NOW.plus(Duration.ofMinutes(30)), NOW.plus(Duration.ofMinutes(33)));
    }
  }

  @Test
  void measuresTheGapBetweenTheLatestItems() {
    assertThat(PullPlan.gap(List.of())).isNull();
    assertThat(PullPlan.gap(List.of(NOW, NOW, NOW.minusSeconds(60)))).isNull();
    assertThat(
            PullPlan.gap(
                Arrays.asList(
                    NOW.minusSeconds(60), null, NOW, NOW.minusSeconds(400), NOW.minusSeconds(180))))
        .isEqualTo(Duration.ofSeconds(120));
  }

  @Test
  void refusesLimitsThatCross() {
    assertThatThrownBy(() -> new PullPlan(MAX, MIN, () -> 0L))
        .hasMessageContaining("tapeline.pull.min-interval");
  }
}
