package dev.tapeline.analysis.directory;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.exchange.Exchanges;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the directory's own CSV files from the jar. */
final class DirectoryFiles {
  /** How markets are written; it lies with the exchanges, who read it too. */
  static final String MARKETS = "markets.csv";

  /** Where they lie on the class path. */
  static final String ROOT = "/dev/tapeline/analysis/directory/";

  private DirectoryFiles() {}

  /** The files of the directory. */
  static List<String> all() {
    List<String> files = new ArrayList<>();
    for (String file :
        List.of(
            MARKETS,
            "legal-forms.csv",
            "affixes.csv",
            "ordinary.csv",
            "ordinary-en.txt.gz",
            "others.csv",
            "indices.csv",
            "listings.csv")) {
      files.add(file);
    }
    rows("listings.csv", row -> row.getField("file"))
        .forEach(file -> files.add("listings/" + file));
    return files;
  }

  /** Opens a file of the directory. */
  static InputStream open(String file) {
    if (file.equals(MARKETS)) {
      return Exchanges.marketsFile();
    }
    InputStream in = DirectoryFiles.class.getResourceAsStream(ROOT + file);
    if (in == null) {
      throw new IllegalStateException("missing from the jar: " + ROOT + file);
    }
    return in;
  }

  /** All rows of a file, its header read by name, lines that begin with {@code #} left out. */
  static <T> List<T> rows(String file, Function<NamedCsvRecord, T> reader) {
    try (InputStream in = open(file)) {
      List<T> rows = new ArrayList<>();
      try (CsvReader<NamedCsvRecord> records =
          CsvReader.builder()
              .commentStrategy(CommentStrategy.SKIP)
              .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (NamedCsvRecord row : records) {
          rows.add(reader.apply(row));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of a cell, parted by {@code |}; an empty cell has none. */
  static List<String> list(String cell) {
    if (cell.isBlank()) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String value : cell.split("\\|", -1)) {
      if (!value.isBlank()) {
        values.add(value.strip());
      }
    }
    return List.copyOf(values);
  }
}
