package dev.tapeline.analysis.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers in Han characters below ten thousand: {@code 五点四}, {@code 一百二十}, {@code 二〇二一}. */
final class HanNumeral {
  private static final String DIGITS = "零一二三四五六七八九";

  private HanNumeral() {}

  /** The value, or null where the characters are no number. */
  static @Nullable BigDecimal parse(String han) {
    int point = han.indexOf('点');
    String whole = point < 0 ? han : han.substring(0, point);
    String fraction = point < 0 ? "" : han.substring(point + 1);
    Integer left = whole(whole);
    if (left == null || (point >= 0 && fraction.isEmpty())) {
      return null;
    }
    if (fraction.isEmpty()) {
      return BigDecimal.valueOf(left);
    }
    StringBuilder digits = new StringBuilder().append(left).append('.');
    for (int i = 0; i < fraction.length(); i++) {
      int digit = digit(fraction.charAt(i));
      if (digit < 0) {
        return null;
      }
      digits.append(digit);
    }
    return new BigDecimal(digits.toString());
  }

  private static int digit(char c) {
    return c == '〇' ? 0 : c == '两' ? 2 : DIGITS.indexOf(c);
  }

  private static @Nullable Integer whole(String han) {
    if (han.isEmpty() || han.length() > 9) {
      return null;
    }
    return isPositional(han) ? positional(han) : byUnits(han);
  }

  private static boolean isPositional(String han) {
    return han.chars().allMatch(c -> digit((char) c) >= 0);
  }

  private static @Nullable Integer positional(String han) {
    int value = 0;
    for (int i = 0; i < han.length(); i++) {
      value = value * 10 + digit(han.charAt(i));
    }
    return value;
  }

  private static @Nullable Integer byUnits(String han) {
    int total = 0;
    int digit = -1;
    int lastUnit = 10000;
    for (int i = 0; i < han.length(); i++) {
      char c = han.charAt(i);
      int unit = c == '十' ? 10 : c == '百' ? 100 : c == '千' ? 1000 : 0;
      if (unit == 0) {
        digit = digit(c);
      } else if (unit >= lastUnit) {
        return null;
      } else {
        total += unit * (digit < 0 ? 1 : digit);
        digit = -1;
        lastUnit = unit;
      }
    }
    return total + Math.max(digit, 0);
  }
}
