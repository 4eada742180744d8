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

  private final String text;
  private int[] starts;
  private int[] ends;
  private int[] hashes;
  private boolean[] plain;
  private int count;
  private int[] marks;
  private int marked;

  private Units(String text) {
    this.text = text;
    // One unit for six characters and one mark for twenty are usual
    this.starts = new int[16 + text.length() / 5];
    this.ends = new int[starts.length];
    this.hashes = new int[starts.length];
    this.plain = new boolean[starts.length];
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
    int bits = 0;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (!Words.isLetter(c)) {
        break;
      }
      hash = hash(hash, c);
      bits |= c;
      end++;
    }
    add(start, end, hash, bits < 128);
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
    add(start, end, hash, true);
    return end;
  }

  private void mark(int at) {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marked);
    }
    marks[marked++] = at;
  }

  private void add(int start, int end, int hash, boolean isPlain) {
    if (count == starts.length) {
      plain = Arrays.copyOf(plain, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    plain[count] = isPlain;
    hashes[count++] = hash;
  }

  /** The hash of a unit's characters so far and one more; as {@link String#hashCode} does it. */
  static int hash(int before, char c) {
    return before * MULTIPLIER + c;
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
    return unit < count && starts[unit] == offset && plain[unit];
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
