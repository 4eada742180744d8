package dev.tapeline.analysis.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.linking.Linker;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Languages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Items of our own words per language, with the events that a reader would note down. */
class EventReaderTest {
  private static final Linker LINKER = Linker.of(CompanyDirectory.builtIn());

  /** An item and its events, each as {@code TICKER type LEVEL POLARITY PERIOD background}. */
  record Case(
      String language,
      @Nullable String title,
      @Nullable String text,
      Instant publishedAt,
      List<String> events) {
    @Override
    public String toString() {
      return language + ": " + (title != null ? title : text);
    }
  }

  private static final List<String> LANGUAGES = List.of("en", "id", "zh");

  static Stream<Case> items() throws IOException {
    List<Case> items = new ArrayList<>();
    for (String language : LANGUAGES) {
      items.addAll(read(language));
    }
    return items.stream();
  }

  @ParameterizedTest
  @MethodSource("items")
  void readsWhatHappened(Case item) {
    check(item);
  }

  private static void check(Case item) {
    Document document =
        Document.of(item.title, item.text, item.language, item.publishedAt, Languages.builtIn());
    Links links = LINKER.link(document);
    List<DetectedEvent> found = EventReader.builtIn().read(document, links, List.of());
    List<String> told = found.stream().map(EventReaderTest::show).toList();
    assertThat(told).as(item.toString()).hasSameSizeAs(item.events);
    for (String expected : item.events) {
      assertThat(told).as(item.toString()).anyMatch(event -> matches(event, expected));
    }
    for (DetectedEvent event : found) {
      assertThat(event.evidence()).isNotEmpty();
    }
  }

  private static String show(DetectedEvent event) {
    return "%s %s %s %s %s %s"
        .formatted(
            event.ticker(),
            event.type(),
            event.factLevel(),
            event.polarity(),
            event.period() == null ? "-" : event.period(),
            event.background() ? "background" : "news");
  }

  /** Every word of the expectation must hold; a group stands for each of its types. */
  private static boolean matches(String event, String expected) {
    List<String> words = List.of(event.split(" "));
    for (String word : expected.split(" ")) {
      if (!words.contains(word) && !words.get(1).startsWith(word + "/")) {
        return false;
      }
    }
    return expected.contains("background") || words.contains("news");
  }

  static List<Case> read(String language) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(EventReaderTest.class.getResourceAsStream(language + ".txt"))) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String block : file.split("\n\\s*\n")) {
        Case read = readCase(language, block);
        if (read != null) {
          cases.add(read);
        }
      }
    }
    return cases;
  }

  private static @Nullable Case readCase(String language, String block) {
    String title = null;
    StringBuilder text = new StringBuilder();
    Instant published = Instant.parse("2024-05-15T09:00:00Z");
    List<String> events = new ArrayList<>();
    for (String line : block.split("\n")) {
      String rest = line.length() > 2 ? line.substring(2).strip() : "";
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case 'T' -> title = rest;
        case 'X' -> text.append(text.isEmpty() ? "" : "\n").append(rest);
        case 'P' -> published = Instant.parse(rest);
        case 'E' -> events.add(rest);
        default -> {}
      }
    }
    return title == null && text.isEmpty()
        ? null
        : new Case(language, title, text.isEmpty() ? null : text.toString(), published, events);
  }
}
