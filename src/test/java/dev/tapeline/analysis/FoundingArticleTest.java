package dev.tapeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.event.DetectedEvent;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Period;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.move.Streak;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The article that the project began with, retold in three languages with the furniture of the page
 * that it stood on: what a careful analyst reads in it, and what not.
 */
class FoundingArticleTest {
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  record Retold(String language, NewsItem item, Analysis analysis) {
    static Retold in(String language) {
      try (var in =
          FoundingArticleTest.class.getResourceAsStream("founding/" + language + ".json")) {
        JsonNode node = new ObjectMapper().readTree(in);
        NewsItem item =
            new NewsItem(
                null,
                node.get("title").asText(),
                node.get("text").asText(),
                null,
                null,
                OffsetDateTime.parse(node.get("publishedAt").asText()).toInstant());
        return new Retold(language, item, ANALYZER.analyze(item));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return language;
    }
  }

  static Stream<Retold> retold() {
    return Stream.of("id", "en", "zh").map(Retold::in);
  }

  @ParameterizedTest
  @MethodSource("retold")
  void tellsLanguageAndCredit(Retold retold) {
    assertThat(retold.analysis().language()).isEqualTo(retold.language());
    assertThat(retold.analysis().credit()).isEqualTo("Reuters");
  }

  @ParameterizedTest
  @MethodSource("retold")
  void hasOneSubjectAndNoPartyOutOfTheFurniture(Retold retold) {
    Set<String> concerned =
        retold.analysis().companies().stream()
            .filter(link -> link.role() == Role.SUBJECT || link.role() == Role.PARTY)
            .map(CompanyLink::ticker)
            .collect(Collectors.toSet());

    assertThat(concerned).containsExactly("1810.HK");
    CompanyLink subject = retold.analysis().companies().get(0);
    assertThat(subject.role()).isEqualTo(Role.SUBJECT);
    assertThat(subject.listing()).isEqualTo("XHKG:1810");
    assertThat(subject.relevance()).isGreaterThanOrEqualTo(90);
  }

  @ParameterizedTest
  @MethodSource("retold")
  void readsTheMoveInFull(Retold retold) {
    assertThat(retold.analysis().moves()).hasSize(1);
    ReportedMove move = retold.analysis().moves().get(0);

    assertThat(move.ticker()).isEqualTo("1810.HK");
    assertThat(move.direction()).isEqualTo(Direction.UP);
    assertThat(move.changePercent()).isEqualByComparingTo("5.4");
    assertThat(move.price()).isEqualTo(new BigDecimal("22.50"));
    assertThat(move.currency()).isEqualTo("HKD");
    assertThat(move.session()).isEqualTo(LocalDate.of(2021, 10, 19));
    assertThat(move.extremes())
        .containsExactly(
            new Extreme(Extreme.Kind.LARGEST_GAIN, Extreme.Measure.PERCENT, "2021-05-12"));
    assertThat(move.streak()).isEqualTo(new Streak(Direction.UP, 3));
  }

  @ParameterizedTest
  @MethodSource("retold")
  void readsThePlanAndKnowsWhatIsBackground(Retold retold) {
    List<DetectedEvent> news =
        retold.analysis().events().stream().filter(event -> !event.background()).toList();
    List<DetectedEvent> background =
        retold.analysis().events().stream().filter(DetectedEvent::background).toList();

    DetectedEvent plan = news.get(0);
    assertThat(plan.type().toString()).isEqualTo("products/production-plan");
    assertThat(plan.ticker()).isEqualTo("1810.HK");
    assertThat(plan.factLevel()).isEqualTo(FactLevel.PLANNED);
    assertThat(plan.period()).isEqualTo(Period.parse("2024-H1"));
    DetectedEvent investment =
        background.stream()
            .filter(event -> event.type().group().equals("investments"))
            .findFirst()
            .orElseThrow();
    assertThat(investment.arguments())
        .anySatisfy(
            argument -> {
              assertThat(argument.value()).isEqualByComparingTo("10000000000");
              assertThat(argument.currency()).isEqualTo("USD");
            });
  }

  @ParameterizedTest
  @MethodSource("retold")
  void everyEvidenceStandsWhereItSays(Retold retold) {
    Stream.concat(
            retold.analysis().moves().stream().flatMap(move -> move.evidence().stream()),
            retold.analysis().events().stream().flatMap(event -> event.evidence().stream()))
        .forEach(evidence -> assertStandsIn(retold.item(), evidence));
    for (CompanyLink link : retold.analysis().companies()) {
      link.mentions()
          .forEach(
              m ->
                  assertStandsIn(
                      retold.item(), new Evidence(m.field(), m.start(), m.end(), m.text())));
    }
  }

  private static void assertStandsIn(NewsItem item, Evidence evidence) {
    String field = evidence.field() == Field.TITLE ? item.title() : item.text();
    assertThat(field).isNotNull();
    assertThat(String.valueOf(field).substring(evidence.start(), evidence.end()))
        .isEqualTo(evidence.text());
  }

  @ParameterizedTest
  @MethodSource("retold")
  void answersTheSameInAnyDefaultLocale(Retold retold) {
    Locale before = Locale.getDefault();
    try {
      for (String locale : List.of("tr-TR", "ar-EG", "th-TH-u-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(ANALYZER.analyze(retold.item())).as(locale).isEqualTo(retold.analysis());
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
