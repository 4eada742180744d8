package dev.tapeline.company;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows for PostgreSQL's {@code COPY}, in its text form. */
final class CopiedRows {
  private final StringBuilder rows = new StringBuilder();

  /** Adds a row; a missing cell is null. */
  void row(@Nullable String... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        rows.append('\t');
      }
      append(cells[i]);
    }
    rows.append('\n');
  }

  private void append(@Nullable String cell) {
    if (cell == null) {
      rows.append("\\N");
      return;
    }
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        case '\0' -> rows.append(' ');
        default -> rows.append(c);
      }
    }
  }

  /** Lets a fingerprint tell them from others. */
  void addTo(MessageDigest digest) {
    digest.update(rows.toString().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /**
   * Copies them into a table.
   *
   * @param table its name, and its columns in brackets where not all are told
   */
  void into(Handle handle, String table) {
    try {
      handle
          .getConnection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy " + table + " from stdin", new StringReader(rows.toString()));
    } catch (SQLException e) {
      throw new IllegalStateException("rows could not be copied into " + table, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
