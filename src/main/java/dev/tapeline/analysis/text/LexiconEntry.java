package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One phrase of a language's files.
 *
 * @param kind what sort of word
 * @param value what it stands for
 * @param phrase folded, without the marks of the file
 * @param openLeft {@code *} before it: the word may begin earlier ({@code *aktie} finds {@code
 *     Autoaktie})
 * @param openRight {@code *} behind it: the word may go on ({@code naik*} finds {@code naiknya})
 * @param boundLeft {@code _} before it: a word must begin here even in scripts without blanks
 * @param boundRight {@code _} behind it: a word must end here even in scripts without blanks
 * @param tail what must stand not far behind the phrase and belongs to it: {@code 斥资*回购}; empty
 *     where the phrase is whole; in scripts with blanks the {@code *} stands between blanks, where
 *     words stand for it: {@code gab * nach}
 * @param kindNumber the number of its {@link CueKind}
 * @param standsAtDigits whether it may stand directly at digits, see {@link #AT_DIGITS}
 * @param plain whether it is found wherever whole words are it: with neither tail nor boundary
 */
record LexiconEntry(
    String kind,
    String value,
    String phrase,
    boolean openLeft,
    boolean openRight,
    boolean boundLeft,
    boolean boundRight,
    String tail,
    int kindNumber,
    boolean standsAtDigits,
    boolean plain) {

  /** Kinds that stand directly at digits: {@code Rp9.250}, {@code 5bn}, {@code 3rd}. */
  static final CueKinds AT_DIGITS =
      CueKinds.of(
          "currency",
          "currency-before",
          "currency-after",
          "scale",
          "percent",
          "unit",
          "time-unit",
          "times",
          "ordinal",
          "date-part",
          "quarter",
          "half",
          "half-word",
          "quarter-word",
          "move");

  /** Reads the phrases of one cell: {@code melonjak*|melesat*}. */
  static List<LexiconEntry> read(String kind, String value, String cell) {
    List<LexiconEntry> entries = new ArrayList<>();
    for (String raw : cell.split("\\|", -1)) {
      String phrase = raw.strip();
      if (!phrase.isEmpty()) {
        entries.add(one(kind, value, phrase));
      }
    }
    return entries;
  }

  private static LexiconEntry one(String kind, String value, String raw) {
    int from = 0;
    int to = raw.length();
    boolean openLeft = to > 1 && raw.startsWith("*");
    boolean boundLeft = to > 1 && raw.startsWith("_");
    if (openLeft || boundLeft) {
      from++;
    }
    boolean openRight = to - from > 1 && raw.endsWith("*");
    boolean boundRight = to - from > 1 && raw.endsWith("_");
    if (openRight || boundRight) {
      to--;
    }
    int gap = raw.indexOf('*', from);
    boolean parted = gap > from && gap < to;
    String phrase = Folding.fold(raw.substring(from, parted ? gap : to));
    String tail = parted ? Folding.fold(raw.substring(gap + 1, to)) : "";
    CueKind known = CueKind.of(kind);
    return new LexiconEntry(
        known.name(),
        value.intern(),
        phrase,
        openLeft,
        openRight,
        boundLeft,
        boundRight,
        tail,
        known.number(),
        AT_DIGITS.contains(known.number()),
        !boundLeft && !boundRight && tail.isEmpty());
  }
}
