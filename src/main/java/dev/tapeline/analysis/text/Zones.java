package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells the article from what stands around it in a plain text.
 *
 * <p>A paragraph of the body is {@link Zone#FURNITURE} or {@link Zone#CREDIT} where the language's
 * files say so of a phrase in it (kinds {@code furniture} and {@code credit}, value {@code
 * paragraph}; with the value {@code rest}, all that follows is furniture too).
 */
final class Zones {
  private Zones() {}

  static List<Sentence> assign(FieldText field, List<Sentence> sentences, List<Cue> cues) {
    if (field.field() == Field.TITLE) {
      return sentences;
    }
    List<Sentence> assigned = new ArrayList<>(sentences.size());
    boolean rest = false;
    for (Sentence sentence : sentences) {
      Zone zone = rest ? Zone.FURNITURE : Zone.BODY;
      for (Cue cue : cues) {
        if (sentence.contains(cue.start(), cue.end()) && cue.is("furniture")) {
          zone = Zone.FURNITURE;
          rest |= cue.value().equals("rest");
        } else if (sentence.contains(cue.start(), cue.end()) && cue.is("credit", "paragraph")) {
          zone = Zone.CREDIT;
        }
      }
      assigned.add(
          new Sentence(
              sentence.index(),
              field,
              sentence.start(),
              sentence.end(),
              sentence.paragraph(),
              zone));
    }
    return assigned;
  }
}
