package dev.tapeline.analysis.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that pages tell: ISO 8601 in its sloppy forms, RFC 1123, epoch seconds and
 * milliseconds. A time needs a zone: told in the text ({@code +07:00}, {@code WIB}, {@code JST}),
 * or that of the page's country where it has one zone. A date without a time of day is no instant.
 */
final class PageDates {
  private static final Pattern LOCAL =
      Pattern.compile(
          "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:T|,|\\s){0,3}"
              + "(\\d{1,2})[:時时](\\d{2})分?(?::(\\d{2})(?:[.,]\\d{1,9})?)?\\s*(.*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OFFSET =
      Pattern.compile("(?:GMT|UTC)?\\s*([+\\-−])(\\d{1,2}):?(\\d{2})?\\)?.*", Pattern.DOTALL);
  private static final Pattern EPOCH = Pattern.compile("\\d{10}(\\d{3})?");

  /** Zone words of news sites; words that several zones share (CST, IST) are not among them. */
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("Z", "Z"),
          Map.entry("UTC", "Z"),
          Map.entry("GMT", "Z"),
          Map.entry("WIB", "Asia/Jakarta"),
          Map.entry("WITA", "Asia/Makassar"),
          Map.entry("WIT", "Asia/Jayapura"),
          Map.entry("JST", "Asia/Tokyo"),
          Map.entry("KST", "Asia/Seoul"),
          Map.entry("HKT", "Asia/Hong_Kong"),
          Map.entry("SGT", "Asia/Singapore"),
          Map.entry("MYT", "Asia/Kuala_Lumpur"),
          Map.entry("ICT", "Asia/Bangkok"),
          Map.entry("PHT", "Asia/Manila"),
          Map.entry("北京时间", "Asia/Shanghai"),
          Map.entry("EST", "America/New_York"),
          Map.entry("EDT", "America/New_York"),
          Map.entry("ET", "America/New_York"),
          Map.entry("PST", "America/Los_Angeles"),
          Map.entry("PDT", "America/Los_Angeles"),
          Map.entry("PT", "America/Los_Angeles"),
          Map.entry("CET", "Europe/Paris"),
          Map.entry("CEST", "Europe/Paris"),
          Map.entry("MEZ", "Europe/Berlin"),
          Map.entry("MESZ", "Europe/Berlin"),
          Map.entry("TRT", "Europe/Istanbul"),
          Map.entry("AEST", "Australia/Brisbane"),
          Map.entry("AEDT", "Australia/Sydney"));

  /** Countries with one zone, by region of a language tag and by top-level domain. */
  private static final Map<String, String> COUNTRIES =
      Map.ofEntries(
          Map.entry("JP", "Asia/Tokyo"),
          Map.entry("KR", "Asia/Seoul"),
          Map.entry("CN", "Asia/Shanghai"),
          Map.entry("HK", "Asia/Hong_Kong"),
          Map.entry("TW", "Asia/Taipei"),
          Map.entry("SG", "Asia/Singapore"),
          Map.entry("MY", "Asia/Kuala_Lumpur"),
          Map.entry("TH", "Asia/Bangkok"),
          Map.entry("VN", "Asia/Ho_Chi_Minh"),
          Map.entry("PH", "Asia/Manila"),
          Map.entry("IN", "Asia/Kolkata"),
          Map.entry("TR", "Europe/Istanbul"),
          Map.entry("DE", "Europe/Berlin"),
          Map.entry("AT", "Europe/Vienna"),
          Map.entry("CH", "Europe/Zurich"),
          Map.entry("FR", "Europe/Paris"),
          Map.entry("IT", "Europe/Rome"),
          Map.entry("NL", "Europe/Amsterdam"),
          Map.entry("BE", "Europe/Brussels"),
          Map.entry("GB", "Europe/London"),
          Map.entry("UK", "Europe/London"),
          Map.entry("SA", "Asia/Riyadh"),
          Map.entry("AE", "Asia/Dubai"),
          Map.entry("EG", "Africa/Cairo"));

  private final @Nullable ZoneId home;

  /**
   * A reader for a page.
   *
   * @param language the page's language tag, or null
   * @param host the page's host, or null
   * @param shown texts of the page that tell a time: a zone word in one of them is the page's zone
   */
  PageDates(@Nullable String language, @Nullable String host, List<String> shown) {
    String region = language == null ? "" : Locale.forLanguageTag(language).getCountry();
    String domain =
        host == null ? "" : host.substring(host.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    String zone = COUNTRIES.get(domain);
    if (zone == null) {
      zone = COUNTRIES.get(region);
    }
    ZoneId told = null;
    for (String text : shown) {
      told = told == null ? zoneWord(text) : told;
    }
    this.home = told != null ? told : zone == null ? null : ZoneId.of(zone);
  }

  /** The instant that a text tells, or null where it tells none. */
  @Nullable Instant read(@Nullable String text) {
    if (text == null || text.length() > 120) {
      return null;
    }
    String clean = text.strip();
    if (EPOCH.matcher(clean).matches()) {
      long number = Long.parseLong(clean);
      return clean.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
    Matcher local = LOCAL.matcher(clean);
    return local.find() ? instant(local) : rfc1123(clean);
  }

  private @Nullable Instant instant(Matcher told) {
    try {
      LocalDateTime time =
          LocalDateTime.of(
              Integer.parseInt(told.group(1)),
              Integer.parseInt(told.group(2)),
              Integer.parseInt(told.group(3)),
              Integer.parseInt(told.group(4)),
              Integer.parseInt(told.group(5)),
              told.group(6) == null ? 0 : Integer.parseInt(told.group(6)));
      ZoneId zone = zone(told.group(7));
      return zone == null ? null : time.atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable ZoneId zone(String tail) {
    Matcher offset = OFFSET.matcher(tail);
    if (offset.matches()) {
      String hours = offset.group(2).length() == 1 ? "0" + offset.group(2) : offset.group(2);
      String minutes = offset.group(3) == null ? "00" : offset.group(3);
      return ZoneId.of((offset.group(1).equals("+") ? "+" : "-") + hours + ":" + minutes);
    }
    ZoneId word = zoneWord(tail);
    return word != null ? word : home;
  }

  private static @Nullable ZoneId zoneWord(String text) {
    for (String word : text.split("[\\s()（）\\[\\].,|]+")) {
      String zone = ZONES.get(word);
      if (zone != null) {
        return ZoneId.of(zone);
      }
    }
    return null;
  }

  private static @Nullable Instant rfc1123(String text) {
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
