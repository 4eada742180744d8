package dev.tapeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tapeline.company.Companies;
import dev.tapeline.company.WatchLists;
import dev.tapeline.timeline.RecordedMove;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What matches what, without a database. */
class RuleIndexTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final UUID XIAOMI = new UUID(1, 1);
  private static final UUID OTHER = new UUID(1, 2);

  private static LiveRule rule(String when, boolean all, Set<UUID> companies, Set<String> markets) {
    return rule(when, all, companies, markets, Set.of());
  }

  @SuppressWarnings("NullAway") // no company and no list is named
  private static LiveRule rule(
      String when, boolean all, Set<UUID> companies, Set<String> markets, Set<String> indices) {
    try {
      JsonNode body =
          JSON.readTree("{\"name\": \"r\", \"when\": %s}".formatted(when.replace('\'', '"')));
      Companies none = null;
      WatchLists noList = null;
      return new LiveRule(
          UUID.randomUUID(),
          "r",
          all,
          companies,
          markets,
          indices,
          RuleDraft.read(body, none, noList).when(),
          "t",
          Target.Kind.WEBHOOK,
          Delivery.IMMEDIATE,
          null,
          null,
          Language.EN);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(when, e);
    }
  }

  private static Happening move(String fields) {
    try {
      RecordedMove move =
          JSON.readValue(
              """
              {"id": "00000000-0000-0001-0000-000000000009", "ticker": "1810.HK",
               "listing": "XHKG:1810", "session": "2021-10-19", "previousSession": "2021-10-18",
               "previousClose": 21.35, "close": 22.5, "explanations": [], "provider": "p",
               "sample": false, %s}
              """
                  .formatted(fields.replace('\'', '"')),
              RecordedMove.class);
      return new Happening(
          move.id(),
          new AlertCompany(XIAOMI, "1810.HK", "XHKG:1810", "Xiaomi"),
          "XHKG",
          "INDEX:HSI",
          Instant.EPOCH,
          false,
          null,
          move,
          "HKD",
          null);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  private static Happening news(String fields) {
    try {
      JsonNode entry = JSON.readTree("{%s}".formatted(fields.replace('\'', '"')));
      return new Happening(
          new UUID(3, 3),
          new AlertCompany(XIAOMI, "1810.HK", "XHKG:1810", "Xiaomi"),
          "XHKG",
          "INDEX:HSI",
          Instant.EPOCH,
          false,
          entry,
          null,
          null,
          News.of(entry));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  private static List<String> triggers(LiveRule rule, Happening happening) {
    List<String> found = new ArrayList<>();
    new RuleIndex(List.of(rule)).match(happening, match -> found.add(match.trigger().name()));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                    | 'changePercent': 0.01 | true",
        "{'minAbsChange': 5}                                   | 'changePercent': 5    | true",
        "{'minAbsChange': 5}                                   | 'changePercent': -5.1 | true",
        "{'minAbsChange': 5}                                   | 'changePercent': 4.99 | false",
        "{'minAbsChange': 5, 'direction': 'UP'}                | 'changePercent': -9   | false",
        "{'direction': 'DOWN'}                                 | 'changePercent': -9   | true",
        "{'direction': 'FLAT'}                                 | 'changePercent': 0    | true",
        "{'minAbsZScore': 3}                                   | 'changePercent': 9    | false",
        "{'minAbsZScore': 3}                     | 'changePercent': 1, 'zScore': -3.2  | true",
        "{'minAbsAbnormal': 2}                   | 'changePercent': 1, 'abnormalPercent': 2 | true",
        "{'minAbsAbnormal': 2, 'minAbsChange': 2} | 'changePercent': 1, 'abnormalPercent': 2 | false",
        "{'minStreak': 3} | 'changePercent': 1, 'streak': {'direction': 'UP', 'sessions': 3} | true",
        "{'minStreak': 4} | 'changePercent': 1, 'streak': {'direction': 'UP', 'sessions': 3} | false",
        "{'minStreak': 1}                                      | 'changePercent': 0    | false",
        "{'unexplained': true}                   | 'changePercent': 1, 'explained': false | true",
        "{'unexplained': true}                   | 'changePercent': 1, 'explained': true  | false",
        "{'unexplained': true}                   | 'changePercent': 1                     | false",
        "{'unexplained': false}                  | 'changePercent': 1, 'explained': true  | true",
        "{'extreme': 'LARGEST_GAIN'}  | 'changePercent': 1, 'extremes': [{'kind': 'LARGEST_GAIN', 'measure': 'PERCENT', 'since': '2021-05-12'}] | true",
        "{'extreme': 'LARGEST_LOSS'}  | 'changePercent': 1, 'extremes': [{'kind': 'LARGEST_GAIN', 'measure': 'PERCENT', 'since': '2021-05-12'}] | false",
        "{'extreme': {'kind': 'LARGEST_GAIN', 'minDays': 160}} | 'changePercent': 1, 'extremes': [{'kind': 'LARGEST_GAIN', 'measure': 'PERCENT', 'since': '2021-05-12'}] | true",
        "{'extreme': {'kind': 'LARGEST_GAIN', 'minDays': 161}} | 'changePercent': 1, 'extremes': [{'kind': 'LARGEST_GAIN', 'measure': 'PERCENT', 'since': '2021-05-12'}] | false",
        "{'extreme': {'kind': 'LARGEST_GAIN', 'minDays': 30}}  | 'changePercent': 1, 'extremes': [{'kind': 'LARGEST_GAIN', 'measure': 'PERCENT', 'historyFrom': '2021-09-01'}] | true",
        "{'extreme': {'kind': 'LARGEST_GAIN', 'minDays': 90}}  | 'changePercent': 1, 'extremes': [{'kind': 'LARGEST_GAIN', 'measure': 'PERCENT', 'historyFrom': '2021-09-01'}] | false",
      })
  void recordedMoves(String condition, String move, boolean matches) {
    String fields = move.contains("extremes") ? move : move + ", 'extremes': []";

    assertThat(
            triggers(
                rule("{'move': %s}".formatted(condition), true, Set.of(), Set.of()), move(fields)))
        .isEqualTo(matches ? List.of("MOVE") : List.of());
  }

  private static final String ENTRY =
      "'event': {'type': 'products/production-plan', 'factLevel': 'PLANNED', 'polarity':"
          + " 'POSITIVE', 'relevance': 90, 'novelty': 100}, 'moves': [{'direction': 'UP',"
          + " 'changePercent': 5.4, 'session': '2021-10-19'}], 'claims': [{'what':"
          + " 'changePercent', 'claimed': 5.4, 'measured': 3.1, 'verdict': 'CONTRADICTED'}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'reportedMove': {'minAbsChange': 5}}                          | REPORTED_MOVE",
        "{'reportedMove': {'minAbsChange': 5.5}}                        | ''",
        "{'reportedMove': {}}                                           | REPORTED_MOVE",
        "{'event': {}}                                                  | EVENT",
        "{'event': {'types': ['products']}}                             | EVENT",
        "{'event': {'types': ['products/production-plan', 'products']}} | EVENT",
        "{'event': {'types': ['earnings']}}                             | ''",
        "{'event': {'types': ['products'], 'factLevels': ['CONFIRMED']}} | ''",
        "{'event': {'factLevels': ['CONFIRMED', 'PLANNED']}}            | EVENT",
        "{'event': {'minRelevance': 91}}                                | ''",
        "{'event': {'minRelevance': 90, 'minNovelty': 100}}             | EVENT",
        "{'event': {'polarity': 'NEGATIVE'}}                            | ''",
        "{'claim': {'verdict': 'CONTRADICTED'}}                         | CLAIM",
        "{'claim': {'verdict': 'CONFIRMED'}}                            | ''",
        "{'move': {}}                                                   | ''",
        "{'event': {}, 'claim': {'verdict': 'CONTRADICTED'}}            | EVENT CLAIM",
      })
  void news(String when, String triggers) {
    assertThat(String.join(" ", triggers(rule(when, true, Set.of(), Set.of()), news(ENTRY))))
        .isEqualTo(triggers);
  }

  @Test
  void aMoveOverAWeekIsNoDailyOne() {
    Happening week =
        news(
            "'event': {}, 'moves': [{'direction': 'UP', 'changePercent': 9, 'period': {'from':"
                + " '2021-10-11', 'to': '2021-10-15'}}]");

    assertThat(triggers(rule("{'reportedMove': {}}", true, Set.of(), Set.of()), week)).isEmpty();
  }

  @Test
  void whomItIsFor() {
    String any = "{'move': {}}";
    Happening moved = move("'changePercent': 1, 'extremes': []");

    assertThat(triggers(rule(any, false, Set.of(XIAOMI), Set.of()), moved)).hasSize(1);
    assertThat(triggers(rule(any, false, Set.of(OTHER), Set.of()), moved)).isEmpty();
    assertThat(triggers(rule(any, false, Set.of(), Set.of("XHKG")), moved)).hasSize(1);
    assertThat(triggers(rule(any, false, Set.of(), Set.of("XTKS")), moved)).isEmpty();
    assertThat(triggers(rule(any, false, Set.of(XIAOMI), Set.of("XHKG")), moved))
        .as("found twice, sent once")
        .hasSize(1);
    assertThat(triggers(rule(any, false, Set.of(), Set.of(), Set.of("INDEX:HSI")), moved))
        .hasSize(1);
    assertThat(triggers(rule(any, false, Set.of(), Set.of(), Set.of("INDEX:SPX")), moved))
        .isEmpty();
    assertThat(
            triggers(rule(any, false, Set.of(XIAOMI), Set.of("XHKG"), Set.of("INDEX:HSI")), moved))
        .as("found three times, sent once")
        .hasSize(1);
    assertThat(triggers(rule(any, false, Set.of(), Set.of()), moved))
        .as("an empty watch list is nobody, which is not all")
        .isEmpty();
  }

  @Test
  void whatIsKnownBetterIsAnotherRevisionAndAnotherReportIsNot() {
    LiveRule rule = rule("{'event': {}}", true, Set.of(), Set.of());
    Happening planned = news(ENTRY);
    Happening more = news(ENTRY.replace("5.4, 'session'", "5.5, 'session'"));
    Happening confirmed = news(ENTRY.replace("PLANNED", "CONFIRMED"));

    assertThat(revision(rule, more)).isEqualTo(revision(rule, planned));
    assertThat(revision(rule, confirmed)).isNotEqualTo(revision(rule, planned));
  }

  @Test
  void aCauseThatIsFoundIsAnotherRevisionAndARevisedDigitIsNot() {
    LiveRule rule = rule("{'move': {}}", true, Set.of(), Set.of());
    String bare = revision(rule, move("'changePercent': 5.386, 'extremes': []"));

    assertThat(revision(rule, move("'changePercent': 5.3901, 'extremes': []"))).isEqualTo(bare);
    assertThat(revision(rule, move("'changePercent': 7, 'extremes': []"))).isNotEqualTo(bare);
    assertThat(revision(rule, move("'changePercent': 5.386, 'extremes': [], 'explained': true")))
        .isNotEqualTo(bare);
  }

  private static String revision(LiveRule rule, Happening happening) {
    List<Match> found = new ArrayList<>();
    new RuleIndex(List.of(rule)).match(happening, found::add);
    return found.get(0).revision();
  }

  /** In processor time of this thread, so that a busy machine changes nothing. */
  @Test
  void tenThousandRulesTakeLessThanAMillisecond() {
    List<LiveRule> rules = new ArrayList<>();
    String[] conditions = {
      "{'move': {'minAbsChange': %d}}",
      "{'reportedMove': {'minAbsChange': %d}}",
      "{'event': {'types': ['products'], 'minRelevance': %d}}",
      "{'claim': {'verdict': 'CONTRADICTED'}, 'move': {'minAbsZScore': %d}}"
    };
    for (int i = 0; i < 10_000; i++) {
      String when = conditions[i % 4].formatted(1 + i % 60);
      switch (i % 10) {
        case 0 -> rules.add(rule(when, true, Set.of(), Set.of()));
        case 1, 2 -> rules.add(rule(when, false, Set.of(), Set.of(i % 3 == 0 ? "XHKG" : "XTKS")));
        default -> rules.add(rule(when, false, Set.of(new UUID(1, i % 2_500)), Set.of()));
      }
    }
    RuleIndex index = new RuleIndex(rules);
    Happening[] happenings = {news(ENTRY), move("'changePercent': 5.386, 'extremes': []")};
    int[] found = {0};
    int rounds = 2_000;
    long start = 0;
    for (int round = -rounds; round < rounds; round++) {
      if (round == 0) {
        start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      }
      index.match(happenings[round & 1], match -> found[0]++);
    }
    long nanos = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / rounds;

    System.out.printf("One entry against 10,000 rules: %,d ns%n", nanos);
    assertThat(found[0]).isPositive();
    assertThat(nanos).isLessThan(1_000_000);
  }
}
