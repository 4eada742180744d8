package dev.tapeline.analysis.text;

import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One field of an item, as it was given and as the engine reads it.
 *
 * <p>The engine works on {@link #normalized()} and its offsets: {@code Saham　ＸＹＺ} reads {@code
 * saham xyz}. Only at the very end they become offsets of {@link #original()}, for example by
 * {@link #evidence}.
 */
public final class FieldText {
  private final Field field;
  private final String original;
  private final String normalized;

  /** Per normalised character, where its source begins and ends; null where both texts align. */
  private final int @Nullable [] starts;

  private final int @Nullable [] ends;

  /** See {@link #units}; written once or more with the same content, so threads need no lock. */
  private @Nullable Units units;

  private FieldText(
      Field field,
      String original,
      String normalized,
      int @Nullable [] starts,
      int @Nullable [] ends) {
    this.field = field;
    this.original = original;
    this.normalized = normalized;
    this.starts = starts;
    this.ends = ends;
  }

  /** Normalises {@code original}; any text will do, broken surrogates too. */
  public static FieldText of(Field field, String original) {
    int length = original.length();
    char[] out = new char[length];
    for (int i = 0; i < length; i++) {
      char c = original.charAt(i);
      if (c < 128 && c != '\r') {
        out[i] = Folding.ascii(c);
        continue;
      }
      char folded = Folding.one(c);
      if (Folding.isSlow(folded)) {
        return new Slow(original, out, i).build(field);
      }
      out[i] = folded == '\uFF0C' && betweenWideDigits(original, i) ? ',' : folded;
    }
    return new FieldText(field, original, new String(out), null, null);
  }

  private static boolean betweenWideDigits(String text, int i) {
    return i > 0
        && i + 1 < text.length()
        && isWideDigit(text.charAt(i - 1))
        && isWideDigit(text.charAt(i + 1));
  }

  private static boolean isWideDigit(char c) {
    return c >= '\uFF10' && c <= '\uFF19';
  }

  public Field field() {
    return field;
  }

  /** The text as it was given. */
  public String original() {
    return original;
  }

  /** The folded text that the engine reads. */
  public String normalized() {
    return normalized;
  }

  public int length() {
    return normalized.length();
  }

  /**
   * The normalised offsets of all characters that are neither letters of a script with blanks nor
   * blanks between its words, in order: digits, signs, ends of lines, and whatever scripts without
   * blanks write. In most scripts they are one character of twenty, and all that is to be looked at
   * by who cuts sentences and clauses or looks for numbers and brackets.
   */
  int[] marks() {
    return units().marks();
  }

  /** The words and numbers of the normalised text. */
  public Units units() {
    Units known = units;
    if (known == null) {
      known = Units.of(normalized);
      units = known;
    }
    return known;
  }

  /** How many of {@link #marks} stand before an offset: where to begin to look at them. */
  public int marksBefore(int offset) {
    int place = Arrays.binarySearch(marks(), offset);
    return place < 0 ? -place - 1 : place;
  }

  /** The offset of the mark of this number, or the length of the text where there are no more. */
  public int mark(int number) {
    int[] known = marks();
    return number < known.length ? known[number] : normalized.length();
  }

  /** Where the normalised character at {@code start} begins in the original. */
  public int toOriginalStart(int start) {
    if (starts == null) {
      return start;
    }
    return start < starts.length ? starts[start] : original.length();
  }

  /** Where the normalised stretch that ends before {@code end} ends in the original. */
  public int toOriginalEnd(int end) {
    if (ends == null) {
      return end;
    }
    return end == 0 ? 0 : ends[end - 1];
  }

  /** Whether the original has a capital letter at this normalised offset. */
  public boolean isUpperCaseAt(int offset) {
    if (offset < 0 || offset >= normalized.length()) {
      return false;
    }
    char c = original.charAt(toOriginalStart(offset));
    if (c < 128) {
      return c >= 'A' && c <= 'Z';
    }
    int cp = original.codePointAt(toOriginalStart(offset));
    return Character.isUpperCase(cp) || Character.isTitleCase(cp);
  }

  /** The original characters of a normalised stretch. */
  public String originalText(int start, int end) {
    return original.substring(
        toOriginalStart(start), Math.max(toOriginalStart(start), toOriginalEnd(end)));
  }

  /**
   * The evidence for what was read from this normalised stretch; blanks at both ends are left out.
   */
  public Evidence evidence(int start, int end) {
    int from = toOriginalStart(start);
    int to = Math.max(from, toOriginalEnd(end));
    while (from < to && isBlank(original.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(original.charAt(to - 1))) {
      to--;
    }
    return new Evidence(field, from, to, original.substring(from, to));
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  @Override
  public String toString() {
    return field + ": " + original;
  }

  /** Normalises a text in which some characters do not stand for exactly one. */
  private static final class Slow {
    private final String original;
    private char[] out;
    private int[] starts;
    private int[] ends;
    private int size;
    private int at;

    Slow(String original, char[] done, int count) {
      this.original = original;
      this.out = done;
      this.starts = new int[done.length];
      this.ends = new int[done.length];
      for (int i = 0; i < count; i++) {
        starts[i] = i;
        ends[i] = i + 1;
      }
      this.size = count;
      this.at = count;
    }

    FieldText build(Field field) {
      while (at < original.length()) {
        char c = original.charAt(at);
        char folded = Folding.one(c);
        if (Folding.isSlow(folded)) {
          slowly(c);
        } else {
          append(folded == '\uFF0C' && betweenWideDigits(original, at) ? ',' : folded, at, at + 1);
          at++;
        }
      }
      return new FieldText(
          field,
          original,
          new String(out, 0, size),
          Arrays.copyOf(starts, size),
          Arrays.copyOf(ends, size));
    }

    private void slowly(char c) {
      if (c == '\r') {
        boolean pair = at + 1 < original.length() && original.charAt(at + 1) == '\n';
        append('\n', at, pair ? at + 2 : at + 1);
        at += pair ? 2 : 1;
        return;
      }
      if (Folding.composesBackwards(c) && melt(c)) {
        at++;
        return;
      }
      int cp = original.codePointAt(at);
      int width = Character.charCount(cp);
      String folded =
          Character.isValidCodePoint(cp) && !(width == 1 && Character.isSurrogate((char) cp))
              ? Folding.foldCodePoint(cp)
              : "\uFFFD";
      for (int i = 0; i < folded.length(); i++) {
        append(folded.charAt(i), at, at + width);
      }
      at += width;
    }

    /** Joins a combining mark to the character before it where Unicode has one for both. */
    private boolean melt(char mark) {
      if (size == 0 || ends[size - 1] != at) {
        return false;
      }
      String nfkc =
          Normalizer.normalize(new String(new char[] {out[size - 1], mark}), Normalizer.Form.NFKC);
      if (nfkc.length() != 1) {
        return false;
      }
      String folded = Folding.foldCodePoint(nfkc.charAt(0));
      if (folded.length() != 1) {
        return false;
      }
      out[size - 1] = folded.charAt(0);
      ends[size - 1] = at + 1;
      return true;
    }

    private void append(char c, int start, int end) {
      if (size == out.length) {
        int capacity = size + (size >> 1) + 16;
        out = Arrays.copyOf(out, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
      }
      out[size] = c;
      starts[size] = start;
      ends[size] = end;
      size++;
    }
  }
}
