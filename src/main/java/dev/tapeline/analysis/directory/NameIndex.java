package dev.tapeline.analysis.directory;

import dev.tapeline.analysis.text.Units;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * All names of a directory, compiled: one pass over a folded text finds them.
 *
 * <p>The keys lie sorted in one array of characters. A hash table leads from the first unit of a
 * name (its first word, or its first two characters in Chinese, Japanese, Thai and Korean) to the
 * stretch of keys that begin with it, and the following characters narrow that stretch. So building
 * it is a sort, reading it from disk is reading four arrays, and a word of the text that begins no
 * name costs one probe. At each place the longest name is found; whether it is meant is for the
 * linking to say. Immutable, safe for any number of threads.
 */
public final class NameIndex {
  /** Takes what a scan finds. */
  @FunctionalInterface
  public interface Sink {
    /**
     * A name stands here.
     *
     * @param key which key, for {@link #references}
     * @param start normalised offset of its first character
     * @param end normalised offset behind its last character, glued suffixes left out
     */
    void found(int key, int start, int end);
  }

  /** A key and what it refers to, as the index is built from. */
  record Entry(String key, int reference) {}

  private static final Sink NOWHERE = (key, start, end) -> {};
  private static final int MULTIPLIER = 31;

  /** Behind a unit that is a name by itself. */
  private static final int ALONE = 0;

  /** Fields of a slot: they lie in one line of the processor's cache. */
  private static final int FIELDS = 4;

  private final char[] chars;
  private final int[] starts;
  private final int[] references;
  private final int[] referenceStarts;

  /** Per slot the unit's hash, the first key that begins with it, and the one behind the last. */
  private final int[] table;

  private final int mask;

  /**
   * A bit for each slot at which the search for a unit begins: few words of a text begin a name.
   */
  private final long[] homes;

  /**
   * A bit for each hash of a unit and what follows it in a key, see {@link #noteFollow}: so small
   * that it stays near the processor, as the table does not.
   */
  private final long[] follows;

  private final int followsMask;

  /** See {@link #isDoubtful}. */
  private final BitSet doubtful = new BitSet();

  /** See {@link #isOrdinaryWord}. */
  private final BitSet ordinaryWords = new BitSet();

  NameIndex(char[] chars, int[] starts, int[] references, int[] referenceStarts) {
    this.chars = chars;
    this.starts = starts;
    this.references = references;
    this.referenceStarts = referenceStarts;
    int groups = countGroups();
    int capacity = Integer.highestOneBit(Math.max(16, groups * 4));
    this.mask = capacity - 1;
    this.table = new int[capacity * FIELDS];
    this.homes = new long[(capacity + Long.SIZE - 1) / Long.SIZE];
    int bits = Math.max(Long.SIZE, Integer.highestOneBit(16 * size() + 1));
    this.follows = new long[bits / Long.SIZE];
    this.followsMask = bits - 1;
    fillTable();
    for (int key = 0; key < size(); key++) {
      noteDoubts(key);
    }
  }

  private void noteDoubts(int key) {
    boolean allDoubtful = true;
    boolean allWords = true;
    for (int i = referenceStarts[key]; i < referenceStarts[key + 1]; i++) {
      allDoubtful &= Reference.isDoubtful(references[i]);
      allWords &= Reference.isOrdinaryWord(references[i]);
    }
    doubtful.set(key, allDoubtful);
    ordinaryWords.set(key, allDoubtful && allWords && !has(key, ' '));
  }

  /** Compiles the entries; equal keys are joined, their references kept in order of value. */
  static NameIndex of(List<Entry> entries) {
    Entry[] sorted = entries.toArray(new Entry[0]);
    Arrays.sort(
        sorted,
        (a, b) -> {
          int byKey = a.key().compareTo(b.key());
          return byKey != 0 ? byKey : Integer.compare(a.reference(), b.reference());
        });
    int length = 0;
    int keys = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || !sorted[i].key().equals(sorted[i - 1].key())) {
        length += sorted[i].key().length();
        keys++;
      }
    }
    char[] chars = new char[length];
    int[] starts = new int[keys + 1];
    int[] referenceStarts = new int[keys + 1];
    int[] references = new int[sorted.length];
    int key = -1;
    int at = 0;
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      String text = sorted[i].key();
      boolean same = i > 0 && text.equals(sorted[i - 1].key());
      if (!same) {
        key++;
        starts[key] = at;
        referenceStarts[key] = count;
        text.getChars(0, text.length(), chars, at);
        at += text.length();
      } else if (sorted[i].reference() == sorted[i - 1].reference()) {
        continue;
      }
      references[count++] = sorted[i].reference();
    }
    starts[keys] = at;
    referenceStarts[keys] = count;
    return new NameIndex(chars, starts, Arrays.copyOf(references, count), referenceStarts);
  }

  /** How many keys there are. */
  public int size() {
    return starts.length - 1;
  }

  /** The key's text. */
  public String key(int key) {
    return new String(chars, starts[key], length(key));
  }

  /** Whether a key has this character. */
  public boolean has(int key, char c) {
    for (int i = starts[key]; i < starts[key + 1]; i++) {
      if (chars[i] == c) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a key names companies alone, and each of them only where the text gives evidence or by
   * a rule that shortened a registered name: {@code on}, {@code columbus}.
   */
  public boolean isDoubtful(int key) {
    return doubtful.get(key);
  }

  /**
   * Whether a key is one ordinary word that means companies only by a rule, as nobody wrote it down
   * for one of them: {@code to}, {@code its}.
   */
  public boolean isOrdinaryWord(int key) {
    return ordinaryWords.get(key);
  }

  /** How many characters a key has. */
  public int keyLength(int key) {
    return length(key);
  }

  /** The first character of a key. */
  public char first(int key) {
    return chars[starts[key]];
  }

  /** How many references a key has. */
  public int referenceCount(int key) {
    return referenceStarts[key + 1] - referenceStarts[key];
  }

  /** One of the references of a key. */
  public int reference(int key, int i) {
    return references[referenceStarts[key] + i];
  }

  /** The key with exactly this text, or a negative number. */
  int find(String text) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compare(
              chars, starts[middle], starts[middle + 1], text.toCharArray(), 0, text.length());
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * Finds all names in a folded text, at each place the longest.
   *
   * @param units the units of the text
   */
  public void scan(String text, Units units, Affixes affixes, Sink sink) {
    new Scan(text, affixes, sink).run(units);
  }

  /** The end of the longest name that begins exactly at {@code at}, or a negative number. */
  int endOfNameAt(String text, int at) {
    int unit = unitEnd(text, at);
    return unit > at && mayBegin(hash(text, at, unit))
        ? new Scan(text, Affixes.of(null), NOWHERE).endAt(at, unit)
        : -1;
  }

  /** The end of the unit that a name begins with at {@code at}, or {@code at} where none can. */
  private static int unitEnd(String text, int at) {
    byte kind = NameChars.of(text.charAt(at));
    int unit = at;
    if (kind == NameChars.ALPHA) {
      while (unit < text.length() && NameChars.of(text.charAt(unit)) == NameChars.ALPHA) {
        unit++;
      }
    } else if (NameChars.isUnit(kind)) {
      unit = at + 2;
    }
    boolean fits =
        unit > at && unit <= text.length() && NameChars.of(text.charAt(unit - 1)) == kind;
    return fits ? unit : at;
  }

  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * MULTIPLIER + NameChars.fold(text.charAt(i));
    }
    return hash;
  }

  /** Whether a unit of this hash may begin a name; a no is sure. */
  private boolean mayBegin(int hash) {
    int slot = spread(hash) & mask;
    return (homes[slot >>> 6] >>> slot & 1) != 0;
  }

  /** The arrays, for the cache on disk. */
  char[] chars() {
    return chars;
  }

  int[] starts() {
    return starts;
  }

  int[] references() {
    return references;
  }

  int[] referenceStarts() {
    return referenceStarts;
  }

  private int length(int key) {
    return starts[key + 1] - starts[key];
  }

  /** Length of a key's first unit, or 0 where nothing can begin with it. */
  private int firstUnit(int key) {
    int start = starts[key];
    int end = starts[key + 1];
    byte kind = NameChars.of(chars[start]);
    if (kind == NameChars.ALPHA) {
      int at = start;
      while (at < end && NameChars.of(chars[at]) == NameChars.ALPHA) {
        at++;
      }
      return at - start;
    }
    return end - start >= 2 && NameChars.of(chars[start + 1]) == kind ? 2 : 0;
  }

  private boolean sameUnit(int key, int other, int length) {
    return length == firstUnit(other)
        && Arrays.equals(
            chars, starts[key], starts[key] + length, chars, starts[other], starts[other] + length);
  }

  private int countGroups() {
    int groups = 0;
    for (int key = 0; key < size(); key++) {
      if (key == 0 || !sameUnit(key, key - 1, firstUnit(key))) {
        groups++;
      }
    }
    return groups;
  }

  private void fillTable() {
    int key = 0;
    while (key < size()) {
      int length = firstUnit(key);
      int next = key + 1;
      while (next < size() && sameUnit(key, next, length)) {
        next++;
      }
      if (length > 0) {
        int hash = 0;
        for (int i = starts[key]; i < starts[key] + length; i++) {
          hash = hash * MULTIPLIER + chars[i];
        }
        int slot = spread(hash) & mask;
        homes[slot >>> 6] |= 1L << slot;
        while (table[FIELDS * slot + 2] != 0) {
          slot = (slot + 1) & mask;
        }
        table[FIELDS * slot] = hash;
        table[FIELDS * slot + 1] = key;
        table[FIELDS * slot + 2] = next;
        for (int i = key; i < next; i++) {
          noteFollow(hash, i, length);
        }
      }
      key = next;
    }
  }

  /** Notes what a key goes on with behind its first unit. */
  private void noteFollow(int hash, int key, int length) {
    if (length(key) == length) {
      follows[follow(hash, ALONE) >>> 6] |= 1L << follow(hash, ALONE);
      return;
    }
    int at = starts[key] + length;
    boolean unit = NameChars.isUnit(NameChars.of(chars[at]));
    char symbol = unit || at + 1 == starts[key + 1] ? '\0' : chars[at++];
    boolean goesOn =
        at + 1 < starts[key + 1]
            && NameChars.of(chars[at]) == NameChars.ALPHA
            && NameChars.of(chars[at + 1]) == NameChars.ALPHA;
    int bit = follow(hash, what(symbol, chars[at], goesOn ? chars[at + 1] : '\0'));
    follows[bit >>> 6] |= 1L << bit;
  }

  /**
   * What stands behind a unit: a gap's symbol (0 for none), the character behind it, and the second
   * letter of a word behind it (0 for none).
   */
  private static int what(char symbol, char next, char second) {
    return (symbol * 0x2545F491 + next) * 0x85EBCA6B + second;
  }

  /** The place of the bit for a unit and what stands behind it. */
  private int follow(int hash, int what) {
    return spread(hash * 0xC2B2AE35 + what) & followsMask;
  }

  /** Whether a name may go on so behind a unit of this hash; a no is sure. */
  private boolean mayFollow(int hash, int what) {
    int bit = follow(hash, what);
    return (follows[bit >>> 6] >>> bit & 1) != 0;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  /** One pass over one text. */
  private final class Scan {
    private final String text;
    private final Affixes affixes;
    private final Sink sink;
    private final int size;

    private int low;
    private int high;
    private int depth;
    private int at;
    private int bestKey;
    private int bestEnd;

    Scan(String text, Affixes affixes, Sink sink) {
      this.text = text;
      this.affixes = affixes;
      this.sink = sink;
      this.size = text.length();
    }

    void run(Units units) {
      int i = 0;
      int unit = 0;
      while (i < size) {
        switch (NameChars.of(text.charAt(i))) {
          case NameChars.ALPHA:
            unit = units.behind(unit, i);
            i =
                units.isPlainAt(unit, i)
                    ? word(i, units.end(unit), units.hash(unit))
                    : word(i, i, 0);
            break;
          case NameChars.WIDE:
            wide(i);
            i++;
            break;
          case NameChars.HANGUL:
            i = korean(i);
            break;
          default:
            i++;
            break;
        }
      }
    }

    int endAt(int start, int unit) {
      return lookup(hash(text, start, unit), start, unit - start) && walk(start, unit)
          ? bestEnd
          : -1;
    }

    /**
     * Looks a word up; answers where it ends.
     *
     * @param known the end of as much of it as is known already
     * @param knownHash the hash of that
     */
    private int word(int start, int known, int knownHash) {
      int hash = knownHash;
      int end = known;
      while (end < size) {
        char c = text.charAt(end);
        if (NameChars.of(c) != NameChars.ALPHA) {
          break;
        }
        hash = hash * MULTIPLIER + NameChars.fold(c);
        end++;
      }
      if (isContraction(start, end)) {
        return end;
      }
      boolean found = mayBegin(hash) && named(start, end, hash);
      if (!found && affixes.hasSuffixes() && affixes.endsSuffix(text.charAt(end - 1))) {
        found = inflected(start, end);
      }
      if (!found && affixes.hasPrefixes()) {
        prefixed(start, end);
      }
      return end;
    }

    /**
     * Reports the longest name that begins with a word. Most words that begin one go on otherwise
     * in the text, which is told without a look at the keys.
     */
    private boolean named(int start, int end, int hash) {
      boolean goesOn = mayGoOn(hash, end);
      if (!goesOn && !mayFollow(hash, ALONE)) {
        return false;
      }
      return lookup(hash, start, end - start) && (goesOn ? walk(start, end) : alone(start, end));
    }

    /** Whether a name with a unit of this hash may go on as the text does; a no is sure. */
    private boolean mayGoOn(int hash, int end) {
      long gap = Gap.at(text, end);
      if (gap < 0) {
        return false;
      }
      int next = Gap.next(gap);
      char symbol = Gap.symbol(gap);
      char first = NameChars.fold(text.charAt(next));
      // A name may end with one letter, and something glued to it
      if (mayFollow(hash, what(symbol, first, '\0'))) {
        return true;
      }
      return next + 1 < size
          && NameChars.of(text.charAt(next + 1)) == NameChars.ALPHA
          && mayFollow(hash, what(symbol, first, NameChars.fold(text.charAt(next + 1))));
    }

    /** Reports a word that is a name, and begins no longer one here. */
    private boolean alone(int start, int end) {
      at = end;
      boolean ends = length(low) == depth && mayEnd(start, NameChars.ALPHA);
      if (ends) {
        sink.found(low, start, end);
      }
      return ends;
    }

    /**
     * The {@code s} of {@code Chevron's oil} begins no name, the {@code o} of {@code l'O} might.
     */
    private boolean isContraction(int start, int end) {
      return end - start <= 2
          && start >= 2
          && text.charAt(start - 1) == '\''
          && NameChars.of(text.charAt(start - 2)) == NameChars.ALPHA
          && (start < 3 || NameChars.of(text.charAt(start - 3)) == NameChars.ALPHA);
    }

    /** A one-word name with something glued behind it. */
    private boolean inflected(int start, int end) {
      int shortest = Math.max(start + 1, end - affixes.longestSuffix());
      for (int stem = end - 1; stem >= shortest; stem--) {
        if (affixes.isSuffix(text, start, stem, end)
            && lookup(hash(text, start, stem), start, stem - start)
            && length(low) == stem - start) {
          sink.found(low, start, stem);
          return true;
        }
      }
      return false;
    }

    private void prefixed(int start, int end) {
      for (int from = start + 1; from <= start + 3 && end - from >= 3; from++) {
        if (affixes.isPrefix(text, start, from)
            && lookup(hash(text, from, end), from, end - from)
            && walk(from, end)) {
          return;
        }
      }
    }

    private void wide(int start) {
      if (start + 1 >= size
          || NameChars.of(text.charAt(start + 1)) != NameChars.WIDE
          || (start > 0 && gluedBefore(start))) {
        return;
      }
      if (lookup(hash(text, start, start + 2), start, 2)) {
        walk(start, start + 2);
      }
    }

    private int korean(int start) {
      int end = start;
      while (end < size && NameChars.of(text.charAt(end)) == NameChars.HANGUL) {
        end++;
      }
      if (end - start >= 2 && lookup(hash(text, start, start + 2), start, 2)) {
        walk(start, start + 2);
      }
      return end;
    }

    /** Whether a kana word or a Thai syllable goes on across this offset. */
    private boolean gluedBefore(int start) {
      return isKatakana(text.charAt(start)) && isKatakana(text.charAt(start - 1))
          || isMark(text.charAt(start));
    }

    private boolean lookup(int hash, int start, int length) {
      if (!mayBegin(hash)) {
        return false;
      }
      int slot = spread(hash) & mask;
      while (table[FIELDS * slot + 2] != 0) {
        int key = table[FIELDS * slot + 1];
        if (table[FIELDS * slot] == hash && firstUnitIs(key, start, length)) {
          low = key;
          high = table[FIELDS * slot + 2];
          depth = length;
          return true;
        }
        slot = (slot + 1) & mask;
      }
      return false;
    }

    private boolean firstUnitIs(int key, int start, int length) {
      int from = starts[key];
      if (length(key) < length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (chars[from + i] != NameChars.fold(text.charAt(start + i))) {
          return false;
        }
      }
      return NameChars.of(chars[from]) != NameChars.ALPHA
          || length(key) == length
          || NameChars.of(chars[from + length]) != NameChars.ALPHA;
    }

    /** Follows the text from behind the first unit; reports the longest name. */
    private boolean walk(int start, int from) {
      at = from;
      bestKey = -1;
      byte kind = NameChars.of(text.charAt(from - 1));
      while (true) {
        if (length(low) == depth && mayEnd(start, kind)) {
          bestKey = low;
          bestEnd = at;
        }
        kind = advance(start, kind);
        if (kind == NameChars.OTHER) {
          break;
        }
      }
      if (bestKey >= 0) {
        sink.found(bestKey, start, bestEnd);
      }
      return bestKey >= 0;
    }

    /** Takes the next word, or the next character of a run; answers its kind, OTHER at the end. */
    private byte advance(int start, byte kind) {
      if (at >= size) {
        return NameChars.OTHER;
      }
      if (kind != NameChars.ALPHA && NameChars.of(text.charAt(at)) == kind) {
        return take() ? kind : NameChars.OTHER;
      }
      long gap = Gap.at(text, at);
      if (gap < 0 || (Gap.symbol(gap) != 0 && !narrow(Gap.symbol(gap)))) {
        return NameChars.OTHER;
      }
      at = Gap.next(gap);
      byte next = NameChars.of(text.charAt(at));
      if (next != NameChars.ALPHA) {
        return take() ? next : NameChars.OTHER;
      }
      int end = at;
      while (end < size && NameChars.of(text.charAt(end)) == NameChars.ALPHA) {
        end++;
      }
      while (at < end) {
        if (!take()) {
          return NameChars.OTHER;
        }
        if (at < end
            && length(low) == depth
            && affixes.hasSuffixes()
            && affixes.isSuffix(text, start, at, end)) {
          bestKey = low;
          bestEnd = at;
        }
      }
      return next;
    }

    private boolean take() {
      if (!narrow(NameChars.fold(text.charAt(at)))) {
        return false;
      }
      at++;
      return true;
    }

    private boolean mayEnd(int start, byte kind) {
      if (at >= size) {
        return true;
      }
      char next = text.charAt(at);
      byte after = NameChars.of(next);
      if (after == NameChars.HANGUL && (kind == NameChars.HANGUL || kind == NameChars.ALPHA)) {
        int end = at;
        while (end < size && NameChars.of(text.charAt(end)) == NameChars.HANGUL) {
          end++;
        }
        return affixes.isSuffix(text, start, at, end);
      }
      if (after == NameChars.WIDE && kind == NameChars.WIDE) {
        return !isMark(next) && !(isKatakana(next) && isKatakana(text.charAt(at - 1)));
      }
      return true;
    }

    /** Keeps the keys that have {@code c} behind the characters matched so far. */
    private boolean narrow(char c) {
      if (high - low == 1) {
        if (charAt(low) != c) {
          return false;
        }
        depth++;
        return true;
      }
      int from = low;
      int to = high;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (charAt(middle) < c) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      if (from == high || charAt(from) != c) {
        return false;
      }
      int first = from;
      to = high;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (charAt(middle) <= c) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      low = first;
      high = from;
      depth++;
      return true;
    }

    /** The key's character at the present depth, -1 where the key ends. */
    private int charAt(int key) {
      int index = starts[key] + depth;
      return index < starts[key + 1] ? chars[index] : -1;
    }
  }

  private static boolean isKatakana(char c) {
    return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
  }

  private static boolean isMark(char c) {
    return c >= 0x0E00 && c < 0x1800 && Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
