package dev.tapeline.analysis.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The article as the page's JSON-LD tells it: a {@code NewsArticle}, {@code BlogPosting} and the
 * like of <a href="https://schema.org/Article">schema.org</a>. Reads what sites really write:
 * graphs, lists, comments, raw line breaks in strings. What cannot be read is as if it were absent.
 */
final class LinkedData {
  private static final Set<String> ARTICLES =
      Set.of(
          "newsarticle",
          "article",
          "blogposting",
          "reportagenewsarticle",
          "analysisnewsarticle",
          "backgroundnewsarticle",
          "opinionnewsarticle",
          "reviewnewsarticle",
          "askpublicnewsarticle",
          "liveblogposting",
          "socialmediaposting",
          "techarticle",
          "report",
          "advertisercontentarticle",
          "satiricalarticle",
          "scholarlyarticle");
  private static final int LONGEST_BLOCK = 2_000_000;
  private static final int MOST_NODES = 20_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private final @Nullable JsonNode article;

  private LinkedData(@Nullable JsonNode article) {
    this.article = article;
  }

  /** Reads the JSON-LD of a page. */
  static LinkedData of(Document page) {
    List<JsonNode> articles = new ArrayList<>();
    for (Element script : page.getElementsByTag("script")) {
      if (script.attr("type").strip().toLowerCase(Locale.ROOT).startsWith("application/ld+json")) {
        collect(script.data(), articles);
      }
    }
    JsonNode best = null;
    for (JsonNode candidate : articles) {
      if (best == null || richness(candidate) > richness(best)) {
        best = candidate;
      }
    }
    return new LinkedData(best);
  }

  private static int richness(JsonNode article) {
    int richness = article.hasNonNull("articleBody") ? 4 : 0;
    richness += article.hasNonNull("headline") ? 2 : 0;
    return richness + (article.hasNonNull("datePublished") ? 1 : 0);
  }

  private static void collect(String json, List<JsonNode> articles) {
    if (json.length() > LONGEST_BLOCK) {
      return;
    }
    JsonNode root;
    try {
      root = JSON.readTree(unwrapped(json));
    } catch (JsonProcessingException e) {
      return;
    }
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(root);
    for (int i = 0; i < MOST_NODES && !open.isEmpty(); i++) {
      JsonNode node = open.poll();
      if (node.isArray()) {
        node.forEach(open::add);
      } else if (node.isObject()) {
        if (isArticle(node)) {
          articles.add(node);
        }
        for (String key : List.of("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")) {
          if (node.has(key)) {
            open.add(node.get(key));
          }
        }
      }
    }
  }

  /** Some sites wrap the JSON into an HTML comment or a CDATA section. */
  private static String unwrapped(String json) {
    int from = 0;
    while (from < json.length() && json.charAt(from) != '{' && json.charAt(from) != '[') {
      from++;
    }
    if (json.startsWith("[CDATA[", from)) {
      return unwrapped(json.substring(from + 7));
    }
    return json.substring(from);
  }

  private static boolean isArticle(JsonNode node) {
    JsonNode type = node.path("@type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isArticleType(one.asText())) {
          return true;
        }
      }
      return false;
    }
    return isArticleType(type.asText());
  }

  private static boolean isArticleType(String type) {
    String name = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return ARTICLES.contains(name);
  }

  @Nullable String headline() {
    return text("headline", "name");
  }

  /** The text, as plain as the site made it; a live blog's updates one after the other. */
  @Nullable String body() {
    String body = text("articleBody");
    if (body != null || article == null) {
      return body;
    }
    StringBuilder updates = new StringBuilder();
    for (JsonNode update : article.path("liveBlogUpdate")) {
      for (String key : List.of("headline", "articleBody")) {
        if (update.path(key).isTextual()) {
          updates.append(update.path(key).asText()).append("\n\n");
        }
      }
    }
    return updates.isEmpty() ? null : updates.toString().strip();
  }

  @Nullable String published() {
    return text("datePublished", "dateCreated", "uploadDate");
  }

  @Nullable String modified() {
    return text("dateModified");
  }

  @Nullable String language() {
    return text("inLanguage");
  }

  @Nullable String url() {
    return text("url", "mainEntityOfPage");
  }

  /** The writers' names; several are parted by a comma. */
  List<String> authors() {
    List<String> names = new ArrayList<>();
    addNames(article == null ? null : article.get("author"), names);
    if (names.isEmpty()) {
      addNames(article == null ? null : article.get("creator"), names);
    }
    return names;
  }

  @Nullable String publisher() {
    List<String> names = new ArrayList<>();
    addNames(article == null ? null : article.get("publisher"), names);
    return names.isEmpty() ? null : names.get(0);
  }

  /** Who else is named as the origin of the text. */
  List<String> origins() {
    List<String> names = new ArrayList<>();
    if (article != null) {
      for (String key : List.of("sourceOrganization", "provider", "creditText", "isBasedOn")) {
        addNames(article.get(key), names);
      }
    }
    return names;
  }

  private static void addNames(@Nullable JsonNode node, List<String> names) {
    if (node == null || names.size() > 20) {
      return;
    }
    if (node.isTextual()) {
      add(node.asText(), names);
    } else if (node.isArray()) {
      node.forEach(one -> addNames(one.isArray() ? null : one, names));
    } else if (node.isObject()) {
      JsonNode name = node.path("name");
      add(name.isArray() ? name.path(0).asText() : name.asText(), names);
    }
  }

  private static void add(String name, List<String> names) {
    String clean = name.strip();
    if (!clean.isEmpty() && !clean.startsWith("http") && !names.contains(clean)) {
      names.add(clean);
    }
  }

  private @Nullable String text(String... keys) {
    return Optional.ofNullable(article)
        .flatMap(
            node -> {
              for (String key : keys) {
                String value = value(node.path(key));
                if (!value.isBlank()) {
                  return Optional.of(value.strip());
                }
              }
              return Optional.empty();
            })
        .orElse(null);
  }

  private static String value(JsonNode node) {
    if (node.isArray()) {
      StringBuilder joined = new StringBuilder();
      for (JsonNode one : node) {
        joined.append(joined.isEmpty() ? "" : "\n\n").append(one.isTextual() ? one.asText() : "");
      }
      return joined.toString();
    }
    if (node.isObject()) {
      return node.path("@id").asText(node.path("url").asText(node.path("name").asText("")));
    }
    return node.isTextual() ? node.asText() : "";
  }
}
