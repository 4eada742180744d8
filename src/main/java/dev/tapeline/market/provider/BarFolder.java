package dev.tapeline.market.provider;

import dev.tapeline.market.Bar;
import dev.tapeline.market.BarArchive;
import dev.tapeline.market.BarFile;
import dev.tapeline.market.PriceSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of CSV files, one a listing, named as {@code import bars} takes them: {@code
 * 1810.HK.csv}, {@code aapl_us_d.csv}, {@code INDEX_HSI.csv.gz}. Whoever writes them replaces them;
 * they are read again after each close.
 */
final class BarFolder implements BarProvider {
  private final Path folder;

  BarFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "folder";
  }

  /** The tickers that there are files of, as the files are named. */
  List<String> tickers() {
    return List.copyOf(files().keySet());
  }

  @Override
  public @Nullable String symbol(PriceSeries series) {
    Map<String, Path> files = files();
    return Stream.of(series.ticker(), series.ticker().replaceFirst("^0+(?=\\d)", ""))
        .map(ticker -> ticker.toUpperCase(Locale.ROOT))
        .filter(files::containsKey)
        .findFirst()
        .map(ticker -> String.valueOf(files.get(ticker)))
        .orElse(null);
  }

  @Override
  public BarAnswer ask(String symbol, LocalDate from, LocalDate to) {
    Path file = Path.of(symbol);
    List<Bar> bars = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file)) {
      BarArchive.visit(
          file,
          raw,
          (name, in) -> {
            BarFile read = BarFile.read(name, in, symbol);
            read.rows().forEach(row -> bars.add(row.bar()));
            read.refused().forEach(rows -> unreadable.add(rows.toString()));
          });
    } catch (IOException | UncheckedIOException e) {
      return new BarAnswer.Failed(file + " cannot be read: " + e.getMessage(), false);
    }
    if (bars.isEmpty()) {
      return new BarAnswer.Failed(
          unreadable.isEmpty() ? file + " holds no rows" : unreadable.get(0), false);
    }
    return new BarAnswer.Bars(
        bars.stream().filter(bar -> !bar.session().isBefore(from)).toList(), null, unreadable);
  }

  private Map<String, Path> files() {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> ticker(file).ifPresent(ticker -> files.putIfAbsent(ticker, file)));
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of prices " + folder + " cannot be read", e);
    }
    return files;
  }

  private static Optional<String> ticker(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.gz$", "");
    return name.matches("(?i)[^.].*\\.(csv|txt)")
        ? Optional.of(BarFile.tickerOf(name).toUpperCase(Locale.ROOT))
        : Optional.empty();
  }
}
