package dev.tapeline.timeline;

import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a company's timeline. */
public class TimelineParameters {
  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 1_000;

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

  @Parameter(
      description =
          "Entries that occurred at or after this instant, or on or after this date (UTC)",
      example = "2021-10-01")
  @QueryParam("from")
  @Nullable String from;

  @Parameter(
      description = "Entries that occurred before this instant, or on or before this date (UTC)",
      example = "2021-10-31")
  @QueryParam("to")
  @Nullable String to;

  @Parameter(description = "NEWS_EVENT, PRICE_MOVE, or both parted by a comma")
  @QueryParam("kind")
  @Nullable List<String> kind;

  @Parameter(
      description = "Event groups or types, parted by commas",
      example = "products,earnings/results")
  @QueryParam("type")
  @Nullable List<String> type;

  @Parameter(description = "Entries that tell a move of at least this many percent, either way")
  @QueryParam("minMove")
  @Nullable String minMove;

  @Parameter(description = "Languages of the first report, parted by commas", example = "id,en")
  @QueryParam("language")
  @Nullable List<String> language;

  @Parameter(description = "Least relevance, 0 to 100; 30 unless said", example = "75")
  @QueryParam("minRelevance")
  @Nullable String minRelevance;

  @Parameter(description = "The timeline as it was known at this instant")
  @QueryParam("asOf")
  @Nullable String asOf;

  @Parameter(description = "Entries a page, 1 to 1000; 50 unless said")
  @QueryParam("limit")
  @Nullable String limit;

  @Parameter(description = "From the next or prev of another page of the same query")
  @QueryParam("cursor")
  @Nullable String cursor;

  TimelineQuery query(UUID company) {
    Parameters.inOrder(from, to);
    return new TimelineQuery(
        company,
        Parameters.from("from", from),
        Parameters.to("to", to),
        Set.copyOf(Parameters.values("kind", EntryKind.class, kind)),
        EventTypeParameter.words(type),
        Parameters.size("minMove", minMove),
        Parameters.words(language).stream().map(TimelineParameters::language).distinct().toList(),
        Parameters.integer(
            "minRelevance", minRelevance, TimelineQuery.DEFAULT_MIN_RELEVANCE, 0, 100),
        Parameters.from("asOf", asOf));
  }

  /** As entries tell it: the language alone, without script and region. */
  private static String language(String tag) {
    if (!LANGUAGE.matcher(tag).matches()) {
      throw Refusal.badParameter("language", tag, "a language such as id, as BCP 47 writes it");
    }
    return tag.split("-", -1)[0].toLowerCase(Locale.ROOT);
  }

  /** Whether no part of the timeline is asked for. */
  boolean wantsAll() {
    return limit == null && cursor == null;
  }

  int limit() {
    return Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  @Nullable Cursor cursor(TimelineQuery query) {
    if (cursor == null) {
      return null;
    }
    try {
      Cursor read = Cursor.parse(cursor);
      if (read.query() == query.fingerprint()) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusal.badParameter(
        "cursor", cursor, "the cursor of a next or prev link of the same query");
  }
}
