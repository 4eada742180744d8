package dev.tapeline.timeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of one company's timeline are asked for. What is null or empty does not filter.
 *
 * @param company whose timeline
 * @param from entries that occurred at or after it
 * @param to entries that occurred before it
 * @param kinds any of these
 * @param types any of these, each {@code group} or {@code group/type}
 * @param minMove entries that tell a move of at least this many percent, either way
 * @param languages any of these
 * @param minRelevance entries whose relevance is at least this
 * @param asOf the timeline as it was known then, or null for now
 */
public record TimelineQuery(
    UUID company,
    @Nullable Instant from,
    @Nullable Instant to,
    Set<EntryKind> kinds,
    List<String> types,
    @Nullable BigDecimal minMove,
    List<String> languages,
    int minRelevance,
    @Nullable Instant asOf) {

  /** What a timeline shows unless it is asked otherwise: parties, but not passing mentions. */
  public static final int DEFAULT_MIN_RELEVANCE = 30;

  public TimelineQuery {
    kinds = Set.copyOf(kinds);
    types = List.copyOf(types);
    languages = List.copyOf(languages);
  }

  /** The same for equal queries in every process: cursors carry it. */
  int fingerprint() {
    return Stream.of(
            company,
            from,
            to,
            kinds.stream().map(Enum::name).sorted().toList(),
            types.stream().sorted().toList(),
            minMove == null ? null : minMove.stripTrailingZeros(),
            languages.stream().sorted().toList(),
            minRelevance,
            asOf)
        .map(String::valueOf)
        .collect(Collectors.joining("|"))
        .hashCode();
  }

  /** Everything that a timeline shows by default. */
  public static TimelineQuery of(UUID company) {
    return new TimelineQuery(
        company, null, null, Set.of(), List.of(), null, List.of(), DEFAULT_MIN_RELEVANCE, null);
  }
}
