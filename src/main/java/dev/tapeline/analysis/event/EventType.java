package dev.tapeline.analysis.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A type of the taxonomy, written {@code group/type}: {@code products/production-plan}.
 *
 * @param group one of the groups of the taxonomy, such as {@code products}
 * @param name the type inside the group, such as {@code production-plan}
 */
public record EventType(String group, String name) {

  /** Reads {@code group/type}. */
  @JsonCreator
  public static EventType parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException("not a group/type: " + text);
    }
    return new EventType(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Written out, for types are compared all the time and what the compiler makes is slower. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof EventType type && name.equals(type.name) && group.equals(type.group));
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + name.hashCode();
  }

  @JsonValue
  @Override
  public String toString() {
    return group + "/" + name;
  }
}
