package dev.tapeline.analysis.text;

/**
 * A word or phrase of a language's files, found in a text.
 *
 * <p>Its kind says what sort of word it is, such as {@code move}, {@code currency}, {@code
 * source-verb}; its value what it stands for inside its kind, such as {@code up}, {@code HKD}. The
 * end of a word that was found by its beginning or with a suffix is the end of the whole word.
 */
public final class Cue {
  private final String kind;
  private final String value;
  private final int kindNumber;
  private final int start;
  private final int end;

  Cue(int kindNumber, String value, int start, int end) {
    this.kind = CueKind.name(kindNumber);
    this.value = value;
    this.kindNumber = kindNumber;
    this.start = start;
    this.end = end;
  }

  /** What sort of word it is; interned. */
  public String kind() {
    return kind;
  }

  /** What it stands for inside its kind; interned. */
  public String value() {
    return value;
  }

  /** Normalised offset of its first character. */
  public int start() {
    return start;
  }

  /** Normalised offset behind its last character. */
  public int end() {
    return end;
  }

  int kindNumber() {
    return kindNumber;
  }

  /** Whether it is of this kind and stands for this value. */
  public boolean is(String kind, String value) {
    return is(kind) && this.value.equals(value);
  }

  /**
   * Whether it is of this kind.
   *
   * @param kind a constant: kinds are interned and compared by identity, which is asked some
   *     hundred times a sentence
   */
  @SuppressWarnings("StringEquality")
  public boolean is(String kind) {
    return this.kind == kind;
  }

  public int length() {
    return end - start;
  }

  /** Two finds of one place, kind and value are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Cue cue
        && start == cue.start
        && end == cue.end
        && kindNumber == cue.kindNumber
        && value.equals(cue.value);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * start + end) + kindNumber;
  }

  @Override
  public String toString() {
    return kind + "=" + value + "[" + start + "," + end + ")";
  }
}
