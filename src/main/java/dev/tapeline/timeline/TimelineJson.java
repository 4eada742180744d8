package dev.tapeline.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Puts answers together out of entries that are JSON already. */
final class TimelineJson {
  private final ObjectMapper json;

  TimelineJson(ObjectMapper json) {
    this.json = json;
  }

  /**
   * {@code {"entries": […]}} with further fields behind.
   *
   * @param tail in their order; null values are written as null
   */
  byte[] write(List<TimelineReader.Row> rows, Map<String, ?> tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + 2048 * rows.size());
    out.writeBytes(ascii("{\"entries\":["));
    for (int i = 0; i < rows.size(); i++) {
      out.writeBytes(ascii(i == 0 ? "" : ","));
      writeEntry(out, rows.get(i));
    }
    out.write(']');
    tail.forEach(
        (name, value) -> {
          out.writeBytes(ascii(",\"" + name + "\":"));
          out.writeBytes(bytes(value));
        });
    out.write('}');
    return out.toByteArray();
  }

  /** One entry as it is sent. */
  static byte[] entry(TimelineReader.Row row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32 + row.body().length);
    writeEntry(out, row);
    return out.toByteArray();
  }

  /** The stored object with {@code seq} put in front of its fields. */
  private static void writeEntry(ByteArrayOutputStream out, TimelineReader.Row row) {
    out.writeBytes(ascii("{\"seq\":" + row.seq() + ","));
    out.write(row.body(), 1, row.body().length - 1);
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
