package dev.tapeline.market;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.EntityTags;
import dev.tapeline.rest.EntryList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

  TableAnswer(ObjectMapper json) {
    this.json = json;
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
    byte[] body = csv == null ? bytes(list) : table(list, csv);
    String tag = EntityTags.weak(Hashing.komihash5_0().hashBytesToLong(body));
    Response.ResponseBuilder answer =
        EntityTags.matches(ifNoneMatch, tag)
            ? Response.notModified()
            : Response.ok(
                body,
                csv == null ? MediaType.APPLICATION_JSON : CsvTable.MEDIA_TYPE + ";charset=UTF-8");
    if (list.next() != null) {
      answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(list.next()));
    }
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  private byte[] table(EntryList<?> list, List<String> columns) {
    List<JsonNode> entries =
        list.entries().stream().map(entry -> (JsonNode) json.valueToTree(entry)).toList();
    return CsvTable.of(columns, entries).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }
}
