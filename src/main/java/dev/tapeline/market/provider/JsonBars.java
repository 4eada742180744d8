package dev.tapeline.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.market.Bar;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of JSON as bars; a row that is none is kept as a reason. */
final class JsonBars {
  private static final int ISO_LENGTH = 10;

  private final List<SplitBar> bars = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  /** What a row holds; numbers of nodes that are null or absent are null. */
  interface Row {

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException where it is no bar, with the reason
     */
    SplitBar read();
  }

  /**
   * Takes a row.
   *
   * @param what it is called where it cannot be read: its date
   */
  void add(String what, Row row) {
    try {
      bars.add(row.read());
    } catch (DateTimeException e) {
      unreadable.add(ApiKey.cut(what + ": is no date such as 2021-10-19"));
    } catch (IllegalArgumentException e) {
      unreadable.add(ApiKey.cut(what + ": " + e.getMessage()));
    }
  }

  /** The bars, adjusted for the splits that they tell. */
  BarAnswer asTraded(@Nullable String currency) {
    return new BarAnswer.Bars(SplitBar.adjusted(bars), currency, unreadable);
  }

  /** The bars as they are. */
  BarAnswer asTheyAre(@Nullable String currency) {
    return new BarAnswer.Bars(bars.stream().map(SplitBar::bar).toList(), currency, unreadable);
  }

  /** A date, also where a time follows it: {@code 2021-10-19T00:00:00.000Z}. */
  static LocalDate date(String text) {
    return LocalDate.parse(text.length() > ISO_LENGTH ? text.substring(0, ISO_LENGTH) : text);
  }

  /** A number, also where it is written as text; null where there is none. */
  static @Nullable Double number(JsonNode row, String field) {
    JsonNode node = row.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    try {
      return Double.valueOf(node.asText().strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no number: " + field + " " + node.asText(), e);
    }
  }

  /** A number that has to be there. */
  static double required(JsonNode row, String field) {
    Double number = number(row, field);
    if (number == null) {
      throw new IllegalArgumentException("it has no " + field);
    }
    return number;
  }

  static @Nullable Long whole(@Nullable Double number) {
    return number == null ? null : Math.round(number);
  }

  /** A bar of a row with fields of these names. */
  static Bar bar(LocalDate session, JsonNode row, @Nullable String adjustedClose) {
    return new Bar(
        session,
        number(row, "open"),
        number(row, "high"),
        number(row, "low"),
        required(row, "close"),
        adjustedClose == null ? null : number(row, adjustedClose),
        whole(number(row, "volume")));
  }
}
