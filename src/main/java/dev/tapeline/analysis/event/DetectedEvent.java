package dev.tapeline.analysis.event;

import dev.tapeline.analysis.text.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a text says happened to, or will be done by, a listed company.
 *
 * @param type {@code group/type} of the {@linkplain EventType taxonomy}
 * @param ticker the company that it belongs to, in Yahoo's form
 * @param listing {@code MIC:code}, or null where the venue is not known
 * @param factLevel how sure the text is
 * @param polarity for the company
 * @param period the time that the event is about ({@code 2024-H1}; what a result covers, when a
 *     plan is due, when a past event was), or null
 * @param arguments details such as amounts
 * @param confidence 0 to 1
 * @param background true for what the text recalls from before its own news
 * @param evidence where it was read, at least one place
 */
public record DetectedEvent(
    EventType type,
    String ticker,
    @Nullable String listing,
    FactLevel factLevel,
    Polarity polarity,
    @Nullable Period period,
    List<EventArgument> arguments,
    double confidence,
    boolean background,
    List<Evidence> evidence) {

  public DetectedEvent {
    arguments = List.copyOf(arguments);
    evidence = List.copyOf(evidence);
  }
}
