package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Period;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.Basis;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.analysis.move.MovePeriod;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.move.Streak;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event that news tells of a company, with the moves told beside it.
 *
 * @param event the event
 * @param moves what the news says the company's shares did
 * @param evidence where all of it was read
 * @param claims each part of the moves, checked against recorded prices
 * @param articles who told it, first report first
 */
public record NewsEvent(
    Summary event,
    List<ToldMove> moves,
    List<ArticleEvidence> evidence,
    List<ClaimCheck> claims,
    List<ArticleRef> articles)
    implements EntryContent {

  public NewsEvent {
    moves = List.copyOf(moves);
    evidence = List.copyOf(evidence);
    claims = List.copyOf(claims);
    articles = List.copyOf(articles);
  }

  @Override
  public EntryKind kind() {
    return EntryKind.NEWS_EVENT;
  }

  @Override
  public @Nullable String eventType() {
    return event.type();
  }

  @Override
  public int relevance() {
    return event.relevance();
  }

  @Override
  public @Nullable BigDecimal moveSize() {
    return moves.stream()
        .map(ToldMove::changePercent)
        .filter(Objects::nonNull)
        .map(BigDecimal::abs)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * The event in short.
   *
   * @param id leads to {@code GET /events/{id}}
   * @param type {@code group/type}; null for news in which no event of the taxonomy was read
   * @param factLevel how sure the reports are; null without a type
   * @param polarity for the company; null without a type
   * @param period what time the event is about, or null
   * @param relevance 0 to 100, of the reports for this entry's company
   * @param novelty 100 for the first report of a story, falling with repeats
   * @param storyId the same news across sources and languages
   */
  @Schema(name = "EventSummary")
  public record Summary(
      UUID id,
      @Nullable String type,
      @Nullable FactLevel factLevel,
      @Nullable Polarity polarity,
      @Nullable Period period,
      int relevance,
      int novelty,
      UUID storyId) {}

  /**
   * A move as the news tells it; the fields mean what they mean in {@link ReportedMove}, whose
   * evidence stands with the entry's.
   */
  public record ToldMove(
      Direction direction,
      @Nullable BigDecimal changePercent,
      @Nullable BigDecimal price,
      @Nullable String currency,
      @Nullable LocalDate session,
      @Nullable MovePeriod period,
      Basis basis,
      List<Extreme> extremes,
      @Nullable Streak streak) {

    /** What a timeline shows of a reported move. */
    public static ToldMove of(ReportedMove move) {
      return new ToldMove(
          move.direction(),
          move.changePercent(),
          move.price(),
          move.currency(),
          move.session(),
          move.period(),
          move.basis(),
          move.extremes(),
          move.streak());
    }
  }

  /** Evidence, and the article that it stands in: see {@link Evidence}. */
  public record ArticleEvidence(UUID articleId, Field field, int start, int end, String text) {

    /** Evidence of one article. */
    public static ArticleEvidence of(UUID articleId, Evidence evidence) {
      return new ArticleEvidence(
          articleId, evidence.field(), evidence.start(), evidence.end(), evidence.text());
    }
  }

  /**
   * One report of the event.
   *
   * @param id leads to {@code GET /articles/{id}}
   * @param url where it stands, or null
   * @param source who published it
   * @param publishedAt when, or null where the source does not tell it believably
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ArticleRef(
      UUID id, @Nullable String url, String source, @Nullable Instant publishedAt) {}
}
