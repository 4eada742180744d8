package dev.tapeline.analysis.linking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables {@code linking/<language>.txt}: expected companies, title, text, parted by ||. */
final class LinkingTable {
  /** One row; an expected ticker leads to a role where the table tells one, else to "". */
  record Row(String name, Map<String, String> expected, @Nullable String title, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private LinkingTable() {}

  static List<Row> read(String language) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines("/dev/tapeline/analysis/linking/" + language + ".txt")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\\|\\|", -1);
      Map<String, String> expected = new LinkedHashMap<>();
      for (String one : cells[0].split("\\|", -1)) {
        if (!one.isBlank()) {
          String[] parts = one.strip().split("=", 2);
          expected.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
      }
      String text = cells[cells.length - 1].strip().replace("\\n", "\n");
      String title = cells.length > 2 ? cells[1].strip() : null;
      rows.add(new Row(language + ": " + line, expected, title, text));
    }
    return rows;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = LinkingTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no table " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
