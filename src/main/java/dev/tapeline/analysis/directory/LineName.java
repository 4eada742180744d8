package dev.tapeline.analysis.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The issuer's name inside the name of a line of shares.
 *
 * <p>Regional exchanges write the par value and the class behind a shortened name ({@code TESLA
 * INC. DL -,001}, {@code AKAMAI TECH. DL-,01}), London's order book repeats it ({@code TESLA INC
 * TESLA ORD (CDI)}), and Chinese tables mark what trades under conditions ({@code *ST国华}, {@code
 * 万科A}).
 *
 * @param text the name without those
 * @param isShortened whether words of it may be cut off or missing, so that it is not how people
 *     write the issuer
 */
record LineName(String text, boolean isShortened) {
  private static final Pattern PAR_VALUE =
      Pattern.compile(
          "\\s+(DL|EO|LS|YC|HD|SK|NK|DK|SF|RP|BA|ZY|RC|AD|CD|SD|MR|IR|NZ|RL|TL|PP|CP|KC|UF|ZL|AN|IS)"
              + "\\s?-?[,.]?[0-9].*$");
  private static final Pattern LINE =
      Pattern.compile(
          "\\s+(O\\.?\\s?N\\.?|INH\\.?.*|NAM\\.?.*|NA|REGS?|REG\\.\\s?S|(SP\\.?)?\\s?(ADR|GDR|ADS).*|"
              + "CL\\.?\\s?[A-Z]|VZO?|ST|P\\.\\s?S\\.?|CONS\\.?|NV|UNSP\\..*)$");
  private static final Pattern CHINESE =
      Pattern.compile("^(?:\\*?ST|S\\*?ST|XD|XR|DR|N|C|U)?(\\p{IsHan}.*?)(?:[ABＡＢ]|-[A-Z]{1,2})?$");

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern ABBREVIATED =
      Pattern.compile("[A-Z]{2,}\\.[A-Z+]|[A-Z]{3,}\\. |[A-Z]\\+[A-Z]");

  /** Lines of this length are cut off. */
  private static final int LONG_LINE = 28;

  static LineName of(String name) {
    String text = name.strip();
    Script script = Script.of(text);
    if (script == Script.MIXED_CASE) {
      return new LineName(text, false);
    }
    if (script == Script.HAN) {
      Matcher chinese = CHINESE.matcher(text.replace(" ", ""));
      return new LineName(chinese.matches() ? chinese.group(1) : text, false);
    }
    text = BLANKS.matcher(text).replaceAll(" ");
    String cut = withoutRepetition(text);
    boolean repeated = !cut.equals(text);
    String value = PAR_VALUE.matcher(cut).replaceFirst("");
    String line = LINE.matcher(LINE.matcher(value).replaceFirst("")).replaceFirst("").strip();
    boolean shortened =
        repeated
            || !line.equals(cut)
            || line.length() >= LONG_LINE
            || ABBREVIATED.matcher(line).find();
    return new LineName(line, shortened);
  }

  /** How a name is written, which says what may stand behind it. */
  private enum Script {
    MIXED_CASE,
    CAPITALS,
    HAN;

    static Script of(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isLowerCase(c)) {
          return MIXED_CASE;
        }
        if (c >= 0x3400 && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
          return isJapanese(text) ? MIXED_CASE : HAN;
        }
      }
      return CAPITALS;
    }

    private static boolean isJapanese(String text) {
      return text.chars().anyMatch(c -> c >= 0x3041 && c <= 0x30FF);
    }
  }

  /** {@code BRAVIDA HOLDING AB BRAVIDA HOLD}: cut where the first word comes again. */
  private static String withoutRepetition(String text) {
    int space = text.indexOf(' ');
    if (space < 3) {
      return text;
    }
    String first = text.substring(0, space);
    int again = text.indexOf(" " + first, space);
    return again < 0 ? text : text.substring(0, again);
  }
}
