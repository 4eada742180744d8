package dev.tapeline.analysis.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number in digits, read by what its separators can mean.
 *
 * <p>Where both point and comma occur, the last one is the decimal mark. One that occurs several
 * times, or that parts groups of three digits by the language's custom, parts thousands. {@code
 * 1,23,456} is Indian grouping. {@code 12.05.2021} is no number.
 *
 * @param value null where the digits are no number
 * @param grouped whether exactly one separator was read as parting thousands by custom alone, so
 *     that it could have been a decimal mark
 * @param start offset of the first digit
 * @param end offset behind the last digit
 */
record Numeral(@Nullable BigDecimal value, boolean grouped, int start, int end) {

  /** Reads the numeral whose first digit stands at {@code start}, inside {@code limit}. */
  static Numeral at(String text, int start, int limit, boolean decimalComma) {
    int end = start;
    int points = 0;
    int commas = 0;
    int others = 0;
    while (end < limit) {
      char c = text.charAt(end);
      if (Words.isDigit(c)) {
        end++;
      } else if ((c == '.' || c == ',' || c == '\'') && digitAt(text, end + 1, limit)) {
        points += c == '.' ? 1 : 0;
        commas += c == ',' ? 1 : 0;
        others += c == '\'' ? 1 : 0;
        end++;
      } else if (c == ' ' && commas == 0 && points == 0 && groupOfThree(text, start, end, limit)) {
        others++;
        end++;
      } else {
        break;
      }
    }
    return read(text, start, end, points, commas, others, decimalComma);
  }

  private static boolean digitAt(String text, int at, int limit) {
    return at < limit && Words.isDigit(text.charAt(at));
  }

  /** Whether a blank parts thousands here: {@code 12 500}, but not {@code 2021 100}. */
  private static boolean groupOfThree(String text, int start, int blank, int limit) {
    int digits = 0;
    for (int i = blank - 1; i >= start && Words.isDigit(text.charAt(i)); i--) {
      digits++;
    }
    boolean first = blank - digits == start;
    return (first ? digits <= 3 : digits == 3)
        && digitAt(text, blank + 1, limit)
        && digitAt(text, blank + 2, limit)
        && digitAt(text, blank + 3, limit)
        && !digitAt(text, blank + 4, limit)
        && text.charAt(start) != '0';
  }

  private static Numeral read(
      String text, int start, int end, int points, int commas, int others, boolean decimalComma) {
    String raw = text.substring(start, end);
    int lastPoint = raw.lastIndexOf('.');
    int lastComma = raw.lastIndexOf(',');
    int decimal = -1;
    boolean grouped = false;
    if (points > 0 && commas > 0) {
      decimal = Math.max(lastPoint, lastComma);
      boolean once = raw.indexOf(raw.charAt(decimal)) == decimal;
      if (!once) {
        return new Numeral(null, false, start, end);
      }
    } else if (points + commas == 1) {
      int mark = Math.max(lastPoint, lastComma);
      boolean custom = decimalComma == (raw.charAt(mark) == '.');
      boolean couldGroup =
          raw.length() - mark - 1 == 3 && mark <= 3 && raw.charAt(0) != '0' && others == 0;
      grouped = couldGroup && custom;
      decimal = grouped ? -1 : mark;
    } else if (points + commas > 1) {
      if (!groups(raw, points > 0 ? '.' : ',')) {
        return new Numeral(null, false, start, end);
      }
    }
    if (end - start > 40) {
      return new Numeral(null, false, start, end);
    }
    StringBuilder digits = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (Words.isDigit(c)) {
        digits.append(c);
      } else if (i == decimal) {
        digits.append('.');
      }
    }
    return new Numeral(new BigDecimal(digits.toString()), grouped, start, end);
  }

  /** Whether all groups behind the first have three digits, or two and the last three. */
  private static boolean groups(String raw, char mark) {
    String[] groups = raw.split(mark == '.' ? "\\." : ",", -1);
    boolean western = groups[0].length() <= 3;
    boolean indian = groups[0].length() <= 2;
    for (int i = 1; i < groups.length; i++) {
      boolean last = i == groups.length - 1;
      western &= groups[i].length() == 3;
      indian &= groups[i].length() == (last ? 3 : 2);
    }
    return western || indian;
  }
}
