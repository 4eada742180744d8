package dev.tapeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What conditions and messages need of a news entry.
 *
 * @param type {@code group/type}, or null for news without one
 * @param factLevel null without a type
 * @param polarity null without a type
 * @param title the first report's headline, or null
 * @param source who published the first report, or null
 * @param url where it stands, or null
 */
record News(
    @Nullable String type,
    @Nullable FactLevel factLevel,
    @Nullable Polarity polarity,
    int relevance,
    int novelty,
    List<Told> moves,
    List<Claim> claims,
    @Nullable String title,
    @Nullable String source,
    @Nullable String url) {

  News {
    moves = List.copyOf(moves);
    claims = List.copyOf(claims);
  }

  /**
   * A move that is told.
   *
   * @param overPeriod whether of a week or a year rather than of a session
   * @param session the trading day as it is written, or null
   */
  record Told(
      Direction direction,
      @Nullable BigDecimal changePercent,
      @Nullable BigDecimal price,
      @Nullable String currency,
      @Nullable String session,
      boolean overPeriod) {}

  /**
   * A claim, as it is written, and what came of its check.
   *
   * @param session that it speaks of, as it is written, or null
   */
  record Claim(
      String what,
      String claimed,
      @Nullable String measured,
      @Nullable String session,
      Verdict verdict) {}

  /** The group of the type, or null. */
  @Nullable String group() {
    return type == null ? null : type.substring(0, type.indexOf('/'));
  }

  /** Reads an entry as timelines show it. */
  static News of(JsonNode entry) {
    JsonNode event = entry.path("event");
    List<Told> moves = new ArrayList<>();
    for (JsonNode move : entry.path("moves")) {
      moves.add(
          new Told(
              Direction.valueOf(move.path("direction").asText()),
              number(move, "changePercent"),
              number(move, "price"),
              text(move, "currency"),
              text(move, "session"),
              move.hasNonNull("period")));
    }
    List<Claim> claims = new ArrayList<>();
    for (JsonNode claim : entry.path("claims")) {
      claims.add(
          new Claim(
              claim.path("what").asText(),
              plain(claim.path("claimed")),
              claim.hasNonNull("measured") ? plain(claim.path("measured")) : null,
              text(claim, "session"),
              Verdict.valueOf(claim.path("verdict").asText())));
    }
    String fact = text(event, "factLevel");
    String polarity = text(event, "polarity");
    JsonNode first = entry.path("articles").path(0);
    return new News(
        text(event, "type"),
        fact == null ? null : FactLevel.valueOf(fact),
        polarity == null ? null : Polarity.valueOf(polarity),
        event.path("relevance").asInt(),
        event.path("novelty").asInt(),
        moves,
        claims,
        text(entry, "title"),
        text(first, "source"),
        text(first, "url"));
  }

  private static String plain(JsonNode value) {
    if (value.isObject()) {
      String since = text(value, "since");
      return value.path("kind").asText() + (since == null ? "" : " " + since);
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : null;
  }

  private static @Nullable BigDecimal number(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).decimalValue() : null;
  }
}
