package dev.tapeline.market.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A provider's key. Its text form does not show it.
 *
 * @param value the key itself, never to be logged or stored
 */
record ApiKey(String value) {
  private static final String HIDDEN = "***";
  private static final int LONGEST = 200;

  /** As a value of an address' query. */
  String inQuery() {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** A text that a provider wrote, cut and without the key: some repeat it in their errors. */
  String hiddenIn(String text) {
    // An upper-case key may come back in another case.
    String hidden =
        Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .replaceAll(HIDDEN)
            .replace(inQuery(), HIDDEN);
    return cut(hidden);
  }

  /** A text on one line, cut where it is long. */
  static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ApiKey[%s]", HIDDEN);
  }
}
