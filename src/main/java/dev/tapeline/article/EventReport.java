package dev.tapeline.article;

import dev.tapeline.analysis.event.EventArgument;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Period;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.text.Evidence;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one article says of one event.
 *
 * @param factLevel how sure it is; null for news without a type
 * @param polarity for the company; null for news without a type
 * @param period what time the event is about, or null
 * @param arguments details such as amounts
 * @param confidence 0 to 1
 * @param relevance of the article for the event's company, 0 to 100
 * @param moves what it says that the company's shares did
 * @param evidence where the event was read
 * @param parties the companies named with the event
 */
record EventReport(
    @Nullable FactLevel factLevel,
    @Nullable Polarity polarity,
    @Nullable Period period,
    List<EventArgument> arguments,
    double confidence,
    int relevance,
    List<ReportedMove> moves,
    List<Evidence> evidence,
    List<Party> parties) {

  /**
   * A company named with the event.
   *
   * @param company its id
   * @param relevance of the article for it
   */
  record Party(UUID company, int relevance) {}
}
