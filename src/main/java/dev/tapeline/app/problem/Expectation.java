package dev.tapeline.app.problem;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What a value has to be, said so that the sentence "limit: …" goes on with it. */
final class Expectation {

  private Expectation() {}

  /**
   * The expectation of a Java type: {@code must be a date such as 2021-10-19}, {@code must be one
   * of DOWN, FLAT, UP}.
   */
  static String of(Class<?> type) {
    if (type.isEnum()) {
      return "must be one of " + constants(type);
    }
    if (isWhole(type)) {
      return "must be a whole number";
    }
    if (isFraction(type)) {
      return "must be a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "must be true or false";
    }
    if (type == LocalDate.class) {
      return "must be a date such as 2021-10-19";
    }
    if (type == Instant.class) {
      return "must be an instant such as 2021-10-19T03:05:00Z";
    }
    if (type == Duration.class) {
      return "must be a duration such as PT1H";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "must be a string";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "must be a list";
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return "must be an object";
    }
    return "has a value that is not allowed";
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class
        || type == long.class
        || type == short.class
        || type == Integer.class
        || type == Long.class
        || type == Short.class
        || type == BigInteger.class;
  }

  private static boolean isFraction(Class<?> type) {
    return type == double.class
        || type == float.class
        || type == Double.class
        || type == Float.class
        || type == BigDecimal.class;
  }
}
