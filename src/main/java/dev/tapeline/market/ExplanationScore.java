package dev.tapeline.market;

import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.timeline.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How well an event explains a move. Each part lies between 0 and 1:
 *
 * <ul>
 *   <li><b>relevance</b>: the reports' relevance for the company / 100
 *   <li><b>novelty</b>: the event's novelty / 100
 *   <li><b>effect</b>: {@code e / (e + 3)}, where e is the {@linkplain UsualEffects usual effect}
 *       of its type in percent: half at 3 %
 *   <li><b>direction</b>: 1 where polarity and move agree, 0.2 where they disagree, 0.6 where the
 *       event is neither good nor bad, denied, or another company's
 *   <li><b>time</b>: 1 during the session; before its open {@code 0.5 + 0.5 · 2^(−h/24)}, h hours
 *       before; 0.7 after the close, for reports that tell the move; 0.25 for what tells an earlier
 *       session's move and so is no news to this one
 *   <li><b>told</b>: whether a report of the event tells this very move, see {@link
 *       CandidateEvent#tells}
 * </ul>
 *
 * <p>The first five are multiplied, each raised to its weight (a weighted geometric mean, so that a
 * single poor part cannot be bought off by the others), and what is told closes half of the gap to
 * 1:
 *
 * <pre>
 *   s     = relevance^0.30 · effect^0.20 · direction^0.20 · novelty^0.15 · time^0.15
 *   score = 100 · (s + (1 − s) · told / 2), rounded
 * </pre>
 *
 * <p>An example: Xiaomi's plan to build cars (relevance 100, novelty 100, products 2.0 %,
 * positive), told after a close 5.4 % higher by a report that tells the rise: s = 0.4^0.2 ·
 * 0.7^0.15 = 0.79, score 89.
 */
final class ExplanationScore {

  /** What scores less explains nothing. */
  static final int LEAST = 30;

  private static final double RELEVANCE = 0.30;
  private static final double EFFECT = 0.20;
  private static final double DIRECTION = 0.20;
  private static final double NOVELTY = 0.15;
  private static final double TIME = 0.15;
  private static final double TOLD = 0.5;

  private static final double HALF_EFFECT = 3;
  private static final double AGREES = 1;
  private static final double UNKNOWN = 0.6;
  private static final double DISAGREES = 0.2;
  private static final double AFTER_THE_CLOSE = 0.7;
  private static final double OF_AN_EARLIER_SESSION = 0.25;
  private static final double OLDEST = 0.5;
  private static final double HALF_LIFE_HOURS = 24;
  private static final double DIGITS = 1000;

  private ExplanationScore() {}

  /**
   * The explanation that an event gives.
   *
   * @param window of the move
   * @param session of the move
   * @param change its percent
   * @param told 0 to 1, by this event's reports
   */
  static Explanation of(
      CandidateEvent event,
      MoveWindow window,
      LocalDate session,
      double change,
      double told,
      UsualEffects effects) {
    Explanation.Parts parts =
        new Explanation.Parts(
            rounded(event.relevance() / 100.0),
            rounded(event.novelty() / 100.0),
            rounded(effect(effects.percent(event.type()))),
            direction(event, change),
            rounded(time(event, window, session)),
            told);
    return new Explanation(
        event.id(),
        event.type(),
        event.title(),
        event.url(),
        event.occurredAt(),
        score(parts),
        parts);
  }

  /** The score that parts make. */
  static int score(Explanation.Parts parts) {
    double alone =
        Math.pow(parts.relevance(), RELEVANCE)
            * Math.pow(parts.effect(), EFFECT)
            * Math.pow(parts.direction(), DIRECTION)
            * Math.pow(parts.novelty(), NOVELTY)
            * Math.pow(parts.time(), TIME);
    return (int) Math.round(100 * (alone + (1 - alone) * TOLD * parts.told()));
  }

  private static double effect(double percent) {
    return percent / (percent + HALF_EFFECT);
  }

  private static double direction(CandidateEvent event, double change) {
    Polarity polarity = event.polarity();
    boolean unknown = !event.own() || event.factLevel() == FactLevel.DENIED || polarity == null;
    if (unknown || polarity == Polarity.NEUTRAL || polarity == Polarity.MIXED) {
      return UNKNOWN;
    }
    return (polarity == Polarity.POSITIVE) == (change > 0) ? AGREES : DISAGREES;
  }

  private static double time(CandidateEvent event, MoveWindow window, LocalDate session) {
    if (event.tellsOfEarlier(session)) {
      return OF_AN_EARLIER_SESSION;
    }
    Instant at = event.occurredAt();
    if (!at.isBefore(window.close())) {
      return AFTER_THE_CLOSE;
    }
    Instant opened = window.open();
    Instant open = opened == null ? window.close() : opened;
    if (!at.isBefore(open)) {
      return 1;
    }
    double hours = Duration.between(at, open).toSeconds() / 3600.0;
    return OLDEST + (1 - OLDEST) * Math.pow(2, -hours / HALF_LIFE_HOURS);
  }

  private static double rounded(double part) {
    return Math.rint(part * DIGITS) / DIGITS;
  }
}
