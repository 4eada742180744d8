package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapeline.market.UsualEffects.Measured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsualEffectsTest {

  private static final UsualEffects NOTHING_MEASURED = UsualEffects.of(Map.of());

  @ParameterizedTest(name = "{0} moves shares by {1} %")
  @CsvSource({
    "earnings/beat, 4.0",
    "earnings/results, 4.0",
    "guidance/cut, 5.0",
    "reputation/award, 1.4",
    "weather/rain, 1.5"
  })
  void withoutOwnMovesTheGroupsPriorStands(String type, double percent) {
    assertThat(NOTHING_MEASURED.percent(type)).isEqualTo(percent);
  }

  @Test
  void newsWithoutATypeHasAPriorOfItsOwn() {
    assertThat(NOTHING_MEASURED.percent(null)).isEqualTo(1.5);
    UsualEffects measured = UsualEffects.of(Map.of(UsualEffects.UNTYPED, new Measured(20, 2.5)));
    // Type and group are the same there: 2.0, drawn once more towards what was measured.
    assertThat(measured.percent(null)).isEqualTo(2.25);
  }

  @Test
  void ownMovesDrawTheTypeAndItsGroupAwayFromThePrior() {
    UsualEffects measured = UsualEffects.of(Map.of("earnings/beat", new Measured(20, 6)));

    // The group: (20 · 6 + 20 · 4) / 40 = 5; the type: (20 · 6 + 20 · 5) / 40.
    assertThat(measured.percent("earnings/beat")).isEqualTo(5.5);
    assertThat(measured.percent("earnings/miss")).isEqualTo(5.0);
    assertThat(measured.percent("guidance/raise")).isEqualTo(5.0);
  }

  @Test
  void manyOwnMovesLeaveLittleOfThePrior() {
    UsualEffects measured = UsualEffects.of(Map.of("products/launch", new Measured(100_000, 0.9)));

    assertThat(measured.percent("products/launch")).isEqualTo(0.9, within(0.001));
  }

  @Test
  void aGroupsTypesAreWeighedByTheirEvents() {
    UsualEffects measured =
        UsualEffects.of(
            Map.of("legal/fine", new Measured(30, 3), "legal/ruling", new Measured(10, 1)));

    // 40 events of 2.5 on average beside a prior of 2.4.
    assertThat(measured.percent("legal/lawsuit")).isEqualTo((40 * 2.5 + 20 * 2.4) / 60);
  }
}
