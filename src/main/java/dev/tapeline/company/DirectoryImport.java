package dev.tapeline.company;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.ListingRow;
import dev.tapeline.analysis.directory.ListingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Imports listings and names of companies, beside a running service or without one.
 *
 * <p>What the files tell is kept as they tell it; the companies in use are the built-in ones and
 * all that was ever imported, joined to issuers anew. A service that runs links with them within
 * seconds.
 */
public final class DirectoryImport {
  private final Jdbi jdbi;

  public DirectoryImport(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What an import did.
   *
   * @param created rows that were not there
   * @param changed rows that told something else before
   * @param unchanged rows that were there already
   * @param refused rows that were not taken, each with its file, its line and why
   */
  public record Report(int created, int changed, int unchanged, List<String> refused) {
    public Report {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Imports files of listings, in the forms of {@link ListingsFile}.
   *
   * @param watch sees the bytes of the files as they are read
   * @throws UncheckedIOException where a file cannot be read or is none of listings; nothing is
   *     imported then
   */
  public Report listings(List<Path> files, UnaryOperator<InputStream> watch) {
    Reading reading = new Reading();
    for (Path file : files) {
      reading.add(file, read(() -> ListingsFile.read(file, watch)), ImportedKind.LISTING);
    }
    return record(reading, ImportedKind.LISTING);
  }

  /**
   * Imports files of names: CSV with the columns {@code symbol} and {@code name}.
   *
   * @param watch sees the bytes of the files as they are read
   * @throws UncheckedIOException where a file cannot be read or is none of names; nothing is
   *     imported then
   */
  public Report names(List<Path> files, UnaryOperator<InputStream> watch) {
    Reading reading = new Reading();
    for (Path file : files) {
      reading.add(file, read(() -> ListingsFile.readNames(file, watch)), ImportedKind.NAME);
    }
    return record(reading, ImportedKind.NAME);
  }

  /** Something that reads a file. */
  private interface Source {
    ListingsFile read() throws IOException;
  }

  private static ListingsFile read(Source source) {
    try {
      return source.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Report record(Reading reading, ImportedKind kind) {
    return jdbi.inTransaction(
        handle -> {
          CompanyStore.lock(handle);
          handle.execute(
              "create temp table stage_import (like "
                  + kind.table()
                  + " including identity) on commit drop");
          reading.copied.into(handle, "stage_import (" + kind.columns() + ")");
          int changed = handle.execute(kind.update());
          int created = handle.execute(kind.insert());
          if (created + changed > 0) {
            handle.execute("update directory_revision set revision = revision + 1");
            joinAnew(handle);
          }
          return new Report(created, changed, reading.rows - created - changed, reading.refused);
        });
  }

  private static void joinAnew(Handle handle) {
    ImportedRows imported = ImportedRows.read(handle);
    CompanyDirectory joined =
        CompanyDirectory.builtIn().with(imported.listings(), imported.names());
    CompanyStore.write(handle, joined.companies());
  }

  /** What is read of all files together. */
  private static final class Reading {
    private final CopiedRows copied = new CopiedRows();
    private final List<String> refused = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private int rows;

    void add(Path file, ListingsFile read, ImportedKind kind) {
      read.refused()
          .forEach(row -> refused.add(file + ", line " + row.line() + ": " + row.reason()));
      for (ListingRow row : read.rows()) {
        String reason = kind.objection(row);
        if (reason == null && !known.add(kind.key(row))) {
          reason = "told before";
        }
        if (reason == null) {
          copied.row(kind.cells(row));
          rows++;
        } else {
          refused.add(file + ", " + row.ticker() + ": " + reason);
        }
      }
    }
  }

  /** The two sorts of rows, and where they are kept. */
  private enum ImportedKind {
    LISTING {
      @Override
      String table() {
        return "imported_listing";
      }

      @Override
      String columns() {
        return "ticker, register, name, mic, currency, country, sector, isin, issuer_key, delisted";
      }

      @Override
      String key(ListingRow row) {
        return row.ticker() + (row.issuerKey() == null ? "" : " register");
      }

      @Override
      @Nullable String objection(ListingRow row) {
        return null;
      }

      @Override
      @Nullable String[] cells(ListingRow row) {
        return new @Nullable String[] {
          row.ticker(),
          Boolean.toString(row.issuerKey() != null),
          row.name(),
          row.mic(),
          row.currency(),
          row.country(),
          row.sector(),
          row.isin(),
          row.issuerKey(),
          Boolean.toString(row.delisted())
        };
      }

      @Override
      String update() {
        return """
            update imported_listing i set name = s.name, mic = s.mic, currency = s.currency,
              country = s.country, sector = s.sector, isin = s.isin, issuer_key = s.issuer_key,
              delisted = s.delisted
            from stage_import s
            where s.ticker = i.ticker and s.register = i.register
              and (i.name, i.mic, i.currency, i.country, i.sector, i.isin, i.issuer_key, i.delisted)
                is distinct from
                (s.name, s.mic, s.currency, s.country, s.sector, s.isin, s.issuer_key, s.delisted)
            """;
      }
    },
    NAME {
      @Override
      String table() {
        return "imported_name";
      }

      @Override
      String columns() {
        return "ticker, name";
      }

      @Override
      String key(ListingRow row) {
        return row.ticker() + " " + row.name();
      }

      @Override
      @Nullable String objection(ListingRow row) {
        return row.name() == null ? "no name" : null;
      }

      @Override
      @Nullable String[] cells(ListingRow row) {
        return new @Nullable String[] {row.ticker(), row.name()};
      }

      @Override
      String update() {
        // A symbol may have several names: a name is there or not.
        return "update imported_name set name = name where false";
      }
    };

    abstract String table();

    abstract String columns();

    /** What tells a row from all others of its kind. */
    abstract String key(ListingRow row);

    abstract @Nullable String objection(ListingRow row);

    abstract @Nullable String[] cells(ListingRow row);

    abstract String update();

    String insert() {
      return "insert into %1$s (%2$s) select %2$s from stage_import order by place on conflict do nothing"
          .formatted(table(), columns());
    }
  }
}
