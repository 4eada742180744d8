package dev.tapeline.analysis.corpus;

import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.corpus.Measured.Task;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints the table of docs/accuracy.md; with names of corpus files as arguments, every item of them
 * that is not right in all, with what was answered; with {@code floors}, what stands in floors.csv.
 * Run by {@code ./mvnw -q -Paccuracy process-test-classes}; the property {@code corpus.folder}
 * names another folder than the corpus of whole items.
 */
public final class CorpusReport {
  private static final Path FOLDER =
      Path.of(System.getProperty("corpus.folder", "src/test/resources/corpus"));

  private final List<Measured> measured;

  CorpusReport(List<CorpusItem> items) {
    CompanyDirectory directory = CompanyDirectory.builtIn();
    NewsAnalyzer analyzer = NewsAnalyzer.of(directory);
    measured = items.stream().map(item -> Measured.of(item, analyzer, directory)).toList();
  }

  /** See the class. */
  public static void main(String... files) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CorpusReport report = new CorpusReport(CorpusItem.readAll(FOLDER));
    if (List.of(files).equals(List.of("floors"))) {
      report.printFloors(out);
      return;
    }
    report.printTable(out);
    report.printMistakes(out, Set.copyOf(Arrays.asList(files)));
  }

  private static Score total(List<Measured> items, Task task) {
    return items.stream().map(item -> item.score(task)).reduce(Score.NONE, Score::plus);
  }

  private void printTable(PrintStream out) {
    out.println(
        "| language | items | linking P / R / F1 | moves P / R / F1 | move details F1 | event group P"
            + " / R / F1 | language |");
    out.println("|---|---|---|---|---|---|---|");
    byLanguage().forEach((file, items) -> out.println(row(file, items)));
    out.println(row("**all**", measured));
  }

  private TreeMap<String, List<Measured>> byLanguage() {
    return measured.stream()
        .collect(
            Collectors.groupingBy(
                one -> String.valueOf(one.item().file()).replaceFirst("-\\d+$", ""),
                TreeMap::new,
                Collectors.toList()));
  }

  /**
   * F1 by language and task.
   *
   * @return for example {@code en → LINKING → 0.967}; {@code all} for all items together
   */
  Map<String, Map<Task, Double>> figures() {
    Map<String, Map<Task, Double>> figures = new TreeMap<>();
    byLanguage().forEach((language, items) -> figures.put(language, figures(items)));
    figures.put("all", figures(measured));
    return figures;
  }

  private static Map<Task, Double> figures(List<Measured> items) {
    Map<Task, Double> figures = new EnumMap<>(Task.class);
    for (Task task : Task.values()) {
      figures.put(task, total(items, task).f1());
    }
    return figures;
  }

  /** Today's figures, a hair lower, as the floors that nobody may fall below. */
  private void printFloors(PrintStream out) {
    out.println("language,task,floor");
    figures()
        .forEach(
            (language, tasks) ->
                tasks.forEach(
                    (task, figure) ->
                        out.printf(Locale.ROOT, "%s,%s,%.2f%n", language, task, below(figure))));
  }

  private static double below(double figure) {
    return Math.floor(figure * 100) / 100;
  }

  private static String row(String name, List<Measured> items) {
    return "| %s | %d | %s | %s | %.3f | %s | %.3f |"
        .formatted(
            name,
            items.size(),
            triple(total(items, Task.LINKING)),
            triple(total(items, Task.MOVES)),
            total(items, Task.MOVE_DETAILS).f1(),
            triple(total(items, Task.EVENT_GROUPS)),
            total(items, Task.LANGUAGE).f1());
  }

  private static String triple(Score score) {
    return "%.3f / %.3f / %.3f".formatted(score.precision(), score.recall(), score.f1());
  }

  private void printMistakes(PrintStream out, Set<String> files) {
    for (Measured one : measured) {
      boolean wrong = one.scores().values().stream().anyMatch(score -> score.f1() < 1);
      if (files.contains(String.valueOf(one.item().file())) && wrong) {
        out.println();
        out.println(one.item().id() + " " + one.item().title() + " | " + one.item().text());
        out.println("  gold     " + one.item().gold());
        out.println("  language " + one.analysis().language());
        one.analysis()
            .companies()
            .forEach(
                c ->
                    out.println("  company  " + c.ticker() + " " + c.role() + " " + c.relevance()));
        one.analysis()
            .moves()
            .forEach(
                m ->
                    out.println(
                        "  move     %s %s %s %s %s %s %s %s"
                            .formatted(
                                m.ticker(),
                                m.direction(),
                                m.changePercent(),
                                m.price(),
                                m.session(),
                                m.period(),
                                m.extremes(),
                                m.streak())));
        one.analysis()
            .events()
            .forEach(
                e ->
                    out.println(
                        "  event    %s %s %s%s"
                            .formatted(
                                e.type(),
                                e.ticker(),
                                e.factLevel(),
                                e.background() ? " background" : "")));
      }
    }
  }
}
