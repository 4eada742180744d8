package dev.tapeline.analysis;

import dev.tapeline.analysis.event.DetectedEvent;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.move.ReportedMove;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an item says: the companies it is about, the moves of their shares that it reports and the
 * events that it tells, each with the evidence that it was read from.
 *
 * @param id the item's own id, or null
 * @param language BCP 47, as far as the text tells: {@code id}, {@code en}, {@code zh}; null where
 *     it does not
 * @param credit the agency that the item names as its own source, such as {@code Reuters}, or null
 * @param companies most relevant first; all roles, {@code PAGE} too
 * @param moves in the order of the text
 * @param events in the order of the text
 */
public record Analysis(
    @Nullable String id,
    @Nullable String language,
    @Nullable String credit,
    List<CompanyLink> companies,
    List<ReportedMove> moves,
    List<DetectedEvent> events) {

  public Analysis {
    companies = List.copyOf(companies);
    moves = List.copyOf(moves);
    events = List.copyOf(events);
  }
}
