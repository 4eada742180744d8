package dev.tapeline.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.timeline.ExactJson;
import dev.tapeline.timeline.Freshness;
import dev.tapeline.timeline.RecordedMove;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What people read, in every language, against {@code messages-LANGUAGE.txt}. What it is now is
 * written to {@code target/alert-messages}, to be read and copied where it is better.
 */
@QuarkusTest
@TestProfile(WithMovedClock.class)
class AlertMessagesTest {
  private static final String XIAOMI =
      "'id': '00000000-0000-0000-0000-000000000001', 'ticker': '1810.HK', 'listing': 'XHKG:1810',"
          + " 'name': 'Xiaomi Corporation'";

  @Inject Messages messages;
  @Inject Freshness freshness;
  @Inject ObjectMapper json;
  @Inject MovedClock clock;
  @Inject Jdbi jdbi;

  @BeforeEach
  void twelveSourcesWerePulled() {
    clock.set("2030-01-07T10:00:00Z"); // behind all pulls of other tests
    jdbi.useTransaction(
        handle -> {
          handle.execute("delete from news_coverage");
          for (int source = 0; source < 12; source++) {
            handle.execute(
                """
                insert into news_coverage (source_id, sample, covered_from, covered_to, reported_at)
                values (?, false, '2024-01-01', '2024-01-02', '2024-01-02')
                """,
                new UUID(9, source));
          }
        });
    freshness.newsPulled(clock.instant(), Set.of());
  }

  private JsonNode read(String fields) {
    try {
      return ExactJson.reader(json).readTree("{%s}".formatted(fields).replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  private Match move(Language language, boolean sample, @Nullable String currency, String fields) {
    try {
      RecordedMove move =
          json.treeToValue(
              read(
                  "'id': '00000000-0000-8001-8000-000000004a0e', 'ticker': '1810.HK', 'listing':"
                      + " 'XHKG:1810', 'session': '2021-10-19', 'previousSession': '2021-10-18',"
                      + " 'previousClose': 21.35, 'provider': 'p', 'sample': "
                      + sample
                      + ", "
                      + fields),
              RecordedMove.class);
      return match(
          language,
          Trigger.MOVE,
          new Happening(
              move.id(),
              json.treeToValue(read(XIAOMI), AlertCompany.class),
              "XHKG",
              "INDEX:HSI",
              Instant.parse("2021-10-19T08:00:00Z"),
              sample,
              null,
              move,
              currency,
              null));
    } catch (IOException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  private Match news(Language language, Trigger trigger, String fields) {
    try {
      JsonNode entry = read(fields);
      return match(
          language,
          trigger,
          new Happening(
              new UUID(3, 3),
              json.treeToValue(read(XIAOMI), AlertCompany.class),
              "XHKG",
              "INDEX:HSI",
              Instant.parse("2021-10-19T03:05:00Z"),
              false,
              entry,
              null,
              null,
              News.of(entry)));
    } catch (IOException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  private Match match(Language language, Trigger trigger, Happening happening) {
    return new Match(
        new LiveRule(
            new UUID(1, 1),
            "Hong Kong, 5 % a day",
            true,
            Set.of(),
            Set.of(),
            Set.of(),
            new Conditions(null, null, null, null),
            "t",
            Target.Kind.WEBHOOK,
            Delivery.IMMEDIATE,
            null,
            null,
            language),
        trigger,
        happening);
  }

  private static final String SOURCE =
      "'articles': [{'source': 'Harbour Ledger', 'url': 'https://news.example.com/1'}]";

  private Map<String, String> texts(Language language) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "a move that news explains",
        text(
            move(
                language,
                false,
                "HKD",
                "'close': 22.5, 'changePercent': 5.3864, 'extremes': [{'kind': 'LARGEST_GAIN',"
                    + " 'measure': 'PERCENT', 'since': '2021-05-12'}], 'streak': {'direction':"
                    + " 'UP', 'sessions': 3}, 'explained': true, 'explanations': [{'eventId':"
                    + " '00000000-0000-0000-0000-0000000000ee', 'type':"
                    + " 'products/production-plan', 'title': 'Xiaomi names a date for its first"
                    + " car', 'url': 'https://news.example.com/1', 'occurredAt':"
                    + " '2021-10-19T03:05:00Z', 'score': 88, 'parts': {'relevance': 1, 'novelty':"
                    + " 1, 'effect': 1, 'direction': 1, 'time': 1, 'told': 1}}]")));
    clock.move(Duration.ofSeconds(40));
    texts.put(
        "a move that no news explains",
        text(
            move(
                language,
                false,
                null,
                "'close': 19.995, 'changePercent': -6.3466, 'extremes': [{'kind': 'LARGEST_LOSS',"
                    + " 'measure': 'PERCENT', 'historyFrom': '2018-07-09'}, {'kind':"
                    + " 'LOWEST_PRICE', 'measure': 'PRICE', 'since': '2020-03-23'}], 'explained':"
                    + " false, 'explanations': []")));
    clock.move(Duration.ofMinutes(5));
    texts.put(
        "an unchanged close of a time in which nothing was pulled",
        text(
            move(
                language,
                false,
                null,
                "'close': 21.35, 'changePercent': 0, 'extremes': [], 'unexplainedReason':"
                    + " 'NO_NEWS_PULLED', 'explanations': []")));
    clock.move(Duration.ofHours(3));
    texts.put(
        "a move of the sample, sources pulled in part",
        text(
            move(
                language,
                true,
                null,
                "'close': 22, 'changePercent': 3.04, 'extremes': [{'kind': 'HIGHEST_PRICE',"
                    + " 'measure': 'PRICE', 'since': '2021-09-01'}], 'unexplainedReason':"
                    + " 'NEWS_PULLED_IN_PART', 'explanations': []")));
    String told =
        "'title': 'Xiaomi shares jump', 'moves': [{'direction': 'UP', 'changePercent': 5.4,"
            + " 'price': 22.50, 'currency': 'HKD', 'session': '2021-10-19'}], ";
    texts.put(
        "a move that news tells",
        text(news(language, Trigger.REPORTED_MOVE, told + "'event': {}, " + SOURCE)));
    texts.put(
        "a fall without a number",
        text(
            news(
                language,
                Trigger.REPORTED_MOVE,
                "'title': 'Xiaomi slips', 'moves': [{'direction': 'DOWN'}], 'event': {}, "
                    + SOURCE)));
    texts.put(
        "an event",
        text(
            news(
                language,
                Trigger.EVENT,
                "'title': 'Xiaomi names a date for its first car', 'event': {'type':"
                    + " 'products/production-plan', 'factLevel': 'PLANNED', 'polarity':"
                    + " 'POSITIVE', 'relevance': 100, 'novelty': 100}, "
                    + SOURCE)));
    texts.put(
        "a rumour",
        text(
            news(
                language,
                Trigger.EVENT,
                "'title': 'Xiaomi is said to seek a partner', 'event': {'type': 'deals/partnership',"
                    + " 'factLevel': 'RUMOURED', 'polarity': 'NEUTRAL'}, "
                    + SOURCE)));
    texts.put(
        "a claim that prices contradict",
        text(
            news(
                language,
                Trigger.CLAIM,
                told
                    + "'event': {'type': 'share-price/move', 'factLevel': 'CONFIRMED'}, 'claims':"
                    + " [{'what': 'changePercent', 'claimed': 5.4, 'measured': 3.1, 'verdict':"
                    + " 'CONTRADICTED'}, {'what': 'price', 'claimed': 22.5, 'measured': 22.5,"
                    + " 'verdict': 'CONFIRMED'}, {'what': 'streak', 'claimed': 3, 'verdict':"
                    + " 'UNVERIFIABLE'}], "
                    + SOURCE)));
    texts.put(
        "a test of a rule that nothing has matched",
        messages.emptyTest(move(language, false, null, FLAT).rule()));
    texts.put("a test", messages.text(move(language, false, null, FLAT), true));
    texts.put(
        "a rule that was paused",
        messages.paused(
            new UUID(1, 2), "Cars", "hooks.example.com refuses the connection", language));
    return texts;
  }

  private static final String FLAT =
      "'close': 22, 'changePercent': 3.04, 'extremes': [], 'explanations': []";

  private String text(Match match) {
    return messages.text(match, false);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void saysIt(Language language) throws IOException {
    StringBuilder all = new StringBuilder();
    texts(language)
        .forEach(
            (name, text) -> all.append("== ").append(name).append('\n').append(text).append('\n'));
    String file = "messages-%s.txt".formatted(language.name().toLowerCase(Locale.ROOT));
    Path folder = Files.createDirectories(Path.of("target", "alert-messages"));
    Files.writeString(folder.resolve(file), all);

    try (InputStream golden =
        Objects.requireNonNull(AlertMessagesTest.class.getResourceAsStream(file), file)) {
      assertThat(all.toString()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }
}
