package dev.tapeline.market.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.timeline.RecordedMove.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds studies over made series against what {@code study.R} computes of them by itself. The
 * scripts, the series and R's output lie in {@code src/test/resources/dev/tapeline/market/study};
 * {@code Rscript series.R && Rscript study.R} there writes them anew.
 */
class EventStudyAgainstRTest {

  private static final double FOUR_DECIMALS = 0.00005;

  /** The figures of one model and window, by {@code day/name}, or {@code /name} of the window. */
  record Expected(Model model, EventWindow window, Map<String, Double> figures) {
    @Override
    public String toString() {
      return model + " " + window;
    }
  }

  static List<Expected> expected() {
    Map<String, Expected> byStudy = new TreeMap<>();
    for (NamedCsvRecord row : rows("expected.csv")) {
      Model model = Model.valueOf(row.getField("model"));
      String[] ends = row.getField("window").replaceAll("[\\[\\]]", "").split(";", -1);
      EventWindow window = new EventWindow(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
      byStudy
          .computeIfAbsent(model + "" + window, any -> new Expected(model, window, new TreeMap<>()))
          .figures()
          .put(
              row.getField("day") + "/" + row.getField("name"),
              Double.valueOf(row.getField("value")));
    }
    return List.copyOf(byStudy.values());
  }

  private static List<NamedCsvRecord> rows(String file) {
    try (InputStream in =
            Objects.requireNonNull(EventStudyAgainstRTest.class.getResourceAsStream(file), file);
        CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return rows.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ListingReturns returns(String ticker) {
    List<NamedCsvRecord> traded =
        rows("series.csv").stream().filter(row -> !row.getField(ticker).isEmpty()).toList();
    List<Integer> sessions =
        rows("series.csv").stream().map(EventStudyAgainstRTest::session).toList();
    double[] own = new double[traded.size()];
    double[] market = new double[traded.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = i == 0 ? Double.NaN : percent(traded, i, ticker);
      market[i] = i == 0 ? Double.NaN : percent(traded, i, "index");
    }
    return new ListingReturns(
        traded.stream().mapToInt(EventStudyAgainstRTest::session).toArray(),
        own,
        market,
        (after, before) -> sessions.stream().anyMatch(day -> day > after && day < before));
  }

  private static int session(NamedCsvRecord row) {
    return (int) LocalDate.parse(row.getField("session")).toEpochDay();
  }

  private static double percent(List<NamedCsvRecord> rows, int i, String column) {
    String from = rows.get(i - 1).getField(column);
    String to = rows.get(i).getField(column);
    return from.isEmpty() || to.isEmpty()
        ? Double.NaN
        : 100 * (Double.parseDouble(to) / Double.parseDouble(from) - 1);
  }

  @ParameterizedTest
  @MethodSource("expected")
  void figuresAreThoseOfAnIndependentCalculation(Expected expected) {
    EventStudy study =
        new EventStudy(expected.model(), List.of(expected.window()), Overlapping.KEEP);
    Map<String, List<Integer>> events = new TreeMap<>();
    rows("events.csv")
        .forEach(
            row ->
                events
                    .computeIfAbsent(row.getField("ticker"), any -> new ArrayList<>())
                    .add(session(row)));
    events.forEach(
        (ticker, days) ->
            study.add(returns(ticker), days.stream().mapToInt(Integer::intValue).toArray()));

    Map<String, Double> found = found(study.figures().get(0));

    assertThat(found.remove("/SAME_DAY")).isEqualTo(1.0);
    assertThat(found.keySet()).isEqualTo(expected.figures().keySet());
    expected
        .figures()
        .forEach(
            (name, value) ->
                assertThat(found.get(name)).as(name).isEqualTo(value, within(FOUR_DECIMALS)));
  }

  private static Map<String, Double> found(WindowFigures figures) {
    Map<String, Double> found = new TreeMap<>();
    found.put("/n", (double) figures.n());
    figures.leftOut().forEach(reason -> found.put("/" + reason.reason(), (double) reason.events()));
    put(found, "/caar", figures.caar());
    putTests(found, "/", Objects.requireNonNull(figures.tests()));
    found.put("/distinctDays", (double) figures.clustering().distinctDays());
    put(found, "/largestShare", figures.clustering().share());
    put(found, "/herfindahl", figures.clustering().herfindahl());
    for (DayFigures day : figures.days()) {
      put(found, day.day() + "/aar", day.aar());
      put(found, day.day() + "/caar", day.caar());
      putTests(found, day.day() + "/", day.tests());
    }
    return found;
  }

  private static void putTests(Map<String, Double> found, String place, StudyTests tests) {
    Stream.of(
            Map.entry("crossSectional", tests.crossSectional()),
            Map.entry("brownWarner", tests.brownWarner()),
            Map.entry("patell", tests.patell()),
            Map.entry("bmp", tests.bmp()),
            Map.entry("corrado", tests.corrado()))
        .forEach(
            test -> {
              put(found, place + test.getKey(), test.getValue().statistic());
              put(found, place + test.getKey() + ".p", test.getValue().p());
            });
  }

  private static void put(Map<String, Double> found, String name, @Nullable BigDecimal value) {
    found.put(name, Objects.requireNonNull(value, name).doubleValue());
  }
}
