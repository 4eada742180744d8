package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapeline.rest.CsvTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Entries as rows of CSV. Lists stand whole in a cell as JSON, and the first of what most readers
 * want of them in columns of their own.
 */
final class EntryTable {
  private static final List<String> COLUMNS =
      Stream.concat(
              Stream.of(
                  "seq",
                  "id",
                  "kind",
                  "state",
                  "mergedInto",
                  "sample",
                  "company.id",
                  "company.ticker",
                  "company.listing",
                  "company.name",
                  "parties",
                  "occurredAt",
                  "zone",
                  "session",
                  "firstSeenAt",
                  "revisedAt",
                  "title",
                  "language",
                  "event.id",
                  "event.type",
                  "event.factLevel",
                  "event.polarity",
                  "event.period",
                  "event.relevance",
                  "event.novelty",
                  "event.storyId",
                  "moves.0.direction",
                  "moves.0.changePercent",
                  "moves.0.price",
                  "moves.0.currency",
                  "moves.0.session",
                  "moves",
                  "claims.0.what",
                  "claims.0.verdict",
                  "claims",
                  "articles.0.source",
                  "articles.0.url",
                  "articles.0.publishedAt",
                  "articles",
                  "evidence.0.text",
                  "evidence"),
              Stream.of(
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
                      "sample")
                  .map("move."::concat))
          .toList();

  private final ObjectReader json;

  EntryTable(ObjectMapper json) {
    this.json = ExactJson.reader(json);
  }

  /** Writes batches of entries as they come. */
  void write(OutputStream out, Iterable<List<TimelineReader.Row>> batches) throws IOException {
    try (CsvTable table =
        new CsvTable(COLUMNS, new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      for (List<TimelineReader.Row> rows : batches) {
        for (TimelineReader.Row row : rows) {
          table.write(entry(row));
        }
      }
    }
  }

  private JsonNode entry(TimelineReader.Row row) {
    try {
      ObjectNode entry = (ObjectNode) json.readTree(row.body());
      return entry.put("seq", row.seq());
    } catch (IOException e) {
      throw new UncheckedIOException("the stored entry " + row.id() + " cannot be read", e);
    }
  }
}
