package dev.tapeline.analysis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages as templates of many kinds of sites make them, in our own words, each with the article that
 * a reader would copy out of it ({@code NAME.html}, {@code NAME.txt}: headers, a blank line, text).
 */
class PageCorpusTest {
  private static final double FLOOR = 0.95;

  private record Case(String name, String html, Map<String, String> headers, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> pages() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(PageCorpusTest.class.getResource("blogger-author-box.html"))
                .toURI());
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(Objects.requireNonNull(folder.getParent()))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
        String gold =
            Files.readString(
                Path.of(file.toString().replace(".html", ".txt")), StandardCharsets.UTF_8);
        int blank = gold.indexOf("\n\n");
        Map<String, String> headers = new TreeMap<>();
        for (String line : gold.substring(0, blank).split("\n")) {
          int colon = line.indexOf(": ");
          headers.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
        cases.add(
            new Case(
                Objects.requireNonNull(file.getFileName()).toString(),
                Files.readString(file, StandardCharsets.UTF_8),
                headers,
                gold.substring(blank).strip()));
      }
    }
    return cases.stream();
  }

  private static ExtractedPage extract(Case page) {
    String canonical = page.headers.getOrDefault("canonicalUrl", "https://news.example/a/1.html");
    return new PageExtractor().extract(page.html, URI.create(canonical));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void takesTheBodyAlone(Case page) {
    String text = Objects.requireNonNullElse(extract(page).text(), "");
    assertThat(f1(text, page.text)).as(text).isGreaterThanOrEqualTo(FLOOR);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void readsWhatThePageTellsOfItself(Case page) {
    ExtractedPage found = extract(page);
    Map<String, String> told = new LinkedHashMap<>();
    told.put("title", String.valueOf(found.title()));
    told.put("author", String.valueOf(found.author()));
    told.put("publishedAt", String.valueOf(found.publishedAt()));
    told.put("modifiedAt", String.valueOf(found.modifiedAt()));
    told.put("language", String.valueOf(found.language()));
    told.put("siteName", String.valueOf(found.siteName()));
    told.put("canonicalUrl", String.valueOf(found.canonicalUrl()));
    told.put("credit", String.valueOf(found.credit()));
    Map<String, String> expected = new LinkedHashMap<>();
    told.forEach((key, value) -> expected.put(key, page.headers.getOrDefault(key, "null")));
    if (!page.headers.containsKey("canonicalUrl")) {
      told.remove("canonicalUrl");
      expected.remove("canonicalUrl");
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void mostPagesComeOutWordForWord() throws IOException, URISyntaxException {
    List<Case> cases = pages().toList();
    long exact =
        cases.stream()
            .filter(page -> page.text.equals(String.valueOf(extract(page).text())))
            .count();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(25);
    assertThat(exact).isGreaterThanOrEqualTo((long) Math.ceil(0.8 * cases.size()));
  }

  /** F1 over tokens: runs of letters and digits, and single Han, kana and Thai characters. */
  private static double f1(String found, String expected) {
    Map<String, Integer> left = new HashMap<>();
    List<String> expectedTokens = tokens(expected);
    expectedTokens.forEach(token -> left.merge(token, 1, Integer::sum));
    List<String> foundTokens = tokens(found);
    int hits = 0;
    for (String token : foundTokens) {
      if (left.merge(token, -1, Integer::sum) >= 0) {
        hits++;
      }
    }
    return 2.0 * hits / Math.max(1, expectedTokens.size() + foundTokens.size());
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean single = TextWeight.isDense(c) || (c >= 0x0E00 && c <= 0x0E7F);
      if (single || !Character.isLetterOrDigit(c)) {
        if (!word.isEmpty()) {
          tokens.add(word.toString());
          word.setLength(0);
        }
      }
      if (single) {
        tokens.add(String.valueOf(c));
      } else if (Character.isLetterOrDigit(c)) {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      tokens.add(word.toString());
    }
    return tokens;
  }
}
