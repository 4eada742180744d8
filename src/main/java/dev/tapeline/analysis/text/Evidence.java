package dev.tapeline.analysis.text;

/**
 * The place that a value was read from.
 *
 * @param field which field of the item
 * @param start offset of the first character, in UTF-16 code units of the field as it was given
 * @param end offset behind the last character
 * @param text {@code field.substring(start, end)}, in the text's own language
 */
public record Evidence(Field field, int start, int end, String text) {

  public Evidence {
    if (start < 0 || end < start || text.length() != end - start) {
      throw new IllegalArgumentException(
          "evidence [" + start + ", " + end + ") does not fit its text of " + text.length());
    }
  }
}
