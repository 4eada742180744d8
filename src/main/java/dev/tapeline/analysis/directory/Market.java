package dev.tapeline.analysis.directory;

import java.util.List;

/**
 * How the symbols of one market are written: a row of {@code markets.csv}.
 *
 * @param mic the ISO 10383 code that listing keys are written with: {@code XHKG}
 * @param suffixes behind the dot of a Yahoo symbol, the market's own first: {@code HK}; empty for
 *     the United States
 * @param reads other MICs that are read as this one: {@code XJPX} for {@code XTKS}
 * @param prefixes what stands before a colon, in upper case: {@code HKEX}, {@code SEHK}
 * @param rics behind the dot of a Reuters code: {@code N} in {@code JNJ.N}
 * @param bloomberg behind the blank of a Bloomberg code: {@code HK} in {@code 1810 HK}
 * @param width codes of digits are padded with zeros to this width; 0 where they are not
 * @param country ISO 3166-1 alpha-2
 * @param currency ISO 4217 that shares are traded in there
 * @param rank 1 a country's main market, 2 a second one, 3 a venue that trades mostly what is
 *     listed elsewhere
 */
public record Market(
    String mic,
    List<String> suffixes,
    List<String> reads,
    List<String> prefixes,
    List<String> rics,
    List<String> bloomberg,
    int width,
    String country,
    String currency,
    int rank) {

  /** The suffix of the market's Yahoo symbols without its dot; empty in the United States. */
  public String suffix() {
    return suffixes.isEmpty() ? "" : suffixes.get(0);
  }

  /**
   * The Yahoo symbol of a code: {@code 1810.HK} for {@code 1810}, {@code AAPL} for {@code AAPL}.
   */
  public String ticker(String code) {
    return suffixes.isEmpty() ? code : code + "." + suffix();
  }

  /** The listing key of a code: {@code XHKG:1810}. */
  public String key(String code) {
    return mic + ":" + code;
  }

  /**
   * A code as Yahoo writes it: {@code 0700} for Hong Kong's {@code 700} and {@code 00700}, {@code
   * BRK-B} for {@code BRK.B}.
   */
  public String canonicalCode(String code) {
    String plain = code.replace('.', '-').replace('/', '-');
    if (width == 0 || !isDigits(plain)) {
      return plain;
    }
    int from = 0;
    while (plain.length() - from > width && plain.charAt(from) == '0') {
      from++;
    }
    return "0".repeat(Math.max(0, width - (plain.length() - from))) + plain.substring(from);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
