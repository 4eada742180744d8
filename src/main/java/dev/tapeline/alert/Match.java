package dev.tapeline.alert;

import dev.tapeline.analysis.move.Direction;
import dev.tapeline.timeline.RecordedMove;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * That a rule sends something.
 *
 * @param trigger which of its conditions did it
 */
record Match(LiveRule rule, Trigger trigger, Happening happening) {

  /**
   * The facts that the trigger looked at. What happens again with the same facts is not sent again;
   * what is known better is.
   */
  String revision() {
    return switch (trigger) {
      case MOVE -> move(Objects.requireNonNull(happening.move()));
      case REPORTED_MOVE -> reported();
      case EVENT -> news().type() + " " + news().factLevel();
      case CLAIM ->
          news().claims().stream()
              .filter(claim -> Objects.requireNonNull(rule.when().claim()).matches(claim))
              .map(claim -> claim.what() + " " + claim.claimed() + " " + claim.verdict())
              .sorted()
              .distinct()
              .collect(Collectors.joining("; "));
      case PAUSED, TEST -> "";
    };
  }

  // A bar that is revised a little is the same news; one whose cause has been found since is not.
  private static String move(RecordedMove move) {
    return move.changePercent().setScale(1, RoundingMode.HALF_UP)
        + (Boolean.TRUE.equals(move.explained()) ? " explained" : "");
  }

  private String reported() {
    return news().moves().stream()
        .filter(told -> Objects.requireNonNull(rule.when().reportedMove()).matches(told))
        .map(told -> told.session() + " " + (told.direction() == Direction.DOWN ? "DOWN" : "UP"))
        .sorted()
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private News news() {
    return Objects.requireNonNull(happening.news());
  }
}
