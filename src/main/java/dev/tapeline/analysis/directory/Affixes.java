package dev.tapeline.analysis.directory;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a language glues to names: Korean particles ({@code 삼성전자는}), German genitives ({@code
 * Volkswagens}), Indonesian {@code -nya}, Arabic conjunctions ({@code وأرامكو}). Read from {@code
 * affixes.csv}.
 */
public final class Affixes {
  private static final Affixes NONE = new Affixes(Set.of(), Set.of());
  private static final int LONGEST = 8;

  /** A name shorter than this is not found with a suffix: {@code BPs} is no genitive of BP. */
  private static final int SHORTEST_STEM = 3;

  private final Set<String> prefixes;
  private final Set<String> suffixes;
  private final int longestSuffix;

  /** What suffixes end with: most words end otherwise, and are not looked at further. */
  private final BitSet suffixEnds = new BitSet();

  private Affixes(Set<String> prefixes, Set<String> suffixes) {
    this.prefixes = Set.copyOf(prefixes);
    this.suffixes = Set.copyOf(suffixes);
    suffixes.forEach(suffix -> suffixEnds.set(suffix.charAt(suffix.length() - 1)));
    this.longestSuffix =
        Math.min(LONGEST, suffixes.stream().mapToInt(String::length).max().orElse(0));
  }

  /** The affixes of a language, and of Korean, whose letters no other language has. */
  public static Affixes of(@Nullable String language) {
    return language == null
        ? BuiltIn.KOREAN
        : BuiltIn.BY_LANGUAGE.getOrDefault(language, BuiltIn.KOREAN);
  }

  boolean hasSuffixes() {
    return longestSuffix > 0;
  }

  boolean hasPrefixes() {
    return !prefixes.isEmpty();
  }

  int longestSuffix() {
    return longestSuffix;
  }

  /** Whether a suffix ends with this character. */
  boolean endsSuffix(char c) {
    return suffixEnds.get(c);
  }

  /** Whether {@code text[from, to)} may stand glued behind a name that began at {@code start}. */
  boolean isSuffix(String text, int start, int from, int to) {
    return to - from <= longestSuffix
        && from - start
            >= SHORTEST_STEM - (NameChars.of(text.charAt(from)) == NameChars.HANGUL ? 1 : 0)
        && suffixes.contains(text.substring(from, to));
  }

  boolean isPrefix(String text, int from, int to) {
    return prefixes.contains(text.substring(from, to));
  }

  private static final class BuiltIn {
    static final Map<String, Affixes> BY_LANGUAGE = new HashMap<>();
    static final Affixes KOREAN;

    static {
      Map<String, Set<String>> prefixes = new HashMap<>();
      Map<String, Set<String>> suffixes = new HashMap<>();
      List<NamedCsvRecord> rows = DirectoryFiles.rows("affixes.csv", row -> row);
      for (NamedCsvRecord row : rows) {
        boolean prefix = row.getField("position").equals("prefix");
        Set<String> affixes =
            (prefix ? prefixes : suffixes)
                .computeIfAbsent(row.getField("language"), k -> new HashSet<>());
        for (String affix : DirectoryFiles.list(row.getField("affixes"))) {
          affixes.add(NameKey.fold(affix.toLowerCase(Locale.ROOT)));
        }
      }
      Set<String> korean = suffixes.getOrDefault("ko", Set.of());
      KOREAN = korean.isEmpty() ? NONE : new Affixes(Set.of(), korean);
      Set<String> languages = new HashSet<>(prefixes.keySet());
      languages.addAll(suffixes.keySet());
      for (String language : languages) {
        Set<String> all = new HashSet<>(korean);
        all.addAll(suffixes.getOrDefault(language, Set.of()));
        BY_LANGUAGE.put(language, new Affixes(prefixes.getOrDefault(language, Set.of()), all));
      }
    }
  }
}
