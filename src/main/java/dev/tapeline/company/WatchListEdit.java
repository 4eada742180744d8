package dev.tapeline.company;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.rest.Refusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request's body says of a watch list, checked.
 *
 * @param name the new name, or null
 * @param companies all that shall be on it, or null
 * @param added what shall be on it too
 * @param removed what shall not be on it any more
 */
record WatchListEdit(
    @Nullable String name, @Nullable List<UUID> companies, List<UUID> added, List<UUID> removed) {

  /** As many as there are listed companies anywhere, with room to spare. */
  static final int MOST_COMPANIES = 100_000;

  private static final int LONGEST_NAME = 200;
  private static final Set<String> OF_A_NEW_ONE = Set.of("name", "companies");
  private static final Set<String> OF_A_CHANGE = Set.of("name", "companies", "add", "remove");

  /** A new list out of {@code {"name", "companies"}}. */
  static WatchLists.Content create(@Nullable JsonNode body, Companies companies) {
    WatchListEdit edit = read(body, OF_A_NEW_ONE, companies);
    if (edit.name() == null) {
      throw Refusal.badParameter("name", "", allowedName());
    }
    return new WatchLists.Content(
        edit.name(), edit.companies() == null ? List.of() : edit.companies());
  }

  /** A change out of {@code {"name", "companies", "add", "remove"}}, of which any may be absent. */
  static WatchListEdit patch(@Nullable JsonNode body, Companies companies) {
    return read(body, OF_A_CHANGE, companies);
  }

  /** The list with this change. */
  WatchLists.Content on(WatchLists.Content before) {
    Set<UUID> now = new LinkedHashSet<>(companies == null ? before.companies() : companies);
    now.addAll(added);
    removed.forEach(now::remove);
    return new WatchLists.Content(name == null ? before.name() : name, List.copyOf(now));
  }

  /**
   * A name, checked.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for one that cannot be a name
   */
  static String name(@Nullable String value) {
    String name = value == null ? "" : value.strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)
        || dev.tapeline.rest.Parameters.id(name) != null) {
      throw Refusal.badParameter("name", name, allowedName());
    }
    return name;
  }

  private static String allowedName() {
    return "a text of 1 to %d characters that is no id".formatted(LONGEST_NAME);
  }

  private static WatchListEdit read(
      @Nullable JsonNode body, Set<String> allowed, Companies companies) {
    if (body == null || !body.isObject()) {
      throw Refusal.badParameter("body", "", "a JSON object");
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String field = names.next();
      if (!allowed.contains(field)) {
        throw Refusal.badParameter(
            field,
            "",
            "absent; known are " + String.join(", ", allowed.stream().sorted().toList()));
      }
    }
    JsonNode name = body.path("name");
    if (!name.isMissingNode() && !name.isTextual()) {
      throw Refusal.badParameter("name", name.toString(), allowedName());
    }
    return new WatchListEdit(
        name.isMissingNode() ? null : name(name.asText()),
        body.has("companies") ? ids("companies", body, companies) : null,
        ids("add", body, companies),
        ids("remove", body, companies));
  }

  private static List<UUID> ids(String field, JsonNode body, Companies companies) {
    JsonNode list = body.path(field);
    if (list.isMissingNode()) {
      return List.of();
    }
    if (!list.isArray() || list.size() > MOST_COMPANIES) {
      throw Refusal.badParameter(
          field, list.toString(), "a list of at most %d companies".formatted(MOST_COMPANIES));
    }
    List<UUID> ids = new ArrayList<>();
    for (JsonNode one : list) {
      if (!one.isTextual()) {
        throw Refusal.badParameter(
            field, one.toString(), "a list of tickers, MIC:code, ISINs or ids");
      }
      ids.add(companies.get(one.asText()).id());
    }
    return ids.stream().distinct().toList();
  }
}
