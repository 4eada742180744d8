package dev.tapeline.market;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/**
 * Has the moves computed that follow from bars, and waits for them: the service beside a test looks
 * for due moves too, and what it has taken is not stored yet when a test's own computing returns.
 */
final class DueMoves {

  private DueMoves() {}

  /** Returns when no series has moves or sessions that are due. */
  static void compute(Jdbi jdbi) {
    new MoveStore(jdbi).computeDue();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> noneIsDue(jdbi));
  }

  private static boolean noneIsDue(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select not exists (select from price_series where moves_due is not null"
                        + " or count_due is not null)")
                .mapTo(Boolean.class)
                .one());
  }
}
