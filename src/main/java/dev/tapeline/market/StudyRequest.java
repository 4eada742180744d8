package dev.tapeline.market;

import dev.tapeline.analysis.event.EventType;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.market.study.EventWindow;
import dev.tapeline.market.study.Overlapping;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import dev.tapeline.timeline.EventTypeParameter;
import dev.tapeline.timeline.RecordedMove.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event study as somebody asks for it: the texts of query parameters, or of a command's options.
 * Null and empty lists were not given.
 *
 * @param type groups and types, parted by commas
 * @param from a date or an instant
 * @param to a date or an instant
 * @param factLevel fact levels, parted by commas
 * @param minRelevance 0 to 100
 * @param minNovelty 0 to 100
 * @param model of {@link Model}
 * @param window such as {@code [-1,+1]}, parted by commas
 * @param overlapping of {@link Overlapping}
 */
public record StudyRequest(
    @Nullable List<String> type,
    @Nullable String from,
    @Nullable String to,
    @Nullable List<String> factLevel,
    @Nullable String minRelevance,
    @Nullable String minNovelty,
    @Nullable String model,
    @Nullable List<String> window,
    @Nullable String overlapping) {

  private static final List<EventWindow> DEFAULT_WINDOWS =
      List.of(new EventWindow(-1, 1), new EventWindow(0, 5));

  private static final int MOST_WINDOWS = 10;
  private static final int HIGHEST = 100;

  /**
   * What is asked for.
   *
   * @param companies whose events; null for all companies, empty for none
   * @throws io.quarkiverse.resteasy.problem.HttpProblem where a parameter cannot be read
   */
  public StudyQuery read(@Nullable List<StudyQuery.Subject> companies) {
    Instant first = Parameters.from("from", from);
    Instant end = Parameters.to("to", to);
    if (to != null && first != null && end != null && !end.isAfter(first)) {
      throw Refusal.badParameter("to", to, "behind from");
    }
    return new StudyQuery(
        EventTypeParameter.words(type),
        companies,
        first,
        end,
        Parameters.values("factLevel", FactLevel.class, factLevel),
        score("minRelevance", minRelevance),
        score("minNovelty", minNovelty),
        one("model", Model.class, model, Model.MARKET_MODEL),
        windows(),
        one("overlapping", Overlapping.class, overlapping, Overlapping.KEEP));
  }

  /** The types that a word stands for: itself, or all of the group that it names. */
  static List<EventType> typesOf(String word) {
    return word.indexOf('/') >= 0
        ? List.of(EventType.parse(word))
        : EventTypeParameter.ofGroup(word);
  }

  private static @Nullable Integer score(String name, @Nullable String value) {
    return value == null ? null : Parameters.integer(name, value, 0, 0, HIGHEST);
  }

  private static <E extends Enum<E>> E one(
      String name, Class<E> type, @Nullable String value, E otherwise) {
    if (value == null) {
      return otherwise;
    }
    List<E> read = Parameters.values(name, type, List.of(value));
    if (read.size() != 1) {
      throw Refusal.badParameter(name, value, "one of " + List.of(type.getEnumConstants()));
    }
    return read.get(0);
  }

  private List<EventWindow> windows() {
    if (window == null || window.isEmpty()) {
      return DEFAULT_WINDOWS;
    }
    List<EventWindow> read = new ArrayList<>();
    for (String text : window) {
      try {
        read.addAll(EventWindow.parseAll(text));
      } catch (IllegalArgumentException e) {
        throw Refusal.badParameter("window", text, EventWindow.ALLOWED);
      }
    }
    List<EventWindow> distinct = read.stream().distinct().toList();
    if (distinct.size() > MOST_WINDOWS) {
      throw Refusal.badParameter("window", distinct.size() + " windows", "at most " + MOST_WINDOWS);
    }
    return distinct;
  }
}
