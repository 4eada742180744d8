package dev.tapeline.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.timeline.CoveredTime;
import dev.tapeline.timeline.EntryDraft;
import dev.tapeline.timeline.EntryState;
import dev.tapeline.timeline.PriceMove;
import dev.tapeline.timeline.RecordedMove;
import dev.tapeline.timeline.RecordedMove.UnexplainedReason;
import dev.tapeline.timeline.TimelineWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes what explains large moves, with the moves and in their entries on timelines. The caller
 * holds the rows of their series, so that nobody writes a move or its entry at the same time.
 */
@ApplicationScoped
class ExplainedMoves {

  private final LargeMoves large;
  private final MoveExplainer explainer;
  private final TimelineWriter timeline;
  private final ObjectMapper json;

  ExplainedMoves(
      LargeMoves large, MoveExplainer explainer, TimelineWriter timeline, ObjectMapper json) {
    this.large = large;
    this.explainer = explainer;
    this.timeline = timeline;
    this.json = json;
  }

  /**
   * Explains moves that are new or other than before, and writes their entries.
   *
   * @param shown moves that stand in timelines: those that are no longer large leave
   */
  void write(Handle handle, List<LargeMove> moves, Collection<UUID> shown) {
    List<RecordedMove> explained = explainer.explain(handle, moves);
    List<RecordedMove> changed = new ArrayList<>();
    List<EntryDraft> entries = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      if (isOther(moves.get(i).move(), explained.get(i))) {
        changed.add(explained.get(i));
      }
      entries.add(entry(moves.get(i), explained.get(i)));
    }
    store(handle, changed);
    Set<UUID> subjects = subjects(entries);
    subjects.addAll(shown);
    timeline.replace(handle, subjects, entries);
  }

  private static Set<UUID> subjects(List<EntryDraft> entries) {
    return entries.stream().map(EntryDraft::subjectId).collect(Collectors.toSet());
  }

  /**
   * Explains moves anew whose bars are as they were: only what is explained otherwise now is
   * written.
   *
   * @return of how many moves that is so
   */
  int review(Handle handle, Collection<MoveId> ids) {
    SeriesStore.lock(handle, ids.stream().map(MoveId::series).distinct().toList());
    List<LargeMove> moves = large.among(handle, ids);
    List<RecordedMove> explained = explainer.explain(handle, moves);
    List<RecordedMove> changed = new ArrayList<>();
    List<EntryDraft> entries = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      if (isOther(moves.get(i).move(), explained.get(i))) {
        changed.add(explained.get(i));
        entries.add(entry(moves.get(i), explained.get(i)));
      }
    }
    store(handle, changed);
    timeline.replace(handle, subjects(entries), entries);
    return changed.size();
  }

  /** Which moves wait for another reason, or for none, since news of their time was pulled. */
  List<MoveId> withOtherCoverage(Handle handle, Collection<MoveId> ids) {
    List<LargeMove> moves = large.among(handle, ids);
    List<CoveredTime.Extent> extents = explainer.extents(handle, moves);
    List<MoveId> other = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      UnexplainedReason reason = MoveExplainer.reason(extents.get(i));
      if (reason != moves.get(i).move().unexplainedReason()) {
        other.add(moves.get(i).id());
      }
    }
    return other;
  }

  /**
   * Moves that are not large, and therefore not explained on store, with their explanations.
   *
   * @return by their ids; a move of a company that has left the directory is left out
   */
  Map<UUID, RecordedMove> onReading(Handle handle, List<MoveFeed.Item> items) {
    List<LargeMove> moves =
        items.stream().flatMap(item -> large.large(item.series(), item.move()).stream()).toList();
    return moves.isEmpty()
        ? Map.of()
        : explainer.explain(handle, moves).stream()
            .collect(Collectors.toMap(RecordedMove::id, Function.identity()));
  }

  private static boolean isOther(RecordedMove stored, RecordedMove explained) {
    return !Objects.equals(stored.explained(), explained.explained())
        || stored.unexplainedReason() != explained.unexplainedReason()
        || !stored.explanations().equals(explained.explanations());
  }

  private void store(Handle handle, List<RecordedMove> moves) {
    if (moves.isEmpty()) {
      return;
    }
    List<MoveId> ids = moves.stream().map(m -> Objects.requireNonNull(MoveId.of(m.id()))).toList();
    handle
        .createUpdate(
            """
            update recorded_move m
            set explained = n.explained, unexplained_reason = n.reason,
              explanations = n.explanations
            from unnest(cast(:series as int[]), cast(:sessions as date[]),
              cast(:explained as boolean[]), cast(:reasons as text[]),
              cast(:explanations as text[]))
              as n (series, session, explained, reason, explanations)
            where m.series_id = n.series and m.session = n.session
            """)
        .bind("series", SeriesStore.ids(ids.stream().map(MoveId::series).toList()))
        .bind("sessions", LargeMoves.dates(ids.stream().map(MoveId::session).toList()))
        .bindArray("explained", String.class, texts(moves, RecordedMove::explained))
        .bindArray("reasons", String.class, texts(moves, RecordedMove::unexplainedReason))
        .bindArray("explanations", String.class, texts(moves, this::explanations))
        .execute();
  }

  /** As arrays take it: their elements may be null. */
  private static @Nullable Object[] texts(
      List<RecordedMove> moves, Function<RecordedMove, @Nullable Object> value) {
    return moves.stream()
        .map(value)
        .map(v -> v == null ? null : v.toString())
        .toArray(String[]::new);
  }

  private @Nullable String explanations(RecordedMove move) {
    if (move.explanations().isEmpty()) {
      return null;
    }
    try {
      return json.writeValueAsString(move.explanations());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("explanations could not be written", e);
    }
  }

  private static EntryDraft entry(LargeMove large, RecordedMove move) {
    PriceSeries series = large.series();
    return new EntryDraft(
        move.id(),
        EntryState.ACTIVE,
        move.sample(),
        large.company(),
        List.of(),
        MoveWindow.close(series.exchange(), move.session()),
        series.exchange().map(exchange -> exchange.zone().getId()).orElse(null),
        move.session(),
        title(large, move),
        "en",
        new PriceMove(move));
  }

  /** "Xiaomi Corporation (1810.HK) rose 5.39 % to 22.50 HKD", and whether the price is real. */
  private static String title(LargeMove large, RecordedMove move) {
    String currency = large.series().currency();
    return String.format(
        Locale.ROOT,
        "%s (%s) %s %.2f %% to %s%s%s",
        large.company().name(),
        large.series().ticker(),
        move.changePercent().signum() < 0 ? "fell" : "rose",
        move.changePercent().abs(),
        written(move.close(), currency),
        currency == null ? "" : " " + currency,
        move.sample() ? " (synthetic price)" : "");
  }

  /** A price with the digits that its currency has, and more where it is below one. */
  private static String written(BigDecimal price, @Nullable String currency) {
    int usual = currency == null ? 2 : Currency.getInstance(currency).getDefaultFractionDigits();
    int digits = price.compareTo(BigDecimal.ONE) < 0 ? usual + 2 : usual;
    return price.setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
