package dev.tapeline.rest;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a list as CSV (RFC 4180): a row each, the columns of the JSON flattened
 * with dots. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers
 * are left as they are.
 */
public final class CsvTable {

  /** The type of such an answer. */
  public static final String MEDIA_TYPE = "text/csv";

  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r].*", Pattern.DOTALL);

  private CsvTable() {}

  /**
   * A table with its header.
   *
   * @param columns paths into an entry, such as {@code move.changePercent}
   * @param entries JSON objects
   */
  public static String of(List<String> columns, Iterable<? extends JsonNode> entries) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(columns);
      for (JsonNode entry : entries) {
        List<@Nullable String> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(cell(at(entry, column))));
        csv.writeRecord(cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a table could not be written", e);
    }
    return text.toString();
  }

  private static JsonNode at(JsonNode entry, String column) {
    JsonNode node = entry;
    for (String name : column.split("\\.", -1)) {
      node = node.path(name);
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
