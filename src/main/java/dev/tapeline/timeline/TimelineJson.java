package dev.tapeline.timeline;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts answers together out of entries that are JSON already. */
final class TimelineJson {
  private static final byte[] HEAD = ascii("{\"entries\":[");

  private final FreshnessWriter freshness;

  TimelineJson(FreshnessWriter freshness) {
    this.freshness = freshness;
  }

  /**
   * {@code {"entries": […]}} with further fields behind.
   *
   * @param tail in their order: numbers, truth values, texts, reports of freshness, and null
   */
  byte[] write(List<TimelineReader.Row> rows, Map<String, ?> tail) {
    byte[] behind = tail(tail);
    int length = HEAD.length + behind.length + Math.max(0, rows.size() - 1);
    byte[][] starts = new byte[rows.size()][];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = start(rows.get(i));
      length += starts[i].length + rows.get(i).body().length - 1;
    }
    ByteBuffer out = ByteBuffer.allocate(length).put(HEAD);
    for (int i = 0; i < starts.length; i++) {
      if (i > 0) {
        out.put((byte) ',');
      }
      byte[] body = rows.get(i).body();
      out.put(starts[i]).put(body, 1, body.length - 1);
    }
    return out.put(behind).array();
  }

  /** One entry as it is sent. */
  static byte[] entry(TimelineReader.Row row) {
    byte[] start = start(row);
    byte[] body = row.body();
    return ByteBuffer.allocate(start.length + body.length - 1)
        .put(start)
        .put(body, 1, body.length - 1)
        .array();
  }

  /** {@code seq} is put in front of the stored object's fields, in the place of its brace. */
  private static byte[] start(TimelineReader.Row row) {
    return ascii("{\"seq\":" + row.seq() + ",");
  }

  private byte[] tail(Map<String, ?> tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.write(']');
    tail.forEach(
        (name, value) -> {
          out.writeBytes(ascii(",\"" + name + "\":"));
          write(out, value);
        });
    out.write('}');
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out, @Nullable Object value) {
    if (value instanceof Freshness.Report report) {
      out.writeBytes(freshness.json(report));
    } else if (value instanceof String text) {
      out.write('"');
      out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
      out.write('"');
    } else {
      out.writeBytes(ascii(String.valueOf(value))); // a number, a truth value or null
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
