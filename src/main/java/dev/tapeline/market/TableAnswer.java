package dev.tapeline.market;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntityTags;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.MediaTypes;
import dev.tapeline.timeline.ExactJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers a list as JSON or CSV, with an entity tag over what is answered. */
@ApplicationScoped
class TableAnswer {
  private static final List<String> MOVE_COLUMNS =
      List.of(
          "id",
          "ticker",
          "listing",
          "session",
          "previousSession",
          "sessionsMissed",
          "previousClose",
          "close",
          "changePercent",
          "totalReturnPercent",
          "abnormalPercent",
          "model",
          "benchmark",
          "zScore",
          "extremes",
          "streak.direction",
          "streak.sessions",
          "explained",
          "unexplainedReason",
          "explanations",
          "provider",
          "sample");

  private final ObjectMapper json;

  /** Reads numbers with the digits that they have. */
  private final ObjectReader exact;

  TableAnswer(ObjectMapper json) {
    this.json = json;
    this.exact = ExactJson.reader(json);
  }

  /** The columns of a move, behind a prefix such as {@code move.}. */
  static List<String> moveColumns(String prefix) {
    return MOVE_COLUMNS.stream().map(prefix::concat).toList();
  }

  /**
   * The answer.
   *
   * @param list a page
   * @param csv its columns where CSV is asked for, else null
   * @param ifNoneMatch the header as it was sent, or null
   */
  Response of(EntryList<?> list, @Nullable List<String> csv, @Nullable String ifNoneMatch) {
    return page(
        csv == null
            ? answer(bytes(list), MediaTypes.JSON, ifNoneMatch)
            : answer(rows(list.entries(), csv), MediaTypes.CSV, ifNoneMatch),
        list.next());
  }

  /** The answer of a page of prices, with the parameters above. */
  Response of(PriceJson.Page page, @Nullable List<String> csv, @Nullable String ifNoneMatch) {
    return page(
        csv == null
            ? answer(page.json(), MediaTypes.JSON, ifNoneMatch)
            : answer(rows(page.json(), csv), MediaTypes.CSV, ifNoneMatch),
        page.next());
  }

  private static Response page(Response.ResponseBuilder answer, @Nullable String next) {
    if (next != null) {
      answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next));
    }
    return answer.build();
  }

  /** Anything as JSON. */
  Response json(Object value, @Nullable String ifNoneMatch) {
    return answer(bytes(value), MediaTypes.JSON, ifNoneMatch).build();
  }

  /** Rows as CSV: of each the columns, paths such as {@code move.changePercent}. */
  Response table(List<?> rows, List<String> columns, @Nullable String ifNoneMatch) {
    return answer(rows(rows, columns), MediaTypes.CSV, ifNoneMatch).build();
  }

  private byte[] rows(List<?> rows, List<String> columns) {
    List<JsonNode> entries = rows.stream().map(row -> (JsonNode) json.valueToTree(row)).toList();
    return CsvTable.of(columns, entries).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] rows(byte[] page, List<String> columns) {
    try {
      JsonNode entries = exact.readTree(page).path("entries");
      return CsvTable.of(columns, entries).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a page could not be read again", e);
    }
  }

  private static Response.ResponseBuilder answer(
      byte[] body, MediaType type, @Nullable String ifNoneMatch) {
    String tag = EntityTags.weak(Hashing.komihash5_0().hashBytesToLong(body));
    Response.ResponseBuilder answer =
        EntityTags.matches(ifNoneMatch, tag) ? Response.notModified() : Response.ok(body, type);
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }
}
