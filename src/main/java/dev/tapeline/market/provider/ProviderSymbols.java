package dev.tapeline.market.provider;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tapeline.market.PriceSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider calls markets and indices, from {@code markets.csv} and {@code indices.csv}
 * beside this class. What a provider has no column for, or leaves empty, is not carried by it.
 */
final class ProviderSymbols {
  private final Map<String, String> suffixes;
  private final Map<String, String> indices;

  private ProviderSymbols(Map<String, String> suffixes, Map<String, String> indices) {
    this.suffixes = suffixes;
    this.indices = indices;
  }

  /**
   * The symbols of one provider.
   *
   * @param column of the files: {@code stooq}
   */
  static ProviderSymbols of(String column) {
    return new ProviderSymbols(
        read("markets.csv", "mic", column), read("indices.csv", "index", column));
  }

  /** What the provider puts behind a code of a market: {@code .US}, or nothing; null: no such. */
  @Nullable String suffix(@Nullable String mic) {
    String suffix = mic == null ? null : suffixes.get(mic);
    return "-".equals(suffix) ? "" : suffix;
  }

  /** The provider's symbol of an index, or null. */
  @Nullable String index(String ticker) {
    return indices.get(ticker);
  }

  /** A ticker without the suffix of its market: {@code BRK-B}, {@code 1810} for 1810.HK. */
  static String code(PriceSeries series) {
    String ticker = series.ticker();
    int dot = ticker.lastIndexOf('.');
    return dot <= 0 ? ticker : ticker.substring(0, dot);
  }

  private static Map<String, String> read(String file, String keyColumn, String column) {
    Map<String, String> values = new HashMap<>();
    try (InputStream in = ProviderSymbols.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " was not packaged");
      }
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder()
              .commentStrategy(CommentStrategy.SKIP)
              .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (NamedCsvRecord row : csv) {
          String value = row.findField(column).orElse("");
          if (!value.isEmpty()) {
            values.put(row.getField(keyColumn), value);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
    return Map.copyOf(values);
  }
}
