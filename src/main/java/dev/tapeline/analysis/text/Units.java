package dev.tapeline.analysis.text;

import java.util.Arrays;

/**
 * What a normalised text is made of, found in one pass over its characters: its units, which are
 * the letters or the digits that follow each other in scripts with blanks, and its marks, which are
 * all other characters but the blanks between words, and the digits too.
 *
 * <p>Most units are words. Whoever looks words up goes through them here, with their hashes, rather
 * than through the characters again.
 */
public final class Units {
  private static final int MULTIPLIER = 31;

  /** The bits of a letter in a key. */
  private static final int LETTER_BITS = 5;

  /** So many letters of {@code a} to {@code z} fit into a key. */
  private static final int LONGEST_KEY = 12;

  private static final long NOT_PLAIN = -1;

  private final String text;
  private int[] starts;
  private int[] ends;
  private int[] hashes;
  private long[] keys;
  private int count;
  private int[] marks;
  private int marked;

  private Units(String text) {
    this.text = text;
    // One unit for six characters and one mark for twenty are usual
    this.starts = new int[16 + text.length() / 5];
    this.ends = new int[starts.length];
    this.hashes = new int[starts.length];
    this.keys = new long[starts.length];
    this.marks = new int[16 + text.length() / 12];
  }

  /** Reads a folded text. */
  public static Units of(String text) {
    Units units = new Units(text);
    units.read();
    return units;
  }

  private void read() {
    int at = 0;
    boolean unspaced = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Words.joins(c)) {
        at = Words.isDigit(c) ? digits(at) : letters(at);
        unspaced = false;
      } else {
        if (c != ' ' || unspaced) {
          mark(at);
        }
        unspaced = Words.isUnspaced(c) || (c == '%' && isBeforeWide(at));
        at++;
      }
    }
    marks = Arrays.copyOf(marks, marked);
  }

  /** {@code 下落率4% 運賃先安観}: behind the sign a blank parts sayings, not words. */
  private boolean isBeforeWide(int sign) {
    return sign + 2 < text.length()
        && text.charAt(sign + 1) == ' '
        && Words.isUnspaced(text.charAt(sign + 2));
  }

  private int letters(int start) {
    int end = start;
    int hash = 0;
    int outside = 0;
    long key = 0;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (!Words.isLetter(c)) {
        break;
      }
      hash = hash(hash, c);
      key = key(key, c);
      outside |= (c - 'a') | ('z' - c);
      end++;
    }
    add(start, end, hash, outside < 0 ? NOT_PLAIN : end - start <= LONGEST_KEY ? key : 0);
    return end;
  }

  private int digits(int start) {
    int end = start;
    int hash = 0;
    while (end < text.length() && Words.isDigit(text.charAt(end))) {
      mark(end);
      hash = hash(hash, text.charAt(end));
      end++;
    }
    add(start, end, hash, 0);
    return end;
  }

  private void mark(int at) {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marked);
    }
    marks[marked++] = at;
  }

  private void add(int start, int end, int hash, long key) {
    if (count == starts.length) {
      keys = Arrays.copyOf(keys, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    keys[count] = key;
    hashes[count++] = hash;
  }

  /** The hash of a unit's characters so far and one more; as {@link String#hashCode} does it. */
  private static int hash(int before, char c) {
    return before * MULTIPLIER + c;
  }

  private static long key(long before, char c) {
    return before << LETTER_BITS | (c - 'a' + 1);
  }

  /**
   * The letters of a word as a number, so that two words are compared at once; 0 for what is not
   * made of up to twelve letters of {@code a} to {@code z}.
   */
  static long key(String word) {
    long key = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (i == LONGEST_KEY || c < 'a' || c > 'z') {
        return 0;
      }
      key = key(key, c);
    }
    return key;
  }

  /** See {@link #key(String)}. */
  long key(int unit) {
    return Math.max(0, keys[unit]);
  }

  /** How many units there are. */
  public int count() {
    return count;
  }

  /** Where a unit begins. */
  public int start(int unit) {
    return starts[unit];
  }

  /** Where a unit ends. */
  public int end(int unit) {
    return ends[unit];
  }

  /** The hash of a unit, as {@link String#hashCode} of its text is. */
  public int hash(int unit) {
    return hashes[unit];
  }

  /**
   * Goes on through the units up to an offset.
   *
   * @param unit the unit to begin at
   * @return the first from there on that ends behind the offset, or their count where none does
   */
  public int behind(int unit, int offset) {
    int next = unit;
    while (next < count && ends[next] <= offset) {
      next++;
    }
    return next;
  }

  /**
   * Whether a unit begins at an offset and is made of {@code a} to {@code z}, or of digits: then
   * every table that words are looked up in knows it by this hash.
   */
  public boolean isPlainAt(int unit, int offset) {
    return unit < count && starts[unit] == offset && keys[unit] != NOT_PLAIN;
  }

  /** Whether such a unit is just what stands between two offsets. */
  boolean isPlainFrom(int unit, int start, int end) {
    return isPlainAt(unit, start) && ends[unit] == end;
  }

  /** Whether the unit stands directly behind the one before: letters behind digits, or digits. */
  boolean isGlued(int unit) {
    return unit > 0 && ends[unit - 1] == starts[unit];
  }

  /** See {@link FieldText#marks}; not to be written to. */
  int[] marks() {
    return marks;
  }
}
