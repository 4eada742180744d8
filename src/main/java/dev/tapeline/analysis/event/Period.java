package dev.tapeline.analysis.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * The time that an event is about: {@code 2024}, {@code 2024-H1}, {@code 2024-Q3}, {@code 2024-05},
 * {@code 2024-05-12}, or {@code from/to} of two of these.
 *
 * @param text as above
 */
public record Period(String text) {
  private static final String ONE =
      "\\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?))?";
  private static final Pattern FORM = Pattern.compile(ONE + "(/" + ONE + ")?");

  public Period {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a period: " + text);
    }
  }

  /** Reads what {@link #toString} writes. */
  @JsonCreator
  public static Period parse(String text) {
    return new Period(text);
  }

  /** The first day that it covers: 1 July 2024 for {@code 2024-H2}. */
  public LocalDate firstDay() {
    String[] parts = text.split("/", -1)[0].split("-", -1);
    int year = Integer.parseInt(parts[0]);
    if (parts.length == 1) {
      return LocalDate.of(year, 1, 1);
    }
    int number = Integer.parseInt(parts[1].replaceAll("[HQ]", ""));
    int month =
        switch (parts[1].charAt(0)) {
          case 'H' -> 6 * number - 5;
          case 'Q' -> 3 * number - 2;
          default -> number;
        };
    return LocalDate.of(year, month, parts.length > 2 ? Integer.parseInt(parts[2]) : 1);
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
