package dev.tapeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullHealthTest {
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, , , true",
    "1, 2026-01-05T11:30:00Z, , true",
    "1, 2026-01-05T10:30:00Z, , false",
    "3, 2026-01-01T00:00:00Z, 2026-01-05T11:00:00Z, true",
    "3, 2026-01-01T00:00:00Z, 2026-01-05T10:59:59Z, false"
  })
  void isWellWhileAnyFeedIs(
      long feeds, @Nullable Instant since, @Nullable Instant lastGood, boolean well) {
    assertThat(new PullHealth.Feeds(feeds, since, lastGood).areWell(NOW)).isEqualTo(well);
  }
}
