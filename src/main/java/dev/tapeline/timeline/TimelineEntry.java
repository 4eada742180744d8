package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tapeline.company.CompanyRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One entry of one company's timeline, as the contract's section 4 writes it, but for {@code seq},
 * which it is given after it was committed.
 *
 * @param id stays the same over revisions
 * @param kind what it shows
 * @param state whether it still stands
 * @param sample whether it comes from the built-in sample
 * @param company whose timeline
 * @param parties the other companies of the event
 * @param occurredAt when it happened, as far as is known: the first report of an event
 * @param zone of the exchange that the company's home listing trades on, or null
 * @param session the first session that could react, or the one that a told move belongs to
 * @param firstSeenAt when Tapeline learnt it
 * @param revisedAt when Tapeline last changed it, or null
 * @param title the first report's headline
 * @param language of that headline, BCP 47
 * @param content what it shows
 */
@Schema(name = "EntryFrame")
@JsonPropertyOrder({
  "id",
  "kind",
  "state",
  "sample",
  "company",
  "parties",
  "occurredAt",
  "zone",
  "session",
  "firstSeenAt",
  "revisedAt",
  "title",
  "language"
})
public record TimelineEntry(
    UUID id,
    EntryKind kind,
    EntryState state,
    boolean sample,
    CompanyRef company,
    List<CompanyRef> parties,
    Instant occurredAt,
    @Nullable String zone,
    @Nullable LocalDate session,
    Instant firstSeenAt,
    @Nullable Instant revisedAt,
    @Nullable String title,
    @Nullable String language,
    @JsonUnwrapped EntryContent content) {

  public TimelineEntry {
    parties = List.copyOf(parties);
  }
}
