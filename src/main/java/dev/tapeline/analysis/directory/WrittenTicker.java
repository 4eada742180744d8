package dev.tapeline.analysis.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a ticker as people write it, the likeliest first.
 *
 * <p>Understood are Yahoo's form ({@code 01810.HK}, {@code BRK-B}), an exchange or a MIC before a
 * colon ({@code HKEX: 1810}, {@code XJPX:7203}), Reuters codes ({@code JNJ.N}, {@code BRKb.N}),
 * Bloomberg codes ({@code 1810 HK}, {@code 7203 JP Equity}), the mainland's habit ({@code
 * SH600519}, {@code 600519.SH}), cashtags ({@code $TSLA}), class shares with a dot or a slash
 * ({@code BRK.B}) and a code alone ({@code 1810}, {@code BBCA}).
 */
final class WrittenTicker {
  /**
   * One way to read it.
   *
   * @param market the market it names, or null where it names none
   * @param code as Yahoo writes it on that market
   */
  record Reading(@Nullable Market market, String code) {}

  private static final String CODE = "[\\p{L}\\p{N}][\\p{L}\\p{N}&\\-./]{0,19}";
  private static final Pattern PREFIXED =
      Pattern.compile("\\s*([\\p{L}][\\p{L}\\p{N} .-]{0,30}?)\\s*[:：]\\s*(" + CODE + ")\\s*");
  private static final Pattern SUFFIXED =
      Pattern.compile("([\\p{L}\\p{N}&\\-^]{1,15})\\.([A-Za-z]{1,3})");
  private static final Pattern SPACED =
      Pattern.compile("(" + CODE + ")\\s+([A-Za-z][A-Za-z0-9])(?:\\s+[Ee]quity)?");
  private static final Pattern MAINLAND = Pattern.compile("(SH|SZ|BJ|HK)(\\d{4,6})");
  private static final Pattern CLASS_SHARE = Pattern.compile("([A-Z]{1,5})[./ ]([A-Z])");
  private static final Pattern RIC_CLASS = Pattern.compile("([A-Z]{1,5})([a-z])");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}&\\-^]{1,20}");

  private final Markets markets;
  private final List<Reading> readings = new ArrayList<>();

  private WrittenTicker(Markets markets) {
    this.markets = markets;
  }

  /** All readings of {@code text}; none where it has not the form of a ticker. */
  static List<Reading> readings(String text, Markets markets) {
    WrittenTicker written = new WrittenTicker(markets);
    String trimmed = text.strip();
    if (trimmed.length() <= 40) {
      written.read(trimmed.startsWith("$") ? trimmed.substring(1) : trimmed);
    }
    return written.readings;
  }

  private void read(String text) {
    Matcher prefixed = PREFIXED.matcher(text);
    if (prefixed.matches()) {
      String prefix = prefixed.group(1).strip();
      for (Market market : markets.byPrefix(prefix)) {
        add(market, prefixed.group(2));
      }
      return;
    }
    Matcher suffixed = SUFFIXED.matcher(text);
    if (suffixed.matches()) {
      markets.bySuffix(suffixed.group(2)).forEach(market -> add(market, suffixed.group(1)));
      markets.byRic(suffixed.group(2)).forEach(market -> addRic(market, suffixed.group(1)));
    }
    String upper = text.toUpperCase(Locale.ROOT);
    Matcher classShare = CLASS_SHARE.matcher(upper);
    if (classShare.matches()) {
      add(null, classShare.group(1) + "-" + classShare.group(2));
    }
    Matcher spaced = SPACED.matcher(text);
    if (spaced.matches()) {
      markets.byBloomberg(spaced.group(2)).forEach(market -> add(market, spaced.group(1)));
    }
    Matcher mainland = MAINLAND.matcher(upper);
    if (mainland.matches()) {
      markets.byPrefix(mainland.group(1)).forEach(market -> add(market, mainland.group(2)));
    }
    if (PLAIN.matcher(text).matches()) {
      add(null, text);
    }
  }

  private void addRic(Market market, String code) {
    Matcher share = RIC_CLASS.matcher(code);
    add(market, share.matches() ? share.group(1) + "-" + share.group(2) : code);
  }

  private void add(@Nullable Market market, String code) {
    String upper = code.toUpperCase(Locale.ROOT);
    String canonical =
        market == null
            ? upper.replace('/', '-')
            : market.canonicalCode(withoutSuffix(market, upper));
    Reading reading = new Reading(market, canonical);
    if (!readings.contains(reading)) {
      readings.add(reading);
    }
  }

  /** {@code HKEX: 1810.HK} says its market twice. */
  private static String withoutSuffix(Market market, String code) {
    for (String suffix : market.suffixes()) {
      if (code.endsWith("." + suffix)) {
        return code.substring(0, code.length() - suffix.length() - 1);
      }
    }
    return code;
  }
}
