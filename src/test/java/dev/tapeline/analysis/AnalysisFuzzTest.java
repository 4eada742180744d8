package dev.tapeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.linking.Mention;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Any bytes as a news item: it is answered, with evidence that stands in it. In a build the kept
 * inputs alone are read; {@code -Pfuzz} looks for more.
 */
class AnalysisFuzzTest {
  private static final Instant PUBLISHED = Instant.parse("2024-05-14T20:15:00Z");
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  @FuzzTest(maxDuration = "10m")
  void analyze(byte[] input) {
    NewsItem item = item(input);

    Analysis analysis = ANALYZER.analyze(item);

    Stream.concat(
            analysis.moves().stream().flatMap(move -> move.evidence().stream()),
            analysis.events().stream().flatMap(event -> event.evidence().stream()))
        .forEach((Evidence e) -> stands(item, e.field(), e.start(), e.end(), e.text()));
    analysis.companies().stream()
        .flatMap(company -> company.mentions().stream())
        .forEach((Mention m) -> stands(item, m.field(), m.start(), m.end(), m.text()));
  }

  /**
   * The first byte says how the others are read: as UTF-8, or as UTF-16, which lets broken
   * surrogates through; and whether the first line is a title.
   */
  private static NewsItem item(byte[] input) {
    int how = input.length == 0 ? 0 : input[0];
    String all =
        new String(
            input,
            Math.min(1, input.length),
            Math.max(0, input.length - 1),
            (how & 1) == 0 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
    int line = all.indexOf('\n');
    boolean titled = (how & 2) == 0 && line >= 0;
    return new NewsItem(
        "x",
        titled ? all.substring(0, line) : null,
        titled ? all.substring(line + 1) : all,
        null,
        null,
        (how & 4) == 0 ? PUBLISHED : null);
  }

  private static void stands(NewsItem item, Field field, int start, int end, String text) {
    String whole = Objects.requireNonNull(field == Field.TITLE ? item.title() : item.text());
    assertThat(whole.substring(start, end)).isEqualTo(text);
  }
}
