package dev.tapeline.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads query and path parameters. Each method throws a 400 problem that names the parameter and
 * what is allowed; what was not sent (null) reads as null, an empty list or the default.
 */
public final class Parameters {

  /** Timestamps of the database reach further than any news; a year has four digits here. */
  private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The end of the last day that can be written. */
  private static final Instant MAX = Instant.parse("+10000-01-01T00:00:00Z");

  private static final int LAST_YEAR = 9_999;

  private Parameters() {}

  /** An integer within bounds. */
  public static int integer(
      String name, @Nullable String value, int defaultValue, int min, int max) {
    if (value == null) {
      return defaultValue;
    }
    try {
      int read = Integer.parseInt(value);
      if (read >= min && read <= max) {
        return read;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw Refusal.badParameter(name, value, "an integer from %d to %d".formatted(min, max));
  }

  /** A sequence number: an integer from 0 up. */
  public static long sequence(String name, @Nullable String value, long defaultValue) {
    if (value == null) {
      return defaultValue;
    }
    try {
      long read = Long.parseLong(value);
      if (read >= 0) {
        return read;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw Refusal.badParameter(name, value, "an integer from 0 up");
  }

  /** A decimal number from 0 up. */
  public static @Nullable BigDecimal size(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    int longest = 20;
    try {
      BigDecimal read = new BigDecimal(value);
      if (value.length() <= longest && read.signum() >= 0 && Math.abs(read.scale()) <= longest) {
        return read;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw Refusal.badParameter(name, value, "a decimal number from 0 up");
  }

  /** The start of a range: an instant, or a date that means its first moment in UTC. */
  public static @Nullable Instant from(String name, @Nullable String value) {
    return value == null ? null : instant(name, value, 0);
  }

  /** The open end of a range: an instant, or a date that means the end of that day in UTC. */
  public static @Nullable Instant to(String name, @Nullable String value) {
    return value == null ? null : instant(name, value, 1);
  }

  /**
   * Refuses a range that ends before it begins.
   *
   * @param from as {@link #from} or {@link #date} read it
   * @param to as {@link #to} or {@link #date} read it
   */
  public static void inOrder(@Nullable String from, @Nullable String to) {
    Instant begin = from("from", from);
    Instant end = to("to", to);
    if (from == null || to == null || begin == null || end == null || begin.isBefore(end)) {
      return;
    }
    if (begin.isAfter(end) || isDate(to)) {
      throw Refusal.badParameter("from", from, "not after to");
    }
  }

  private static boolean isDate(String value) {
    return value.indexOf('T') < 0;
  }

  private static Instant instant(String name, String value, int daysAdded) {
    try {
      Instant read =
          isDate(value)
              ? LocalDate.parse(value).plusDays(daysAdded).atStartOfDay(ZoneOffset.UTC).toInstant()
              // A plus that is not escaped arrives as a space: there is nothing else it can mean.
              : OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (!read.isBefore(MIN) && !read.isAfter(MAX)) {
        return read;
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw Refusal.badParameter(
        name,
        value,
        "a date (2021-10-19) or an instant (2021-10-19T03:05:00Z) of the years 1 to 9999");
  }

  /** A date such as 2021-10-19. */
  public static @Nullable LocalDate date(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      LocalDate read = LocalDate.parse(value);
      if (read.getYear() >= 1 && read.getYear() <= LAST_YEAR) {
        return read;
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw Refusal.badParameter(name, value, "a date (2021-10-19) of the years 1 to 9999");
  }

  /** True or false. */
  public static @Nullable Boolean truth(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return switch (value) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw Refusal.badParameter(name, value, "true or false");
    };
  }

  /** Values of an enumeration, each given in its own parameter or parted by commas. */
  public static <E extends Enum<E>> List<E> values(
      String name, Class<E> type, @Nullable List<String> values) {
    List<E> read = new ArrayList<>();
    for (String value : words(values)) {
      try {
        read.add(Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw Refusal.badParameter(
            name, value, "one of " + Arrays.toString(type.getEnumConstants()));
      }
    }
    return read;
  }

  /** Words, each given in its own parameter or parted by commas. */
  public static List<String> words(@Nullable List<String> values) {
    if (values == null || values.isEmpty()) {
      return List.of();
    }
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** A UUID, or null where the text is none: then nothing has that id. */
  public static @Nullable UUID id(String value) {
    int length = 36;
    if (value.length() != length) {
      return null;
    }
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
