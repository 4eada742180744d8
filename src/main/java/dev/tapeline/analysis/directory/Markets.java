package dev.tapeline.analysis.directory;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of how symbols of the markets are written, read from the exchanges' {@code
 * markets.csv}.
 *
 * <p>A written form may belong to several markets: {@code TSE} is Tokyo and Toronto, {@code .VN} is
 * Ho Chi Minh City and Hanoi. Lookups answer all of them, the first in the file first.
 */
public final class Markets {
  private final Map<String, Market> byMic = new LinkedHashMap<>();
  private final Map<String, List<Market>> bySuffix = new HashMap<>();
  private final Map<String, List<Market>> byPrefix = new HashMap<>();
  private final Map<String, List<Market>> byRic = new HashMap<>();
  private final Map<String, List<Market>> byBloomberg = new HashMap<>();
  private final List<Market> all;

  private Markets(List<Market> markets) {
    this.all = List.copyOf(markets);
    for (Market market : all) {
      byMic.put(market.mic(), market);
      market.reads().forEach(mic -> byMic.put(mic, market));
      index(bySuffix, market.suffixes(), market);
      index(byPrefix, market.prefixes(), market);
      index(byRic, market.rics(), market);
      index(byBloomberg, market.bloomberg(), market);
    }
  }

  /** The markets of the jar. */
  public static Markets builtIn() {
    return BuiltIn.MARKETS;
  }

  public List<Market> all() {
    return all;
  }

  /** The market of a MIC or of one that is read as it: {@code XTKS} for {@code XJPX}. */
  public @Nullable Market byMic(String mic) {
    return byMic.get(upper(mic));
  }

  /** Markets whose Yahoo symbols end in this, without the dot. */
  public List<Market> bySuffix(String suffix) {
    return bySuffix.getOrDefault(upper(suffix), List.of());
  }

  /** Markets that are written so before a colon: {@code HKEX}; MICs among them. */
  public List<Market> byPrefix(String prefix) {
    Market market = byMic.get(upper(prefix));
    return market != null ? List.of(market) : byPrefix.getOrDefault(upper(prefix), List.of());
  }

  /** Markets whose Reuters codes end in this, without the dot. */
  public List<Market> byRic(String suffix) {
    return byRic.getOrDefault(upper(suffix), List.of());
  }

  /** Markets whose Bloomberg codes end in this. */
  public List<Market> byBloomberg(String code) {
    return byBloomberg.getOrDefault(upper(code), List.of());
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static void index(Map<String, List<Market>> map, List<String> keys, Market market) {
    for (String key : keys) {
      map.computeIfAbsent(upper(key), k -> new ArrayList<>()).add(market);
    }
  }

  private static final class BuiltIn {
    static final Markets MARKETS =
        new Markets(DirectoryFiles.rows(DirectoryFiles.MARKETS, BuiltIn::read));

    private static Market read(NamedCsvRecord row) {
      return new Market(
          row.getField("mic"),
          DirectoryFiles.list(row.getField("suffixes")),
          DirectoryFiles.list(row.getField("reads")),
          DirectoryFiles.list(row.getField("prefixes")),
          DirectoryFiles.list(row.getField("rics")),
          DirectoryFiles.list(row.getField("bloomberg")),
          Integer.parseInt(row.getField("width")),
          row.getField("country"),
          row.getField("currency"),
          Integer.parseInt(row.getField("rank")));
    }
  }
}
