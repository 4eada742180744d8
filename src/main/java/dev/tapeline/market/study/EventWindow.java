package dev.tapeline.market.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sessions around an event that are looked at, both ends inclusive: {@code [-1,+1]} is the
 * session before the one that could react first, that one, and the next.
 *
 * @param from the first relative day, from -19 up: what lies before belongs to the {@link
 *     EstimationWindow}
 * @param to the last relative day, not before {@code from}, 60 at most
 */
public record EventWindow(int from, int to) {

  /** The earliest relative day. */
  public static final int EARLIEST = EstimationWindow.TO + 1;

  /** The latest relative day. */
  public static final int LATEST = 60;

  /** What can be read, in words for a person. */
  public static final String ALLOWED =
      "windows such as [-1,+1], -1,1 or -1..1, from %d to +%d, the first day not behind the last"
          .formatted(EARLIEST, LATEST);

  private static final Pattern ONE =
      Pattern.compile(
          "\\[([+-]?\\d{1,4}),([+-]?\\d{1,4})]|([+-]?\\d{1,4})(?:\\.\\.|,)([+-]?\\d{1,4})");

  /** Refuses what reaches into the estimation window, is too wide, or ends before it begins. */
  public EventWindow {
    if (from < EARLIEST || to > LATEST || from > to) {
      throw new IllegalArgumentException("[%d,%d]: not %s".formatted(from, to, ALLOWED));
    }
  }

  /** Sessions that the window holds. */
  public int length() {
    return to - from + 1;
  }

  /** Reads {@code [-1,+1]}, {@code -1,1} or {@code -1..1}. */
  @JsonCreator
  public static EventWindow parse(String text) {
    List<EventWindow> read = parseAll(text);
    if (read.size() != 1) {
      throw new IllegalArgumentException(text + ": not one window");
    }
    return read.get(0);
  }

  /**
   * Reads one window or several parted by commas: {@code [-1,+1],[0,+5]}. Spaces count for nothing:
   * a plus sign in an address arrives as one.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static List<EventWindow> parseAll(String text) {
    String written = text.replace(" ", "");
    Matcher matcher = ONE.matcher(written);
    List<EventWindow> windows = new ArrayList<>();
    int at = 0;
    while (at < written.length()) {
      matcher.region(at, written.length());
      boolean parted = windows.isEmpty() || written.charAt(at - 1) == ',';
      if (!parted || !matcher.lookingAt()) {
        throw new IllegalArgumentException(text + ": not " + ALLOWED);
      }
      int group = matcher.group(1) == null ? 3 : 1;
      windows.add(
          new EventWindow(
              Integer.parseInt(matcher.group(group)), Integer.parseInt(matcher.group(group + 1))));
      at = matcher.end();
      if (at < written.length() - 1 && written.charAt(at) == ',') {
        at++;
      }
    }
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(text + ": not " + ALLOWED);
    }
    return List.copyOf(windows);
  }

  @JsonValue
  @Override
  public String toString() {
    return "[%s,%s]".formatted(signed(from), signed(to));
  }

  private static String signed(int day) {
    return day > 0 ? "+" + day : String.valueOf(day);
  }
}
