package dev.tapeline.rest;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a list as CSV (RFC 4180): a row each, the columns of the JSON flattened
 * with dots. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers
 * are left as they are. Rows go out as they come: however many there are, one is held.
 */
public final class CsvTable implements Closeable {

  /** The type of such an answer. */
  public static final String MEDIA_TYPE = "text/csv";

  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r].*", Pattern.DOTALL);
  private static final Pattern INDEX = Pattern.compile("\\d+");

  private final List<String[]> columns;
  private final CsvWriter csv;

  /**
   * Begins a table with its header.
   *
   * @param columns paths into an entry, such as {@code move.changePercent}, or {@code
   *     moves.0.changePercent} for the first of a list
   */
  public CsvTable(List<String> columns, Writer out) {
    this.columns = columns.stream().map(column -> column.split("\\.", -1)).toList();
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
    csv.writeRecord(columns);
  }

  /** Writes one entry's row. */
  public void write(JsonNode entry) {
    List<@Nullable String> cells = new ArrayList<>(columns.size());
    columns.forEach(column -> cells.add(cell(at(entry, column))));
    csv.writeRecord(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  /**
   * A whole table.
   *
   * @param columns as above
   * @param entries JSON objects
   */
  public static String of(List<String> columns, Iterable<? extends JsonNode> entries) {
    StringWriter text = new StringWriter();
    try (CsvTable table = new CsvTable(columns, text)) {
      entries.forEach(table::write);
    } catch (IOException e) {
      throw new UncheckedIOException("a table could not be written", e);
    }
    return text.toString();
  }

  private static JsonNode at(JsonNode entry, String[] column) {
    JsonNode node = entry;
    for (String name : column) {
      node =
          node.isArray() && INDEX.matcher(name).matches()
              ? node.path(Integer.parseInt(name))
              : node.path(name);
    }
    return node;
  }

  private static @Nullable String cell(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty())) {
      return null;
    }
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    return neutral(node.isValueNode() ? node.asText() : node.toString());
  }

  /** A text that no spreadsheet runs: {@code '=1+1} for {@code =1+1}. */
  static String neutral(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }
}
