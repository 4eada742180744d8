package dev.tapeline.market;

import dev.tapeline.market.BarColumns.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Brings bars from files into the database, some series a transaction, so that an import that was
 * broken off has done whole series and can be started again. Importing a file a second time changes
 * nothing.
 */
public final class BarImport {
  /** Series, and about as many bars, that one transaction writes. */
  private static final int SERIES_TOGETHER = 1_000;

  private static final int BARS_TOGETHER = 50_000;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final TreeSet<Integer> partitions = new TreeSet<>();

  private final Gathered gathered = new Gathered();
  private int created;
  private int changed;
  private int unchanged;
  private final List<RefusedRows> refused = new ArrayList<>();
  private final List<RefusedRows> flagged = new ArrayList<>();

  /** An import into a database. */
  public BarImport(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * How files are to be read.
   *
   * @param ticker whose bars they hold; null to take it from a column or the file's name
   * @param provider who gave them; null to tell it by the header
   * @param columns headers that are called otherwise than usual, by {@code ticker}, {@code date},
   *     {@code open}, {@code high}, {@code low}, {@code close}, {@code adjusted_close}, {@code
   *     volume}, {@code currency}
   */
  public record Options(
      @Nullable String ticker, @Nullable String provider, Map<String, String> columns) {

    /** What a file's name and header tell is right. */
    public static final Options NONE = new Options(null, null, Map.of());

    public Options {
      columns = Map.copyOf(columns);
      if (provider != null && !provider.matches("[a-z0-9-]{1,40}")) {
        throw new IllegalArgumentException(
            "A provider is written with small letters, digits and hyphens: " + provider);
      }
    }

    private Map<Column, String> named() {
      Map<Column, String> named = new EnumMap<>(Column.class);
      columns.forEach((field, header) -> named.put(column(field), header));
      return named;
    }

    private static Column column(String field) {
      try {
        return Column.valueOf(field.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("There is no field " + field + " in a bar", e);
      }
    }
  }

  /**
   * Imports files.
   *
   * @param files CSV, gzip of it, or tar of many
   * @param watched wraps each file's stream, for example to show how far the import is
   * @return what was done
   * @throws IllegalArgumentException for options that mean nothing
   */
  public ImportReport run(List<Path> files, Options options, UnaryOperator<InputStream> watched) {
    Map<Column, String> named = options.named();
    for (Path file : files) {
      try (InputStream raw = watched.apply(Files.newInputStream(file))) {
        BarArchive.visit(
            file,
            raw,
            (name, in) -> gather(BarFile.read(name, in, options.ticker(), named), options));
      } catch (IOException | UncheckedIOException e) {
        refused.add(new RefusedRows(file.toString(), 0, 1, "cannot be read: " + e.getMessage()));
      }
    }
    write();
    return report();
  }

  private ImportReport report() {
    return new ImportReport(created, changed, unchanged, refused, flagged);
  }

  private void gather(BarFile file, Options options) {
    String given = options.provider();
    gather(file, given == null ? file.provider() : given);
  }

  /** Imports a file that has been read. */
  public ImportReport take(BarFile file, String provider) {
    gather(file, provider);
    write();
    return report();
  }

  private void gather(BarFile file, String provider) {
    refused.addAll(file.refused());
    Map<String, List<BarRow>> byTicker = new LinkedHashMap<>();
    file.rows()
        .forEach(row -> byTicker.computeIfAbsent(row.ticker(), any -> new ArrayList<>()).add(row));
    byTicker.forEach(
        (ticker, rows) -> {
          if (!gathered.takes(provider, ticker)) {
            write();
          }
          gathered.add(provider, ticker, new Part(file.name(), rows));
          if (gathered.isFull()) {
            write();
          }
        });
  }

  /** Rows of one series in one file. */
  private record Part(String file, List<BarRow> rows) {}

  /** What the next transaction writes: series of one provider, from as many files as it takes. */
  private static final class Gathered {
    final Map<String, Part> byTicker = new LinkedHashMap<>();
    String provider = "";
    private int bars;

    // A series that comes again is screened against what is stored of it by then.
    boolean takes(String from, String ticker) {
      return byTicker.isEmpty()
          || from.equals(provider)
              && !byTicker.containsKey(ticker)
              && !isIndex(ticker)
              && byTicker.keySet().stream().limit(1).noneMatch(Gathered::isIndex);
    }

    void add(String from, String ticker, Part part) {
      provider = from;
      byTicker.put(ticker, part);
      bars += part.rows().size();
    }

    boolean isFull() {
      return bars >= BARS_TOGETHER || byTicker.size() >= SERIES_TOGETHER;
    }

    void clear() {
      byTicker.clear();
      bars = 0;
    }

    // Bars of an index concern all listings that are measured against it: they come alone.
    private static boolean isIndex(String ticker) {
      return ticker.strip().toUpperCase(Locale.ROOT).startsWith(PriceSeries.INDEX);
    }
  }

  private void write() {
    Map<String, Part> parts = Map.copyOf(gathered.byTicker);
    String provider = gathered.provider;
    Map<String, List<BarRow>> byTicker = new LinkedHashMap<>();
    gathered.byTicker.forEach((ticker, part) -> byTicker.put(ticker, part.rows()));
    gathered.clear();
    if (byTicker.isEmpty()) {
      return;
    }
    makePartitions(byTicker.values().stream().flatMap(List::stream).toList());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    BarBatch.Outcome outcome =
        jdbi.inTransaction(handle -> new BarBatch(handle, provider, now).take(byTicker));
    created += outcome.created();
    changed += outcome.changed();
    unchanged += outcome.unchanged();
    outcome.refused().forEach(remark -> refused.add(rows(parts, remark)));
    outcome.flagged().forEach(remark -> flagged.add(rows(parts, remark)));
    for (String ticker : outcome.unknown()) {
      Part part = Objects.requireNonNull(parts.get(ticker));
      refused.add(
          new RefusedRows(
              part.file(),
              part.rows().get(0).line(),
              part.rows().size(),
              ticker + " is not in the directory"));
    }
  }

  private static RefusedRows rows(Map<String, Part> parts, BarScreening.Remark remark) {
    String file = Objects.requireNonNull(parts.get(remark.row().ticker())).file();
    // What was no file has no lines.
    String reason =
        remark.row().line() == 0
            ? remark.row().bar().session() + ": " + remark.reason()
            : remark.reason();
    return new RefusedRows(file, remark.row().line(), 1, reason);
  }

  /** In a transaction of its own: it keeps everybody from the bars until its commit. */
  private void makePartitions(List<BarRow> rows) {
    TreeSet<Integer> years = new TreeSet<>();
    rows.forEach(row -> years.add(row.bar().session().getYear()));
    // What lies further ahead is refused anyway.
    years.tailSet(clock.instant().atZone(ZoneOffset.UTC).getYear() + 1, false).clear();
    if (!partitions.containsAll(years)) {
      jdbi.useTransaction(
          handle -> {
            partitions.addAll(BarStore.partitions(handle));
            years.removeAll(partitions);
            if (!years.isEmpty()) {
              BarStore.makePartitions(handle, years);
              partitions.addAll(years);
            }
          });
    }
  }
}
