package dev.tapeline.market;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event that may have caused a move, as its entry on the company's timeline shows it.
 *
 * @param type {@code group/type}, or null
 * @param url of the first report, or null
 * @param session that the entry stands in, or null
 * @param relevance of the reports for the company, 0 to 100
 * @param polarity for the event's own company, or null
 * @param own whether the event is the company's own; else it is a party to it
 * @param told what the reports say that the company's shares did
 * @param checks the claims in it, as prices judged them
 * @param articles ids of the reports
 */
record CandidateEvent(
    UUID id,
    @Nullable String type,
    @Nullable String title,
    @Nullable String url,
    Instant occurredAt,
    @Nullable LocalDate session,
    int relevance,
    int novelty,
    @Nullable Polarity polarity,
    @Nullable FactLevel factLevel,
    boolean own,
    List<ToldDirection> told,
    List<Check> checks,
    Set<UUID> articles) {

  private static final double TOLD_AND_CONFIRMED = 1;
  private static final double TOLD_AND_CONSISTENT = 0.75;
  private static final double TOLD = 0.5;

  CandidateEvent {
    told = List.copyOf(told);
    checks = List.copyOf(checks);
    articles = Set.copyOf(articles);
  }

  /** A move that a report tells of one session. */
  record ToldDirection(LocalDate session, Direction direction) {}

  /** What prices said to a claim of one session. */
  record Check(LocalDate session, Verdict verdict) {}

  /**
   * Reads an entry.
   *
   * @param entry its JSON
   * @param id of the event
   * @param own whether the event is the company's own
   */
  static CandidateEvent of(JsonNode entry, UUID id, Instant occurredAt, boolean own) {
    JsonNode event = entry.path("event");
    List<ToldDirection> told = new ArrayList<>();
    for (JsonNode move : entry.path("moves")) {
      if (move.hasNonNull("session") && move.hasNonNull("direction")) {
        told.add(
            new ToldDirection(
                LocalDate.parse(move.get("session").asText()),
                Direction.valueOf(move.get("direction").asText())));
      }
    }
    List<Check> checks = new ArrayList<>();
    for (JsonNode claim : entry.path("claims")) {
      if (claim.hasNonNull("session")) {
        checks.add(
            new Check(
                LocalDate.parse(claim.get("session").asText()),
                Verdict.valueOf(claim.get("verdict").asText())));
      }
    }
    Set<UUID> articles = new HashSet<>();
    entry.path("articles").forEach(a -> articles.add(UUID.fromString(a.get("id").asText())));
    String session = text(entry, "session");
    String polarity = text(event, "polarity");
    String factLevel = text(event, "factLevel");
    return new CandidateEvent(
        id,
        text(event, "type"),
        text(entry, "title"),
        text(entry.path("articles").path(0), "url"),
        occurredAt,
        session == null ? null : LocalDate.parse(session),
        event.path("relevance").asInt(),
        event.path("novelty").asInt(),
        polarity == null ? null : Polarity.valueOf(polarity),
        factLevel == null ? null : FactLevel.valueOf(factLevel),
        own,
        told,
        checks,
        articles);
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  /**
   * How surely the reports tell a move: 1 where prices confirm a claim of that session, 0.75 where
   * an intraday claim lies in its range, 0.5 where no price speaks for or against it, 0 where they
   * contradict it or no move of that session and direction is told.
   */
  double tells(LocalDate moved, double change) {
    Direction direction = change > 0 ? Direction.UP : Direction.DOWN;
    if (told.stream().noneMatch(t -> t.session().equals(moved) && t.direction() == direction)) {
      return 0;
    }
    Set<Verdict> verdicts = new HashSet<>();
    checks.stream().filter(c -> c.session().equals(moved)).forEach(c -> verdicts.add(c.verdict()));
    if (verdicts.contains(Verdict.CONFIRMED)) {
      return TOLD_AND_CONFIRMED;
    }
    if (verdicts.contains(Verdict.CONSISTENT)) {
      return TOLD_AND_CONSISTENT;
    }
    return verdicts.contains(Verdict.CONTRADICTED) ? 0 : TOLD;
  }

  /** Whether a report tells what the shares did in a session before. */
  boolean tellsOfEarlier(LocalDate moved) {
    Stream<LocalDate> sessions = told.stream().map(ToldDirection::session);
    return !told.isEmpty() && sessions.allMatch(s -> s.isBefore(moved));
  }

  /** Whether one of the reports is among those. */
  boolean isToldBy(Set<UUID> those) {
    return articles.stream().anyMatch(those::contains);
  }
}
