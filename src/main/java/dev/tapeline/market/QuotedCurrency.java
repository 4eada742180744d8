package dev.tapeline.market;

/** How providers write the currency that prices are quoted in. */
public final class QuotedCurrency {
  private QuotedCurrency() {}

  /**
   * The ISO 4217 code of a currency that is written as prices are quoted: {@code GBP} for {@code
   * GBp} and {@code GBX}, in which London quotes hundredths of it; others are themselves.
   */
  public static String whole(String written) {
    return switch (written.strip()) {
      case "GBp", "GBX" -> "GBP";
      case "ZAc", "ZAX" -> "ZAR";
      case "ILA", "ILX" -> "ILS";
      default -> written.strip();
    };
  }
}
