package dev.tapeline.analysis.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.analysis.corpus.Measured.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No figure of the corpus falls below what was reached before. {@code floors.csv} is printed by
 * {@link CorpusReport} and is raised, never lowered without a reason in the change that does it.
 */
class CorpusFloorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"corpus", "corpus-sentences"})
  void nothingGotWorse(String name) throws IOException {
    Path corpus = Path.of("src/test/resources", name);
    Map<String, Map<Task, Double>> figures = new CorpusReport(CorpusItem.readAll(corpus)).figures();
    List<NamedCsvRecord> floors;
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(corpus.resolve("floors.csv"))) {
      floors = csv.stream().toList();
    }

    assertThat(floors).hasSize(figures.size() * Task.values().length);
    assertThat(floors)
        .allSatisfy(
            floor -> {
              String language = floor.getField("language");
              Task task = Task.valueOf(floor.getField("task"));
              assertThat(figures.getOrDefault(language, Map.of()).get(task))
                  .as("%s of %s", task, language)
                  .isGreaterThanOrEqualTo(Double.parseDouble(floor.getField("floor")));
            });
  }
}
