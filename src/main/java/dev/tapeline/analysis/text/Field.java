package dev.tapeline.analysis.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The field of an item that an offset counts in. */
public enum Field {
  TITLE,
  TEXT;

  /** As the JSON writes it: {@code title}, {@code text}. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #toString} writes. */
  public static Field parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
