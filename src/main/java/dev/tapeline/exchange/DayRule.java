package dev.tapeline.exchange;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which days a row of a calendar file is about.
 *
 * <ul>
 *   <li>{@code 2024-02-10} one day, {@code 2024-02-10/2024-02-17} all days from one to the other;
 *   <li>{@code 12-25} that day of every year;
 *   <li>{@code 01 MON#3} the third Monday of January, {@code 05 MON#-1} the last of May;
 *   <li>{@code MON<=05-24} the last Monday on or before 24 May, {@code FRI>=06-19} the first Friday
 *       on or after 19 June;
 *   <li>{@code EASTER-2} Good Friday, {@code EASTER+1} Easter Monday, {@code ORTHODOX-2} the
 *       Orthodox Good Friday (its Gregorian date).
 * </ul>
 *
 * <p>A rule may be followed by where it moves from a weekday: {@code 07-04 SAT-1 SUN+1} is the
 * Friday before when it falls on a Saturday, and the Monday after when on a Sunday.
 */
sealed interface DayRule {

  /** The days of this rule that belong to a year, moved ones included. */
  List<LocalDate> in(int year);

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException where no rule is written there
   */
  static DayRule parse(String text) {
    String[] words = text.strip().split(" +");
    DayRule rule = tryDates(words[0]);
    if (rule != null && words.length == 1) {
      return rule;
    }
    return Yearly.parse(words);
  }

  private static @Nullable DayRule tryDates(String text) {
    if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int slash = text.indexOf('/');
    LocalDate from = LocalDate.parse(slash < 0 ? text : text.substring(0, slash));
    LocalDate to = slash < 0 ? from : LocalDate.parse(text.substring(slash + 1));
    return new Dates(from, to);
  }

  /** A day, or all days from one to another. */
  record Dates(LocalDate from, LocalDate to) implements DayRule {
    public Dates {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException(from + " is after " + to);
      }
    }

    @Override
    public List<LocalDate> in(int year) {
      List<LocalDate> days = new ArrayList<>();
      for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
        if (date.getYear() == year) {
          days.add(date);
        }
      }
      return days;
    }
  }

  /** One day a year, moved away from some weekdays. */
  record Yearly(Anchor anchor, Map<DayOfWeek, Integer> moves) implements DayRule {
    private static final Pattern MOVE = Pattern.compile("([A-Z]{3})([+-]\\d)");

    static Yearly parse(String[] words) {
      int anchorWords = words.length > 1 && words[1].contains("#") ? 2 : 1;
      Anchor anchor = Anchor.parse(String.join(" ", List.of(words).subList(0, anchorWords)));
      Map<DayOfWeek, Integer> moves = new EnumMap<>(DayOfWeek.class);
      for (String word : List.of(words).subList(anchorWords, words.length)) {
        Matcher move = MOVE.matcher(word);
        if (!move.matches()) {
          throw new IllegalArgumentException("Not a move such as SUN+1: " + word);
        }
        moves.put(Weekdays.parse(move.group(1)), Integer.parseInt(move.group(2)));
      }
      return new Yearly(anchor, moves);
    }

    @Override
    public List<LocalDate> in(int year) {
      // New Year's Day of the next year may be kept on the last day of this one.
      List<LocalDate> days = new ArrayList<>();
      for (int unmoved = year - 1; unmoved <= year + 1; unmoved++) {
        LocalDate date = moved(unmoved);
        if (date.getYear() == year) {
          days.add(date);
        }
      }
      return days;
    }

    private LocalDate moved(int year) {
      LocalDate date = anchor.in(year);
      return date.plusDays(moves.getOrDefault(date.getDayOfWeek(), 0));
    }
  }

  /** The day of a year from which a yearly rule starts. */
  sealed interface Anchor {

    LocalDate in(int year);

    static Anchor parse(String text) {
      for (Form form : Form.values()) {
        Matcher matcher = form.pattern.matcher(text);
        if (matcher.matches()) {
          return form.read(matcher);
        }
      }
      throw new IllegalArgumentException("Not a day such as 12-25, 01 MON#3 or EASTER-2: " + text);
    }

    /** How anchors are written. */
    enum Form {
      FIXED("(\\d\\d-\\d\\d)") {
        @Override
        Anchor read(Matcher matcher) {
          return new Fixed(MonthDay.parse("--" + matcher.group(1)));
        }
      },
      NTH("(\\d\\d) ([A-Z]{3})#(-?\\d)") {
        @Override
        Anchor read(Matcher matcher) {
          return new Nth(
              Integer.parseInt(matcher.group(1)),
              Weekdays.parse(matcher.group(2)),
              Integer.parseInt(matcher.group(3)));
        }
      },
      NEAR("([A-Z]{3})([<>])=(\\d\\d-\\d\\d)") {
        @Override
        Anchor read(Matcher matcher) {
          return new Near(
              Weekdays.parse(matcher.group(1)),
              matcher.group(2).equals(">"),
              MonthDay.parse("--" + matcher.group(3)));
        }
      },
      EASTER("(EASTER|ORTHODOX)([+-]\\d+)?") {
        @Override
        Anchor read(Matcher matcher) {
          String days = matcher.group(2);
          return new Easter(
              matcher.group(1).equals("ORTHODOX"), days == null ? 0 : Integer.parseInt(days));
        }
      };

      private final Pattern pattern;

      Form(String pattern) {
        this.pattern = Pattern.compile(pattern);
      }

      abstract Anchor read(Matcher matcher);
    }
  }

  /** A day of the month; 29 February is the 28th in other years. */
  record Fixed(MonthDay day) implements Anchor {
    @Override
    public LocalDate in(int year) {
      return day.atYear(year);
    }
  }

  /** The nth such weekday of a month, counted from its end where negative. */
  record Nth(int month, DayOfWeek weekday, int nth) implements Anchor {
    @Override
    public LocalDate in(int year) {
      return YearMonth.of(year, month)
          .atDay(1)
          .with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
    }
  }

  /** The first such weekday on or after a day, or the last on or before it. */
  record Near(DayOfWeek weekday, boolean after, MonthDay day) implements Anchor {
    @Override
    public LocalDate in(int year) {
      LocalDate date = day.atYear(year);
      return date.with(
          after
              ? TemporalAdjusters.nextOrSame(weekday)
              : TemporalAdjusters.previousOrSame(weekday));
    }
  }

  /** So many days after (before, where negative) Easter Sunday. */
  record Easter(boolean orthodox, int days) implements Anchor {
    @Override
    public LocalDate in(int year) {
      return (orthodox ? orthodoxSunday(year) : westernSunday(year)).plusDays(days);
    }

    /** By the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, chapter 8). */
    private static LocalDate westernSunday(int year) {
      int golden = year % 19;
      int century = year / 100;
      int yearOfCentury = year % 100;
      int moonCorrection = (century - (century + 8) / 25 + 1) / 3;
      int epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30;
      int weekday =
          (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
      int lateMoon = (golden + 11 * epact + 22 * weekday) / 451;
      int days = epact + weekday - 7 * lateMoon + 114;
      return LocalDate.of(year, days / 31, days % 31 + 1);
    }

    /** By Meeus's Julian algorithm, the 13 days between the calendars added (1900 to 2099). */
    private static LocalDate orthodoxSunday(int year) {
      int moon = (19 * (year % 19) + 15) % 30;
      int weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
      int days = moon + weekday + 114;
      return LocalDate.of(year, days / 31, days % 31 + 1).plusDays(13);
    }
  }

  /** Weekdays as the files write them: MON to SUN. */
  final class Weekdays {
    private Weekdays() {}

    static DayOfWeek parse(String text) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.name().substring(0, 3).equals(text.strip().toUpperCase(Locale.ROOT))) {
          return day;
        }
      }
      throw new IllegalArgumentException("Not a weekday MON to SUN: " + text);
    }
  }
}
