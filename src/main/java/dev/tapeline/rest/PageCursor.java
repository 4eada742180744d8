package dev.tapeline.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An opaque cursor of a list: the texts that tell its place, and a hash of the query that it
 * belongs to.
 */
public final class PageCursor {
  private static final char PART = '\u001f';

  private PageCursor() {}

  /**
   * A cursor.
   *
   * @param query everything that shapes the list but its limit
   * @param place what the list is ordered by, of the last entry shown
   */
  public static String write(String query, List<String> place) {
    String text = Integer.toHexString(query.hashCode()) + PART + String.join("" + PART, place);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The id that {@link #write} wrote as the one part of a place, or null where there is no cursor.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for anything else
   */
  public static @Nullable UUID readId(@Nullable String cursor, String query) {
    List<String> place = read(cursor, query, 1);
    if (place == null) {
      return null;
    }
    UUID id = Parameters.id(place.get(0));
    if (id == null) {
      throw Refusal.badParameter("cursor", String.valueOf(cursor), "the cursor of a next link");
    }
    return id;
  }

  /**
   * The place that {@link #write} wrote, or null where there is no cursor.
   *
   * @param parts how many texts tell a place
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for anything else
   */
  public static @Nullable List<String> read(@Nullable String cursor, String query, int parts) {
    if (cursor == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      List<String> read = new ArrayList<>();
      for (String part : new String(bytes, StandardCharsets.UTF_8).split("" + PART, -1)) {
        read.add(part);
      }
      if (read.size() == parts + 1 && read.get(0).equals(Integer.toHexString(query.hashCode()))) {
        return List.copyOf(read.subList(1, read.size()));
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusal.badParameter("cursor", cursor, "the cursor of a next link of the same query");
  }
}
