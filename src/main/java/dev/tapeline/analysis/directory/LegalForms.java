package dev.tapeline.analysis.directory;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What registered names carry before and behind the name that people use: {@code PT … Tbk}, {@code
 * … Co., Ltd.}, {@code 株式会社…}. Read from {@code legal-forms.csv}.
 *
 * <p>A {@code legal} form is no part of the name at all. A {@code generic} word ({@code Group},
 * {@code 集团}) is often left out, so a name is known with and without it. A {@code class} word
 * ({@code Class A}, {@code ADR}) belongs to a line of shares, not to the issuer.
 */
public final class LegalForms {
  private final Set<String> leading = new HashSet<>();
  private final Set<String> trailing = new HashSet<>();
  private final Set<String> generic = new HashSet<>();
  private final NameIndex behind;
  private final NameIndex before;
  private final int longest;

  /** What forms before names end with. */
  private final BitSet leadingEnds = new BitSet();

  /** Hashes of the last words of forms before names. */
  private final BitSet leadingWords = new BitSet();

  private LegalForms() {
    List<NameIndex.Entry> behindEntries = new ArrayList<>();
    List<NameIndex.Entry> beforeEntries = new ArrayList<>();
    int length = 0;
    for (NamedCsvRecord row : DirectoryFiles.rows("legal-forms.csv", r -> r)) {
      boolean isLeading = row.getField("position").equals("leading");
      boolean isGeneric = row.getField("kind").equals("generic");
      for (String form : DirectoryFiles.list(row.getField("forms"))) {
        String key = NameKey.of(form);
        length = Math.max(length, key.length());
        if (isLeading) {
          leading.add(key);
          leadingEnds.set(key.charAt(key.length() - 1));
          leadingWords.set(hashOfLastWord(key, key.length()));
          beforeEntries.add(new NameIndex.Entry(key, 0));
        } else if (isGeneric) {
          generic.add(key);
        } else {
          trailing.add(key);
        }
        if (!isLeading && !row.getField("kind").equals("class")) {
          behindEntries.add(new NameIndex.Entry(key, isGeneric ? 1 : 0));
        }
      }
    }
    this.longest = length;
    this.behind = NameIndex.of(behindEntries);
    this.before = NameIndex.of(beforeEntries);
  }

  public static LegalForms builtIn() {
    return BuiltIn.FORMS;
  }

  /**
   * The end of the legal form that stands in a folded text behind a name that ends at {@code at},
   * or {@code at} where there is none: {@code Xiaomi| Corp|}, {@code China Vanke| Co., Ltd|}.
   */
  public int endBehind(String text, int at) {
    int end = at;
    while (true) {
      int next = behindGap(text, end, end > at);
      int found = next < text.length() ? behind.endOfNameAt(text, next) : -1;
      if (found < 0 || isCompound(text, found)) {
        return end;
      }
      end = found;
      if (end < text.length() && text.charAt(end) == ')' && text.charAt(next - 1) == '(') {
        end++;
      }
    }
  }

  /** Behind what may stand between a name and its form: nothing, a blank, comma, bracket. */
  private static int behindGap(String text, int end, boolean abbreviated) {
    int next = end;
    if (abbreviated && next < text.length() && text.charAt(next) == '.') {
      next++;
    }
    if (next < text.length() && text.charAt(next) == ',') {
      next++;
    }
    if (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    if (next < text.length() && text.charAt(next) == '(') {
      next++;
    }
    return next;
  }

  /** {@code Apple co-founder} has no legal form. */
  private static boolean isCompound(String text, int end) {
    return end + 1 < text.length()
        && text.charAt(end) == '-'
        && NameChars.of(text.charAt(end + 1)) == NameChars.ALPHA;
  }

  /** The start of the legal form before a name that starts at {@code at}, or {@code at}. */
  public int startBefore(String text, int at) {
    int stop = at;
    while (stop > 0 && at - stop < 2 && " .".indexOf(text.charAt(stop - 1)) >= 0) {
      stop--;
    }
    if (stop == 0
        || !leadingEnds.get(NameChars.fold(text.charAt(stop - 1)))
        || !leadingWords.get(hashOfLastWord(text, stop))) {
      return at;
    }
    for (int from = Math.max(0, stop - longest - 2); from < stop; from++) {
      if ((from == 0 || starts(text, from)) && before.endOfNameAt(text, from) == stop) {
        return from;
      }
    }
    return at;
  }

  /** A small hash of the letters that end before an offset; 0 where none do. */
  private static int hashOfLastWord(String text, int end) {
    int hash = 0;
    for (int i = end - 1; i >= 0 && NameChars.of(text.charAt(i)) == NameChars.ALPHA; i--) {
      hash = 31 * hash + NameChars.fold(text.charAt(i));
    }
    return hash & 0xFFF;
  }

  private static boolean starts(String text, int at) {
    byte kind = NameChars.of(text.charAt(at));
    return kind != NameChars.of(text.charAt(at - 1)) || kind == NameChars.WIDE;
  }

  /** A key without legal forms and share classes; at least two characters are left. */
  String strip(String key) {
    String stripped = key;
    String before;
    do {
      before = stripped;
      stripped = stripLeading(stripTrailing(stripped, trailing));
    } while (!stripped.equals(before));
    return stripped;
  }

  /** Whether a key is nothing but a legal form or a generic word. */
  boolean isForm(String key) {
    return trailing.contains(key) || leading.contains(key) || generic.contains(key);
  }

  /** A stripped key without one generic word at its end, or the key itself. */
  String stripGeneric(String key) {
    return stripTrailing(key, generic);
  }

  private String stripTrailing(String key, Set<String> forms) {
    for (int from = Math.max(1, key.length() - longest); from < key.length(); from++) {
      char before = key.charAt(from - 1);
      boolean separated = !NameChars.isUnit(NameChars.of(before)) || before == ' ';
      boolean wide = NameChars.of(key.charAt(from)) != NameChars.ALPHA;
      if ((separated || wide) && forms.contains(key.substring(from))) {
        String rest = key.substring(0, separated ? from - 1 : from);
        return rest.length() >= 2 ? trimAnd(rest) : key;
      }
    }
    return key;
  }

  private static String trimAnd(String key) {
    return key.endsWith("&") ? key.substring(0, key.length() - 1) : key;
  }

  private String stripLeading(String key) {
    for (int to = Math.min(key.length() - 2, longest); to > 0; to--) {
      boolean separated = !NameChars.isUnit(NameChars.of(key.charAt(to)));
      boolean wide = NameChars.of(key.charAt(to - 1)) != NameChars.ALPHA;
      if ((separated || wide) && leading.contains(key.substring(0, to))) {
        String rest = key.substring(separated ? to + 1 : to);
        return rest.length() >= 2 ? rest : key;
      }
    }
    return key;
  }

  private static final class BuiltIn {
    static final LegalForms FORMS = new LegalForms();
  }
}
