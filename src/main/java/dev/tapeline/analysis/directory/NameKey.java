package dev.tapeline.analysis.directory;

import dev.tapeline.analysis.text.Field;
import dev.tapeline.analysis.text.FieldText;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The form in which names are compared.
 *
 * <p>A key is a chain of units: words of scripts with blanks ({@code coca}), or runs of scripts
 * without ({@code 小米集团}). Between them stands a blank for a blank or a hyphen, {@code .} and {@code
 * '} where those are written without blanks, {@code &} with or without them, and {@link
 * #SCRIPT_CHANGE} where one script follows another. So {@code Coca-Cola} and {@code coca cola} have
 * one key, {@code E.ON} and {@code e on} have two.
 */
final class NameKey {
  /** Parts two units of different scripts: {@code sk|하이닉스}, with or without a blank. */
  static final char SCRIPT_CHANGE = '\u0001';

  private NameKey() {}

  /** The key of a name; empty where it has no letters. */
  static String of(String name) {
    return ofFolded(fold(name));
  }

  /** Folds a name as texts are folded, but for accents. */
  static String fold(String name) {
    return FieldText.of(Field.TEXT, name).normalized();
  }

  /** The key of a name that is folded already. */
  static String ofFolded(String text) {
    StringBuilder key = new StringBuilder(text.length());
    int at = firstUnit(text, 0);
    while (at < text.length()) {
      at = appendUnit(text, at, key);
      long gap = Gap.at(text, at);
      if (gap < 0) {
        // A name's own commas and brackets count as blanks.
        int next = firstUnit(text, at);
        if (next < text.length()) {
          key.append(' ');
        }
        at = next;
      } else {
        if (Gap.symbol(gap) != 0) {
          key.append(Gap.symbol(gap));
        }
        at = Gap.next(gap);
      }
    }
    return key.toString();
  }

  /**
   * The key and others that are written for it: without the dots of initials, {@code and} for
   * {@code &}, {@code ae} for {@code ä}, Korean names without blanks.
   */
  static Set<String> variants(String name) {
    String folded = fold(name);
    Set<String> keys = new LinkedHashSet<>();
    addKey(keys, ofFolded(folded));
    String spelled = spellOut(folded);
    if (!spelled.equals(folded)) {
      addKey(keys, ofFolded(spelled));
    }
    for (String key : keys.toArray(new String[0])) {
      if (key.indexOf('&') > 0) {
        addKey(keys, key.replace("&", " and "));
      }
      addKey(keys, withoutInitialDots(key));
      addKey(keys, withoutKoreanBlanks(key));
    }
    return keys;
  }

  private static void addKey(Set<String> keys, String key) {
    if (!key.isEmpty()) {
      keys.add(key);
    }
  }

  private static String spellOut(String folded) {
    StringBuilder out = new StringBuilder(folded.length() + 4);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      switch (c) {
        case 'ä', 'æ' -> out.append("ae");
        case 'ö', 'œ' -> out.append("oe");
        case 'ü' -> out.append("ue");
        case 'ß' -> out.append("ss");
        case 'å' -> out.append("aa");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static String withoutInitialDots(String key) {
    StringBuilder out = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      boolean initial =
          key.charAt(i) == '.'
              && i > 0
              && (i == 1 || !Character.isLetterOrDigit(key.charAt(i - 2)));
      if (!initial) {
        out.append(key.charAt(i));
      }
    }
    return out.toString();
  }

  private static String withoutKoreanBlanks(String key) {
    StringBuilder out = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      boolean between =
          key.charAt(i) == ' '
              && NameChars.of(key.charAt(i - 1)) == NameChars.HANGUL
              && i + 1 < key.length()
              && NameChars.of(key.charAt(i + 1)) == NameChars.HANGUL;
      if (!between) {
        out.append(key.charAt(i));
      }
    }
    return out.toString();
  }

  private static int firstUnit(String text, int from) {
    int at = from;
    while (at < text.length() && !NameChars.isUnit(NameChars.of(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  /** Appends the unit at {@code at}, letters folded; answers its end. */
  private static int appendUnit(String text, int at, StringBuilder key) {
    byte kind = NameChars.of(text.charAt(at));
    int i = at;
    while (i < text.length() && NameChars.of(text.charAt(i)) == kind) {
      key.append(NameChars.fold(text.charAt(i)));
      i++;
    }
    return i;
  }
}
