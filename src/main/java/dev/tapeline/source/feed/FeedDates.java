package dev.tapeline.source.feed;

import java.text.DateFormatSymbols;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dates that feeds write: RFC 822 and its abuses, ISO 8601 and its abuses, month names of many
 * languages, the year-month-day of East Asia, seconds since 1970.
 *
 * <p>A weekday is read over, as it is often wrong and never needed. A date without a zone is taken
 * as UTC, a date without a time as its midnight. {@code 03/04/2021}, which is two dates, is none,
 * and so is a placeholder such as year 1 or the first second of 1970.
 */
final class FeedDates {
  private static final int FIRST_YEAR = 1971;
  private static final int LAST_YEAR = 2200;

  private static final Pattern EPOCH = Pattern.compile("\\d{9,10}|\\d{12,13}");

  /** What may stand between a date and its time: {@code |}, {@code " - "}, {@code pukul}, 星期二. */
  private static final String GAP =
      "(?:[\\s,،|·]|(?<=\\s)[-–—](?=\\s)|\\([\\p{L}\\s]{1,12}\\)|(?<!\\p{L})\\p{L}[\\p{L}\\p{M}]{0,9}\\.?(?=[\\s,]))*?";

  private static final String TIME =
      "(?:"
          + GAP
          + "(?<meridiemFirst>\\p{L}{2}(?=\\s*\\d))?T?\\s*(?<hour>\\d{1,2})[:.時时시h](?:\\s*(?<minute>\\d{1,2})"
          + "(?:[:.分분]?\\s*(?<second>\\d{1,2})?(?:[.,](?<fraction>\\d{1,9}))?[秒초]?)?)?[分분]?"
          + "\\s*(?<meridiem>[ap]\\.?m\\.?(?![a-z]))?)?";
  private static final String ZONE = "\\s*(?<zone>.*)";

  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "(?:\\D*?[,\\s])?(?<year>\\d{4})\\s*[-/.年년]\\s*(?<month>\\d{1,2})"
              + "(?:\\s*[-/.月월]\\s*(?<day>\\d{1,2})[日일]?\\.?(?:\\s*[(（]\\p{L}{1,3}[)）])?)?"
              + TIME
              + ZONE,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPACT =
      Pattern.compile(
          "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"
              + "(?:[Tt ]?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?)?"
              + ZONE);
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:[^\\d]*?[,.\\s])??(?<day>\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?[\\s-]*(?:de\\s+)?"
              + "(?<name>\\p{L}[\\p{L}\\p{M}.]*)[\\s,-]*(?:de\\s+)?(?<year>\\d{2,4})(?!\\d|:)"
              + TIME
              + ZONE,
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?:\\p{L}+\\.?,?\\s+)?(?<name>\\p{L}[\\p{L}\\p{M}]*)\\.?\\s+(?<day>\\d{1,2})"
              + "(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d|:)(?:\\s+at)?"
              + TIME
              + ZONE,
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** {@code Tue Oct 19 19:00:00 WIB 2021}: C's asctime, with or without the zone of Java's Date. */
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(?:\\p{L}+,?\\s+)?(?<name>\\p{L}+)\\s+(?<day>\\d{1,2})\\s+"
              + "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?"
              + "\\s*(?<zone>[^\\d\\s]\\S*)?\\s+(?<year>\\d{4})");

  private static final Pattern DIGITS =
      Pattern.compile(
          "(?:\\D*?[,\\s])?(?<first>\\d{1,2})(?<mark>[/.-])(?<month>\\d{1,2})\\k<mark>"
              + "(?<year>\\d{4}|\\d{2})(?![\\d:])"
              + TIME
              + ZONE,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern THANG =
      Pattern.compile("(\\d{1,2})\\s*tháng\\s*(\\d{1,2})[,\\s]*(?:năm\\s*)?(\\d{4})");

  private static final Pattern OFFSET =
      Pattern.compile("\\(?(?:GMT|UTC|UT|Z)?\\s*([+\\-−])\\s*(\\d{1,2}):?(\\d{2})?(?!\\d).*");
  private static final Pattern REGION = Pattern.compile("([A-Z][A-Za-z_]+/[A-Za-z_/+-]+\\d*).*");
  private static final Pattern NAME = Pattern.compile("\\(?([A-Za-z]{1,5})\\b.*");

  /**
   * The zones that news is dated in, in hours and minutes. IST is India's, CST and EST America's,
   * BST Britain's, as in what feeds send.
   */
  private static final Map<String, String> ZONES = zones();

  private FeedDates() {}

  /**
   * The instant that a feed's date means.
   *
   * @param date such as {@code "Tue, 19 Oct 2021 19:00:00 WIB"} or {@code "2021-10-19T19:00+0700"}
   * @return null where it cannot be read without guessing
   */
  static @Nullable Instant parse(@Nullable String date) {
    if (date == null || date.length() > 200) {
      return null;
    }
    String text = Normalizer.normalize(date, Normalizer.Form.NFKC).strip();
    text = THANG.matcher(asciiDigits(text)).replaceAll("$3-$2-$1 ");
    try {
      return read(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant read(String text) {
    if (EPOCH.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return plausible(
          text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }
    Matcher compact = COMPACT.matcher(text);
    if (compact.matches()) {
      return instant(compact, number(compact, "month"), number(compact, "day"));
    }
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return instant(yearFirst, number(yearFirst, "month"), number(yearFirst, "day", 1));
    }
    for (Pattern named : List.of(DAY_FIRST, MONTH_FIRST, YEAR_LAST)) {
      Matcher m = named.matcher(text);
      if (m.matches()) {
        int month = Months.of(m.group("name"));
        if (month > 0) {
          return instant(m, month, number(m, "day"));
        }
      }
    }
    Matcher digits = DIGITS.matcher(text);
    return digits.matches() ? ofDigits(digits) : null;
  }

  private static @Nullable Instant ofDigits(Matcher m) {
    int first = number(m, "first");
    int second = number(m, "month");
    // With points, the day is first wherever the year is last.
    if (first > 12 || m.group("mark").equals(".")) {
      return instant(m, second, first);
    }
    if (second > 12 || first == second) {
      return instant(m, first, second);
    }
    return null;
  }

  private static @Nullable Instant instant(Matcher m, int month, int day) {
    int year = fullYear(m.group("year"));
    LocalDate date = LocalDate.of(year, month, day);
    int hour = hour(m);
    int second = number(m, "second", 0);
    if (hour > 24 || second > 60) {
      return null;
    }
    LocalTime time =
        LocalTime.of(hour % 24, number(m, "minute", 0), Math.min(second, 59), nanos(m));
    ZoneId zone = zone(group(m, "zone"));
    ZonedDateTime at = ZonedDateTime.of(date, time, zone);
    // 24:00 is the midnight that ends the day, and a second 60 is a leap second.
    return plausible(at.plusDays(hour == 24 ? 1 : 0).plusSeconds(second == 60 ? 1 : 0).toInstant());
  }

  private static @Nullable Instant plausible(Instant instant) {
    int year = instant.atZone(ZoneOffset.UTC).getYear();
    return year < FIRST_YEAR || year > LAST_YEAR ? null : instant;
  }

  private static int fullYear(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 2) {
      return year < 50 ? 2000 + year : 1900 + year; // RFC 2822, 4.3
    }
    if (digits.length() == 3) {
      return 1900 + year;
    }
    // Thai feeds count from the Buddha's death.
    return year >= 2500 && year < 2650 ? year - 543 : year;
  }

  private static int hour(Matcher m) {
    int hour = number(m, "hour", 0);
    String meridiem = group(m, "meridiem");
    String before = group(m, "meridiemFirst");
    boolean afternoon =
        meridiem != null && (meridiem.startsWith("p") || meridiem.startsWith("P"))
            || before != null
                && (before.equals("오후") || before.equals("下午") || before.equals("午後"));
    boolean morning =
        meridiem != null && !afternoon
            || before != null
                && (before.equals("오전") || before.equals("上午") || before.equals("午前"));
    if (afternoon && hour < 12) {
      return hour + 12;
    }
    return morning && hour == 12 ? 0 : hour;
  }

  private static int nanos(Matcher m) {
    String fraction = group(m, "fraction");
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static ZoneId zone(@Nullable String told) {
    String text = told == null ? "" : told.strip();
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      return offset(offset);
    }
    Matcher region = REGION.matcher(text);
    if (region.matches()) {
      try {
        return ZoneId.of(region.group(1));
      } catch (ZoneRulesException e) {
        return ZoneOffset.UTC;
      }
    }
    Matcher name = NAME.matcher(text);
    if (name.matches()) {
      String hours = ZONES.get(name.group(1).toUpperCase(Locale.ROOT));
      if (hours == null && !text.isEmpty() && text.startsWith("(")) {
        return ZoneOffset.UTC;
      }
      return hours == null ? ZoneOffset.UTC : ZoneOffset.of(hours);
    }
    return ZoneOffset.UTC;
  }

  private static ZoneOffset offset(Matcher m) {
    int hours = Integer.parseInt(m.group(2));
    int minutes = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    int seconds = (hours * 60 + minutes) * 60;
    return ZoneOffset.ofTotalSeconds(m.group(1).equals("+") ? seconds : -seconds);
  }

  private static int number(Matcher m, String group) {
    return Integer.parseInt(m.group(group));
  }

  private static int number(Matcher m, String group, int otherwise) {
    String digits = group(m, group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  /** The group's text; null where it did not take part, or the pattern has no such group. */
  private static @Nullable String group(Matcher m, String name) {
    return m.pattern().pattern().contains("(?<" + name + ">") ? m.group(name) : null;
  }

  private static String asciiDigits(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c > 127 && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                out.append(Character.digit(c, 10));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static Map<String, String> zones() {
    String table =
        """
        UT +0 UTC +0 GMT +0 Z +0 WET +0 WEST +1 BST +1 CET +1 MET +1 CEST +2 MEST +2 MESZ +2 MEZ +1
        EET +2 EEST +3 SAST +2 CAT +2 EAT +3 WAT +1 MSK +3 TRT +3 GST +4 PKT +5 IST +05:30 NPT +05:45
        BDT +6 WIB +7 ICT +7 WITA +8 WIT +9 SGT +8 MYT +8 PHT +8 HKT +8 AWST +8 JST +9 KST +9
        ACST +09:30 AEST +10 AEDT +11 NZST +12 NZDT +13 HST -10 AKST -9 AKDT -8 PST -8 PDT -7
        MST -7 MDT -6 CST -6 CDT -5 EST -5 EDT -4 ET -5 AST -4 ADT -3 CLT -4 ART -3 BRT -3 NST -03:30
        """;
    Map<String, String> zones = new HashMap<>();
    String[] words = table.strip().split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      zones.put(words[i], words[i + 1]);
    }
    return Map.copyOf(zones);
  }

  /** Month names by their first letters, of the languages that news is pulled in. */
  private static final class Months {
    private static final List<String> ENGLISH =
        List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String LANGUAGES =
        "en id ms de fr es pt it nl tr pl ru uk cs sv da nb fi hu ro el hi th ar bg ca";
    private static final int MIN_PREFIX = 3;

    private Months() {}

    static int of(String name) {
      String lower = name.toLowerCase(Locale.ROOT).replace(".", "");
      if (lower.length() < MIN_PREFIX) {
        return Other.NAMES.getOrDefault(lower, 0);
      }
      int english = ENGLISH.indexOf(lower.substring(0, MIN_PREFIX)) + 1;
      // Finnish marraskuu is November: a longer name is looked up before it is cut.
      if (lower.length() == MIN_PREFIX && english > 0) {
        return english;
      }
      int known = Other.NAMES.getOrDefault(lower, english);
      return known > 0 ? known : Other.beginningWith(lower);
    }

    /** Loaded only for a month that is not plain English: locale data costs time. */
    private static final class Other {
      static final Map<String, Integer> NAMES = names();

      /** The month, where all names that begin so are of one month. */
      static int beginningWith(String letters) {
        List<Integer> months =
            NAMES.entrySet().stream()
                .filter(name -> name.getKey().startsWith(letters))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        return months.size() == 1 ? months.get(0) : 0;
      }

      private static Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        for (String language : LANGUAGES.split(" ")) {
          DateFormatSymbols symbols =
              DateFormatSymbols.getInstance(Locale.forLanguageTag(language));
          add(names, symbols.getMonths());
          add(names, symbols.getShortMonths());
        }
        for (String extra : List.of("agt 8", "peb 2", "nop 11", "sept 9", "ags 8", "mrt 3")) {
          names.put(extra.split(" ")[0], Integer.parseInt(extra.split(" ")[1]));
        }
        return names;
      }

      private static void add(Map<String, Integer> names, String[] months) {
        for (int i = 0; i < 12; i++) {
          String name = months[i].toLowerCase(Locale.ROOT).replace(".", "");
          if (name.length() > 1 && name.chars().noneMatch(Character::isDigit)) {
            names.putIfAbsent(name, i + 1);
          }
        }
      }
    }
  }
}
