package dev.tapeline.analysis.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
