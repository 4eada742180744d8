package dev.tapeline.analysis.text;

/**
 * A sentence of a document.
 *
 * @param index its place in the document, the title's first sentence 0
 * @param field the field that it stands in
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 * @param paragraph its paragraph's place in the field, from 0
 * @param zone the part of the item that it belongs to
 */
public record Sentence(int index, FieldText field, int start, int end, int paragraph, Zone zone) {

  /** The folded text. */
  public String text() {
    return field.normalized().substring(start, end);
  }

  public boolean contains(int from, int to) {
    return from >= start && to <= end;
  }

  public Evidence evidence() {
    return field.evidence(start, end);
  }
}
