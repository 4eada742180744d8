package dev.tapeline.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.timeline.CoveredTime;
import dev.tapeline.timeline.Explanation;
import dev.tapeline.timeline.NewsCoverage;
import dev.tapeline.timeline.RecordedMove;
import dev.tapeline.timeline.RecordedMove.UnexplainedReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events that could have caused moves, for any number of moves by a fixed number of
 * statements.
 *
 * <p>Candidates are the active entries of the company's timeline that news made: its own events and
 * those that it is a party to, from relevance {@value #LEAST_RELEVANCE} up. They fall into the
 * move's {@link MoveWindow}, or were published after it and tell the move. What an article recalls
 * from before its own news, what was taken back or merged, and events of the group {@code
 * share-price}, which are the move itself, are none. Sample and own news never explain each other's
 * moves. Where a report of one event tells the move, this speaks for all events of that report.
 */
@ApplicationScoped
class MoveExplainer {

  /** As timelines show unless asked otherwise. */
  static final int LEAST_RELEVANCE = 30;

  private static final int MOST = 10;

  private static final String CANDIDATES =
      """
      select w.place, t.subject_id, t.occurred_at, t.body,
        coalesce(e.company_id = t.company_id, true) as own
      from unnest(cast(:places as int[]), cast(:companies as uuid[]),
          cast(:from as timestamptz[]), cast(:until as timestamptz[]),
          cast(:samples as boolean[]), cast(:telling as text[]), cast(:close as timestamptz[]))
          as w (place, company, since, until, sample, telling, close)
        join timeline_entry t on t.company_id = w.company and t.state = 'ACTIVE'
          and t.occurred_at >= w.since and t.occurred_at < w.until
        left join event e on e.id = t.subject_id
      where t.kind = 'NEWS_EVENT' and t.sample = w.sample and t.relevance >= :relevance
        and (t.type is null or t.type not like 'share-price/%')
        and (t.occurred_at < w.close or strpos(t.body, w.telling) > 0)
      """;

  private final ObjectMapper json;
  private final NewsCoverage coverage;

  MoveExplainer(ObjectMapper json, NewsCoverage coverage) {
    this.json = json;
    this.coverage = coverage;
  }

  /** The moves with what explains them now, in their order. */
  List<RecordedMove> explain(Handle handle, List<LargeMove> moves) {
    if (moves.isEmpty()) {
      return List.of();
    }
    List<Case> cases = moves.stream().map(Case::new).toList();
    candidates(handle, cases, cases.stream().map(Case::own).toList());
    candidates(handle, cases, cases.stream().flatMap(c -> c.fellowEvents().stream()).toList());
    UsualEffects effects = EffectStore.read(handle);
    Map<Boolean, CoveredTime> covered = covered(handle, cases);
    return cases.stream().map(c -> c.outcome(effects, covered)).toList();
  }

  /** How much of the time in which news could have caused moves was pulled well, move by move. */
  List<CoveredTime.Extent> extents(Handle handle, List<LargeMove> moves) {
    List<Case> cases = moves.stream().map(Case::new).toList();
    Map<Boolean, CoveredTime> covered = covered(handle, cases);
    return cases.stream().map(c -> c.extent(covered)).toList();
  }

  private Map<Boolean, CoveredTime> covered(Handle handle, List<Case> cases) {
    Map<Boolean, CoveredTime> covered = new HashMap<>();
    for (boolean sample : List.of(true, false)) {
      List<MoveWindow> windows =
          cases.stream().filter(c -> c.sample() == sample).map(c -> c.window).toList();
      if (!windows.isEmpty()) {
        Instant from = windows.stream().map(MoveWindow::from).min(Comparator.naturalOrder()).get();
        Instant to = windows.stream().map(MoveWindow::close).max(Comparator.naturalOrder()).get();
        covered.put(sample, coverage.covered(handle, sample, from, to));
      }
    }
    return covered;
  }

  /**
   * A question for entries of a company.
   *
   * @param place of the case that asks
   * @param telling what an entry from behind the window has to hold
   */
  private record Ask(Case asking, String telling) {}

  private void candidates(Handle handle, List<Case> cases, List<Ask> asked) {
    if (asked.isEmpty()) {
      return;
    }
    Map<Case, Integer> places = new HashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      places.put(cases.get(i), i);
    }
    handle
        .createQuery(CANDIDATES)
        .bind("places", SeriesStore.ids(asked.stream().map(a -> places.get(a.asking())).toList()))
        .bindArray(
            "companies",
            UUID.class,
            asked.stream().map(a -> a.asking().move.company().id()).toList())
        .bindArray("from", String.class, texts(asked, a -> a.asking().window.from()))
        .bindArray("until", String.class, texts(asked, a -> a.asking().window.until()))
        .bindArray("close", String.class, texts(asked, a -> a.asking().window.close()))
        .bindArray("samples", String.class, texts(asked, a -> a.asking().sample()))
        .bindArray("telling", String.class, texts(asked, Ask::telling))
        .bind("relevance", LEAST_RELEVANCE)
        .map((row, context) -> Map.entry(row.getInt("place"), candidate(row)))
        .forEach(found -> cases.get(found.getKey()).add(found.getValue()));
  }

  private static List<String> texts(
      List<Ask> asked, java.util.function.Function<Ask, Object> value) {
    return asked.stream().map(value).map(String::valueOf).toList();
  }

  private CandidateEvent candidate(ResultSet row) throws SQLException {
    try {
      return CandidateEvent.of(
          json.readTree(row.getString("body")),
          row.getObject("subject_id", UUID.class),
          row.getTimestamp("occurred_at").toInstant(),
          row.getBoolean("own"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored entry cannot be read", e);
    }
  }

  /** A move and what is known of its causes so far. Compared by identity. */
  private static final class Case {
    private final LargeMove move;
    private final MoveWindow window;
    private final Map<UUID, CandidateEvent> candidates = new LinkedHashMap<>();

    Case(LargeMove move) {
      this.move = move;
      this.window = move.window();
    }

    boolean sample() {
      return move.move().sample();
    }

    void add(CandidateEvent event) {
      candidates.put(event.id(), event);
    }

    /** Events in the window, and those behind it whose entries stand in the move's session. */
    Ask own() {
      return new Ask(this, "\"session\":\"" + move.move().session() + "\"");
    }

    /** Events behind the window that stand in reports that tell the move. */
    List<Ask> fellowEvents() {
      Set<UUID> behind = new HashSet<>();
      candidates.values().stream()
          .filter(event -> !window.holds(event.occurredAt()) && tells(event) > 0)
          .forEach(event -> behind.addAll(event.articles()));
      return behind.stream().map(article -> new Ask(this, article.toString())).toList();
    }

    private double tells(CandidateEvent event) {
      return event.tells(move.move().session(), move.change());
    }

    RecordedMove outcome(UsualEffects effects, Map<Boolean, CoveredTime> covered) {
      List<Explanation> explanations = explanations(effects);
      if (!explanations.isEmpty()) {
        return move.move().explainedBy(true, null, explanations);
      }
      UnexplainedReason reason = reason(extent(covered));
      return move.move().explainedBy(reason == null ? false : null, reason, List.of());
    }

    private List<Explanation> explanations(UsualEffects effects) {
      List<Explanation> explanations = new ArrayList<>();
      for (CandidateEvent event : candidates.values()) {
        double told = told(event);
        if (window.holds(event.occurredAt()) || told > 0) {
          explanations.add(
              ExplanationScore.of(
                  event, window, move.move().session(), move.change(), told, effects));
        }
      }
      return explanations.stream()
          .filter(explanation -> explanation.score() >= ExplanationScore.LEAST)
          .sorted(
              Comparator.comparingInt(Explanation::score)
                  .reversed()
                  .thenComparing(Explanation::occurredAt)
                  .thenComparing(Explanation::eventId))
          .limit(MOST)
          .toList();
    }

    /** What the event's own reports tell of the move, or another event of the same report. */
    private double told(CandidateEvent event) {
      return candidates.values().stream()
          .filter(other -> other.isToldBy(event.articles()))
          .mapToDouble(this::tells)
          .max()
          .orElse(0);
    }

    CoveredTime.Extent extent(Map<Boolean, CoveredTime> covered) {
      CoveredTime time = covered.get(sample());
      return time == null ? CoveredTime.Extent.NONE : time.of(window.from(), window.close());
    }
  }

  /** Why it is not known whether a move without explanations has a cause; null where it is. */
  static @Nullable UnexplainedReason reason(CoveredTime.Extent extent) {
    return switch (extent) {
      case NONE -> UnexplainedReason.NO_NEWS_PULLED;
      case PART -> UnexplainedReason.NEWS_PULLED_IN_PART;
      case WHOLE -> null;
    };
  }
}
