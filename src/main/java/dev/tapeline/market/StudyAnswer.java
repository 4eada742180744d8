package dev.tapeline.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.market.study.Clustering;
import dev.tapeline.market.study.DayFigures;
import dev.tapeline.market.study.EstimationWindow;
import dev.tapeline.market.study.EventStudy;
import dev.tapeline.market.study.EventWindow;
import dev.tapeline.market.study.Overlapping;
import dev.tapeline.market.study.StudyTests;
import dev.tapeline.market.study.WindowFigures;
import dev.tapeline.timeline.RecordedMove.Model;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event study with all that somebody else needs to get the same number. Returns are percent.
 *
 * @param parameters everything that shaped it
 * @param version of the code that computed it
 * @param events how many events the parameters select
 * @param data what the figures rest on
 * @param entries each window's figures; an event that one window leaves out may be in another
 * @param next null: a study has no further pages
 */
@Schema(name = "EventStudy")
@JsonPropertyOrder({"parameters", "version", "events", "data", "entries", "next"})
public record StudyAnswer(
    Settings parameters,
    String version,
    int events,
    Data data,
    List<WindowFigures> entries,
    @Schema(nullable = true) @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {

  /** What simple total returns are called. */
  private static final String RETURNS = "SIMPLE_TOTAL";

  private static final String DAY_ZERO = "FIRST_SESSION_THAT_COULD_REACT";

  private static final List<String> TESTS =
      List.of("crossSectional", "brownWarner", "patell", "bmp", "corrado");

  /** The columns of the study as a table. */
  public static final List<String> COLUMNS = columns();

  public StudyAnswer {
    entries = List.copyOf(entries);
  }

  /**
   * Everything that shaped a study. Absent values, and empty lists but for companies, left nothing
   * out.
   *
   * @param type groups and types
   * @param companies tickers of their home listings; absent for all companies
   * @param from events from this moment on
   * @param to events before this moment
   * @param factLevel how sure the events are
   * @param minRelevance of the company for the event
   * @param minNovelty of the event
   * @param model by which returns were expected
   * @param window the windows asked for
   * @param overlapping what became of events whose windows overlap
   * @param estimation the window that expectations were learnt from
   * @param returns what a return is
   * @param dayZero what day 0 is
   */
  @Schema(name = "EventStudyParameters")
  public record Settings(
      List<String> type,
      @Nullable List<String> companies,
      @Nullable Instant from,
      @Nullable Instant to,
      List<FactLevel> factLevel,
      @Nullable Integer minRelevance,
      @Nullable Integer minNovelty,
      Model model,
      List<EventWindow> window,
      Overlapping overlapping,
      Estimation estimation,
      String returns,
      String dayZero) {

    static Settings of(StudyQuery query) {
      return new Settings(
          query.types(),
          tickers(query.companies()),
          query.from(),
          query.to(),
          query.factLevels(),
          query.minRelevance(),
          query.minNovelty(),
          query.model(),
          query.windows(),
          query.overlapping(),
          Estimation.USED,
          RETURNS,
          DAY_ZERO);
    }

    private static @Nullable List<String> tickers(@Nullable List<StudyQuery.Subject> companies) {
      return companies == null ? null : companies.stream().map(StudyQuery.Subject::ticker).toList();
    }
  }

  /**
   * The estimation window.
   *
   * @param from its first relative day
   * @param to its last relative day
   * @param fewestReturns so many of its returns had to be known
   */
  @Schema(name = "EstimationWindow")
  public record Estimation(int from, int to, int fewestReturns) {
    static final Estimation USED =
        new Estimation(EstimationWindow.FROM, EstimationWindow.TO, EstimationWindow.FEWEST_RETURNS);
  }

  /**
   * What the figures of all windows together rest on.
   *
   * @param listings of which at least one event is used
   * @param firstSession the first of the estimation windows
   * @param lastSession the last of the event windows
   * @param firstDayZero the earliest
   * @param lastDayZero the latest
   * @param benchmarks the indices that listings were measured against
   * @param providers who gave the bars of the listings
   */
  @Schema(name = "EventStudyData")
  public record Data(
      int listings,
      @Nullable LocalDate firstSession,
      @Nullable LocalDate lastSession,
      @Nullable LocalDate firstDayZero,
      @Nullable LocalDate lastDayZero,
      List<String> benchmarks,
      List<String> providers) {

    static Data of(EventStudy.Coverage coverage, Set<String> benchmarks, Set<String> providers) {
      return new Data(
          coverage.listings(),
          coverage.firstSession(),
          coverage.lastSession(),
          coverage.firstDayZero(),
          coverage.lastDayZero(),
          List.copyOf(benchmarks),
          List.copyOf(providers));
    }
  }

  /**
   * A row of the table: a relative day of a window, or where {@code day} is absent the window as a
   * whole.
   */
  record Row(
      EventWindow window,
      @Nullable Integer day,
      int n,
      @Nullable BigDecimal aar,
      @Nullable BigDecimal caar,
      @Nullable StudyTests tests,
      int overlapping,
      List<WindowFigures.Reason> leftOut,
      Clustering clustering,
      int events,
      Settings parameters,
      Data data,
      String version) {}

  /** The study as a table: each window as a whole, then its days. */
  public List<?> rows() {
    return entries.stream()
        .flatMap(
            window ->
                Stream.concat(
                    Stream.of(row(window, null, null, window.caar(), window.tests())),
                    window.days().stream().map(day -> row(window, day))))
        .toList();
  }

  private Row row(WindowFigures window, DayFigures day) {
    return row(window, day.day(), day.aar(), day.caar(), day.tests());
  }

  private Row row(
      WindowFigures window,
      @Nullable Integer day,
      @Nullable BigDecimal aar,
      @Nullable BigDecimal caar,
      @Nullable StudyTests tests) {
    return new Row(
        window.window(),
        day,
        window.n(),
        aar,
        caar,
        tests,
        window.overlapping(),
        window.leftOut(),
        window.clustering(),
        events,
        parameters,
        data,
        version);
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("window", "day", "n", "aar", "caar"));
    for (String test : TESTS) {
      columns.add("tests." + test + ".statistic");
      columns.add("tests." + test + ".p");
    }
    columns.addAll(
        List.of(
            "overlapping",
            "leftOut",
            "clustering.distinctDays",
            "clustering.commonestDay",
            "clustering.eventsOnIt",
            "clustering.share",
            "clustering.herfindahl",
            "events"));
    Stream.of(
            "type",
            "companies",
            "from",
            "to",
            "factLevel",
            "minRelevance",
            "minNovelty",
            "model",
            "overlapping",
            "estimation.from",
            "estimation.to",
            "estimation.fewestReturns",
            "returns",
            "dayZero")
        .map("parameters."::concat)
        .forEach(columns::add);
    Stream.of(
            "listings",
            "firstSession",
            "lastSession",
            "firstDayZero",
            "lastDayZero",
            "benchmarks",
            "providers")
        .map("data."::concat)
        .forEach(columns::add);
    columns.add("version");
    return List.copyOf(columns);
  }
}
