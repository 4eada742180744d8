package dev.tapeline.analysis.text;

/**
 * A word or phrase of a language's files, found in a text.
 *
 * @param kind what sort of word it is, such as {@code move}, {@code currency}, {@code source-verb}
 * @param value what it stands for inside its kind, such as {@code up}, {@code HKD}
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character; for a word that was found by its
 *     beginning or with a suffix, the end of the whole word
 */
public record Cue(String kind, String value, int start, int end) {

  /** Whether it is of this kind and stands for this value. */
  public boolean is(String kind, String value) {
    return this.kind.equals(kind) && this.value.equals(value);
  }

  /** Whether it is of this kind. */
  public boolean is(String kind) {
    return this.kind.equals(kind);
  }

  public int length() {
    return end - start;
  }
}
