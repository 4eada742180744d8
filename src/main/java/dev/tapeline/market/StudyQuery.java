package dev.tapeline.market;

import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.market.study.EventWindow;
import dev.tapeline.market.study.Overlapping;
import dev.tapeline.timeline.RecordedMove.Model;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are studied, and how. An empty list or null leaves a condition out, but for
 * companies.
 *
 * @param types groups such as {@code earnings} and types such as {@code earnings/results}
 * @param companies whose events; null for all companies, empty for none
 * @param from the first moment
 * @param to the moment behind the last
 * @param factLevels how sure the events are
 * @param minRelevance of the company for the event, 0 to 100
 * @param minNovelty 100 for what a story's first article told
 * @param model by which returns are expected
 * @param windows the sessions looked at, each a study of its own; at least one
 * @param overlapping what becomes of events whose windows overlap
 */
public record StudyQuery(
    List<String> types,
    @Nullable List<Subject> companies,
    @Nullable Instant from,
    @Nullable Instant to,
    List<FactLevel> factLevels,
    @Nullable Integer minRelevance,
    @Nullable Integer minNovelty,
    Model model,
    List<EventWindow> windows,
    Overlapping overlapping) {

  public StudyQuery {
    types = List.copyOf(types);
    companies = companies == null ? null : List.copyOf(companies);
    factLevels = List.copyOf(factLevels);
    windows = List.copyOf(windows);
  }

  /**
   * A company that is studied.
   *
   * @param id its own id
   * @param ticker of its home listing
   */
  public record Subject(UUID id, String ticker) {}
}
