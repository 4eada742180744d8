package dev.tapeline.app.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a token lets its bearer do; each holds those before it. Written {@code read}. */
public enum Scope {
  /** Everything that reads, private things among them. */
  READ,
  /** Pushes articles; changes sources, watch lists and rules. */
  WRITE,
  /** Makes and revokes tokens, and reads the audit trail. */
  ADMIN;

  /** Whether somebody who has this may do what needs another. */
  public boolean holds(Scope needed) {
    return compareTo(needed) >= 0;
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for anything else, saying what there is
   */
  @JsonCreator
  public static Scope parse(String text) {
    for (Scope scope : values()) {
      if (scope.toString().equals(text)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("must be one of read, write, admin");
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
