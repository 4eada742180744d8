package dev.tapeline.timeline;

import dev.tapeline.company.CompanyRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as those who record it know it; {@link TimelineWriter} adds identity and times. The
 * fields mean what they mean in {@link TimelineEntry}.
 *
 * @param subjectId what the entry shows, such as an event: a company has one entry a subject
 */
public record EntryDraft(
    UUID subjectId,
    EntryState state,
    boolean sample,
    CompanyRef company,
    List<CompanyRef> parties,
    Instant occurredAt,
    @Nullable String zone,
    @Nullable LocalDate session,
    @Nullable String title,
    @Nullable String language,
    EntryContent content) {

  TimelineEntry entry(UUID id, Instant firstSeenAt, @Nullable Instant revisedAt) {
    return new TimelineEntry(
        id,
        content.kind(),
        state,
        sample,
        company,
        parties,
        occurredAt,
        zone,
        session,
        firstSeenAt,
        revisedAt,
        title,
        language,
        content);
  }
}
