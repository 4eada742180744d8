package dev.tapeline.market;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a CSV file holds what, by its header.
 *
 * <ul>
 *   <li>Yahoo: {@code Date,Open,High,Low,Close,Adj Close,Volume};
 *   <li>Stooq: {@code Date,Open,High,Low,Close,Volume}, its Polish form, and that of its archives
 *       {@code <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,…};
 *   <li>others by the names below, and by those that the caller gives.
 * </ul>
 *
 * @param provider who writes files like this: {@code yahoo}, {@code stooq}, else {@code csv}
 * @param places of the columns
 */
record BarColumns(String provider, Map<Column, Integer> places) {

  /** What a column may hold. */
  public enum Column {
    TICKER("ticker", "symbol", "code"),
    DATE("date", "session", "day", "data", "timestamp"),
    OPEN("open", "otwarcie"),
    HIGH("high", "najwyzszy"),
    LOW("low", "najnizszy"),
    CLOSE("close", "zamkniecie", "last", "price"),
    ADJUSTED_CLOSE("adj close", "adjclose", "adj_close", "adjusted close", "adjusted_close"),
    VOLUME("volume", "vol", "wolumen"),
    CURRENCY("currency", "waluta");

    private final List<String> names;

    Column(String... names) {
      this.names = List.of(names);
    }

    /** The first column with the first name that there is. */
    private @Nullable Integer in(List<String> header) {
      return names.stream()
          .map(header::indexOf)
          .filter(place -> place >= 0)
          .findFirst()
          .orElse(null);
    }
  }

  private static final List<String> YAHOO =
      List.of("date", "open", "high", "low", "close", "adj close", "volume");
  private static final List<String> STOOQ =
      List.of("date", "open", "high", "low", "close", "volume");

  BarColumns {
    places = Map.copyOf(places);
  }

  /**
   * Reads a header.
   *
   * @param header the first row's cells
   * @param named columns that are called otherwise than above
   * @return null where date or close is missing: then the file holds no bars
   */
  static @Nullable BarColumns of(List<String> header, Map<Column, String> named) {
    List<String> folded = header.stream().map(BarColumns::folded).toList();
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      String name = named.get(column);
      Integer place = name == null ? column.in(folded) : placeOf(folded.indexOf(folded(name)));
      if (place != null) {
        places.put(column, place);
      }
    }
    if (!places.containsKey(Column.DATE) || !places.containsKey(Column.CLOSE)) {
      return null;
    }
    return new BarColumns(provider(header, folded), places);
  }

  private static @Nullable Integer placeOf(int index) {
    return index < 0 ? null : index;
  }

  private static String provider(List<String> header, List<String> folded) {
    if (folded.equals(YAHOO)) {
      return "yahoo";
    }
    boolean stooq =
        folded.equals(STOOQ) || folded.contains("zamkniecie") || header.contains("<TICKER>");
    return stooq ? "stooq" : "csv";
  }

  /** Stooq's archives put angle brackets around names; some files begin with a byte order mark. */
  private static String folded(String name) {
    return name.replaceAll("[<>\uFEFF\"]", "").strip().toLowerCase(Locale.ROOT);
  }

  /** A cell of a row, null where the column or its text is absent. */
  @Nullable String cell(Column column, List<String> row) {
    Integer place = places.get(column);
    if (place == null || place >= row.size()) {
      return null;
    }
    String text = row.get(place).strip();
    boolean absent =
        text.isEmpty()
            || text.equalsIgnoreCase("null")
            || text.equalsIgnoreCase("nan")
            || text.equalsIgnoreCase("n/a")
            || text.equals("-");
    return absent ? null : text;
  }
}
