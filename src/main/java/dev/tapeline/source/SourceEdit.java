package dev.tapeline.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.rest.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.IllformedLocaleException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person may say of a feed, checked.
 *
 * @param name what it is called in answers and logs
 * @param url {@code http} or {@code https}, without user name and password
 * @param language BCP 47, or null
 */
record SourceEdit(
    String name, URI url, @Nullable String language, boolean fetchPages, boolean enabled) {

  private static final Set<String> FIELDS =
      Set.of("name", "kind", "url", "language", "fetchPages", "enabled");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 2_000;

  /**
   * A new feed out of a request's body.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, naming the field and what is allowed
   */
  static SourceEdit create(@Nullable JsonNode body) {
    JsonNode node = object(body);
    for (String required : List.of("name", "kind", "url")) {
      if (node.path(required).isMissingNode() || node.path(required).isNull()) {
        throw Refusal.badParameter(required, "", allowed(required));
      }
    }
    return new SourceEdit(
        name(node),
        url(node),
        language(node),
        flag(node, "fetchPages", true),
        flag(node, "enabled", true));
  }

  /**
   * A feed with what a request's body changes. A {@code null} takes the language away.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, naming the field and what is allowed
   */
  static SourceEdit patch(Source source, URI url, @Nullable JsonNode body) {
    JsonNode node = object(body);
    return new SourceEdit(
        node.has("name") ? name(node) : source.name(),
        node.has("url") ? url(node) : url,
        node.has("language") ? language(node) : source.language(),
        flag(node, "fetchPages", source.fetchPages()),
        flag(node, "enabled", source.enabled()));
  }

  private static JsonNode object(@Nullable JsonNode body) {
    if (body == null || !body.isObject()) {
      throw Refusal.badParameter("body", String.valueOf(body), "a JSON object");
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw Refusal.badParameter(
            name, String.valueOf(body.get(name)), "left out; fields are " + sorted());
      }
    }
    if (body.has("kind") && !body.get("kind").asText().equals("FEED")) {
      throw refused(body, "kind");
    }
    return body;
  }

  private static List<String> sorted() {
    return FIELDS.stream().sorted().toList();
  }

  private static String allowed(String field) {
    return switch (field) {
      case "name" -> String.format(Locale.ROOT, "a name of 1 to %d characters", LONGEST_NAME);
      case "kind" -> "FEED";
      case "url" ->
          String.format(
              Locale.ROOT,
              "an http or https address with a host, without user name and password, of at most %d characters",
              LONGEST_URL);
      case "language" -> "a language tag of BCP 47, such as id or zh-Hant, or null";
      default -> "true or false";
    };
  }

  private static RuntimeException refused(JsonNode body, String field) {
    JsonNode value = body.get(field);
    return Refusal.badParameter(
        field, value.isTextual() ? value.asText() : String.valueOf(value), allowed(field));
  }

  private static String name(JsonNode node) {
    String name = node.get("name").asText().strip();
    boolean good =
        node.get("name").isTextual()
            && !name.isEmpty()
            && name.length() <= LONGEST_NAME
            && name.chars().noneMatch(Character::isISOControl);
    if (!good) {
      throw refused(node, "name");
    }
    return name;
  }

  private static URI url(JsonNode node) {
    String text = node.get("url").asText().strip();
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean good =
          node.get("url").isTextual()
              && text.length() <= LONGEST_URL
              && (scheme.equals("http") || scheme.equals("https"))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getPort() <= 65_535;
      if (good) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Refused below.
    }
    throw refused(node, "url");
  }

  private static @Nullable String language(JsonNode node) {
    JsonNode value = node.path("language");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(value.asText()).build();
      if (value.isTextual() && !locale.getLanguage().isEmpty()) {
        return locale.toLanguageTag();
      }
    } catch (IllformedLocaleException e) {
      // Refused below.
    }
    throw refused(node, "language");
  }

  private static boolean flag(JsonNode node, String field, boolean otherwise) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw refused(node, field);
    }
    return value.asBoolean();
  }
}
