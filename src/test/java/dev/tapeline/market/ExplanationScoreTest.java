package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.market.CandidateEvent.Check;
import dev.tapeline.market.CandidateEvent.ToldDirection;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.Explanation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationScoreTest {

  private static final LocalDate SESSION = LocalDate.parse("2021-10-19");
  private static final LocalDate BEFORE = LocalDate.parse("2021-10-18");

  /** Hong Kong trades from 01:30 to 08:00 UTC. */
  private static final MoveWindow WINDOW =
      MoveWindow.of(Exchanges.builtIn().find("XHKG"), BEFORE, SESSION);

  private static final UsualEffects PRIORS = UsualEffects.of(Map.of());

  private static CandidateEvent event(
      @Nullable String type,
      String at,
      int relevance,
      int novelty,
      @Nullable Polarity polarity,
      boolean own,
      List<ToldDirection> told,
      List<Check> checks) {
    return new CandidateEvent(
        new UUID(1, 2),
        type,
        "title",
        null,
        Instant.parse(at),
        null,
        relevance,
        novelty,
        polarity,
        FactLevel.CONFIRMED,
        own,
        told,
        checks,
        Set.of(new UUID(3, 4)));
  }

  private static Explanation explained(CandidateEvent event, double change) {
    return ExplanationScore.of(
        event, WINDOW, SESSION, change, event.tells(SESSION, change), PRIORS);
  }

  private static CandidateEvent plan(String at, Polarity polarity) {
    return event("products/production-plan", at, 100, 100, polarity, true, List.of(), List.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2021-10-19T01:30:00Z, 1.0",
    "2021-10-19T07:59:59Z, 1.0",
    "2021-10-19T05:00:00Z, 1.0",
    // A day before the open is halfway between the freshest and the oldest.
    "2021-10-18T01:30:00Z, 0.75",
    "2021-10-18T13:30:00Z, 0.854",
    "2021-10-19T08:00:00Z, 0.7"
  })
  void theNearerToTheSessionTheBetter(String at, double expected) {
    assertThat(explained(plan(at, Polarity.POSITIVE), 5).parts().time()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} of {2} event for {1} %: {3}")
  @CsvSource({
    "POSITIVE, 5, own, 1.0",
    "POSITIVE, -5, own, 0.2",
    "NEGATIVE, -5, own, 1.0",
    "NEGATIVE, 5, own, 0.2",
    "NEUTRAL, 5, own, 0.6",
    "MIXED, -5, own, 0.6",
    "POSITIVE, 5, foreign, 0.6",
    "NEGATIVE, 5, foreign, 0.6"
  })
  void goodNewsExplainsRisesAndBadNewsFalls(
      Polarity polarity, double change, String whose, double expected) {
    CandidateEvent event =
        event(
            "deals/order",
            "2021-10-19T03:00:00Z",
            100,
            100,
            polarity,
            whose.equals("own"),
            List.of(),
            List.of());

    assertThat(explained(event, change).parts().direction()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "told {0} on {1}, judged {2}: {4}")
  @CsvSource({
    "UP, 2021-10-19, CONFIRMED, 5, 1.0",
    "UP, 2021-10-19, CONSISTENT, 5, 0.75",
    "UP, 2021-10-19, UNVERIFIABLE, 5, 0.5",
    "UP, 2021-10-19, CONTRADICTED, 5, 0",
    "UP, 2021-10-19, CONFIRMED, -5, 0",
    "DOWN, 2021-10-19, CONFIRMED, -5, 1.0",
    "UP, 2021-10-18, CONFIRMED, 5, 0"
  })
  void aReportThatTellsTheMoveIsEvidence(
      Direction direction, LocalDate session, Verdict verdict, double change, double expected) {
    CandidateEvent event =
        event(
            "deals/order",
            "2021-10-19T03:00:00Z",
            100,
            100,
            Polarity.POSITIVE,
            true,
            List.of(new ToldDirection(session, direction)),
            List.of(new Check(session, verdict)));

    assertThat(event.tells(SESSION, change)).isEqualTo(expected);
  }

  @Test
  void whatTellsAnEarlierSessionsMoveIsNoNewsToThisOne() {
    CandidateEvent yesterdays =
        event(
            "deals/order",
            "2021-10-19T01:00:00Z",
            100,
            100,
            Polarity.POSITIVE,
            true,
            List.of(new ToldDirection(BEFORE, Direction.UP)),
            List.of());

    assertThat(explained(yesterdays, 5).parts().time()).isEqualTo(0.25);
  }

  @Test
  void theFoundingEventScoresAsTheDocumentationSays() {
    CandidateEvent event =
        event(
            "products/production-plan",
            "2021-10-19T09:20:00Z",
            100,
            100,
            Polarity.POSITIVE,
            true,
            List.of(new ToldDirection(SESSION, Direction.UP)),
            List.of(new Check(SESSION, Verdict.CONFIRMED)));

    Explanation explanation = explained(event, 5.386);

    assertThat(explanation.parts()).isEqualTo(new Explanation.Parts(1.0, 1.0, 0.4, 1.0, 0.7, 1.0));
    assertThat(explanation.score()).isEqualTo(89);
  }

  @Test
  void ranksByWhatIsUsual() {
    List<String> at = List.of("2021-10-19T03:00:00Z");
    int guidance = score("guidance/raise", at.get(0), 100, 100);
    int launch = score("products/launch", at.get(0), 100, 100);
    int award = score("reputation/award", at.get(0), 100, 100);
    int untyped = score(null, at.get(0), 100, 100);
    int repeated = score("guidance/raise", at.get(0), 100, 33);
    int passing = score("guidance/raise", at.get(0), 30, 100);

    assertThat(List.of(guidance, launch, untyped, award))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(repeated).isLessThan(guidance);
    assertThat(passing).isLessThan(guidance);
    assertThat(guidance).isGreaterThan(ExplanationScore.LEAST);
  }

  private static int score(@Nullable String type, String at, int relevance, int novelty) {
    return explained(
            event(type, at, relevance, novelty, Polarity.POSITIVE, true, List.of(), List.of()), 5)
        .score();
  }

  @Test
  void whatSpeaksAgainstItInEveryWayExplainsNothing() {
    CandidateEvent weak =
        event(
            "reputation/award",
            "2021-10-19T01:00:00Z",
            30,
            10,
            Polarity.POSITIVE,
            true,
            List.of(new ToldDirection(BEFORE, Direction.UP)),
            List.of());

    assertThat(explained(weak, -8).score()).isLessThan(ExplanationScore.LEAST);
  }
}
