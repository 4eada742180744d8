package dev.tapeline.analysis.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The usual ways in which each language's press tells moves, one sentence a line, with hard
 * negatives among them; whose moves, which way and how far.
 */
class MovePressTest {
  private static final String FILE = "/dev/tapeline/analysis/move/press.txt";
  private static final CompanyDirectory DIRECTORY = CompanyDirectory.builtIn();
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(DIRECTORY);

  static Stream<Arguments> sentences() throws IOException {
    try (InputStream in = MovePressTest.class.getResourceAsStream(FILE)) {
      assertThat(in).as(FILE).isNotNull();
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      return lines.stream().map(line -> line.split(" \\| ", 3)).map(Arguments::of);
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("sentences")
  void readsMoves(String language, String moves, String text) {
    Analysis analysis = ANALYZER.analyze(new NewsItem(null, null, text, null, language, null));
    Set<String> wanted =
        Arrays.stream(moves.split("; "))
            .filter(move -> !move.equals("-"))
            .map(move -> move.split(" "))
            .map(told -> key(told[0], told[1], told.length > 2 ? new BigDecimal(told[2]) : null))
            .collect(Collectors.toSet());
    assertThat(
            analysis.moves().stream()
                .map(move -> key(move.ticker(), move.direction().name(), move.changePercent())))
        .as(text)
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static String key(String ticker, String direction, @Nullable BigDecimal percent) {
    String company = DIRECTORY.ticker(ticker).map(found -> found.company().id()).orElse(ticker);
    return percent == null
        ? company + " " + direction
        : company + " " + direction + " " + percent.abs().stripTrailingZeros().toPlainString();
  }
}
