package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells the article from what stands around it in a plain text, paragraph by paragraph.
 *
 * <p>A paragraph of the body is {@link Zone#FURNITURE} where the language's files say so of a
 * phrase in it (kind {@code furniture}), or where it is no sentence at all but a slug ({@code
 * some-words-of-a-title}) or an address. Under a phrase of the value {@code rest} that stands in
 * the later half of the text, all that follows is furniture too: under "leave a comment" no article
 * goes on. A phrase counts only in a short paragraph, so that an article may speak of newsletters.
 * A paragraph is {@link Zone#CREDIT} where a phrase of the kind {@code credit} opens it.
 */
final class Zones {
  /** A paragraph longer than this many characters is an article's, whatever it mentions. */
  private static final int LONGEST_FURNITURE = 420;

  private Zones() {}

  static List<Sentence> assign(FieldText field, List<Sentence> sentences, List<Cue> cues) {
    if (field.field() == Field.TITLE || sentences.isEmpty()) {
      return sentences;
    }
    List<Sentence> assigned = new ArrayList<>(sentences.size());
    boolean rest = false;
    int cue = 0;
    int from = 0;
    while (from < sentences.size()) {
      int to = from + 1;
      while (to < sentences.size()
          && sentences.get(to).paragraph() == sentences.get(from).paragraph()) {
        to++;
      }
      int start = sentences.get(from).start();
      int end = sentences.get(to - 1).end();
      Zone zone = isNoSentence(field.normalized(), start, end) ? Zone.FURNITURE : Zone.BODY;
      while (cue < cues.size() && cues.get(cue).start() < end) {
        Cue one = cues.get(cue++);
        if (one.start() < start || one.end() > end) {
          continue;
        }
        if (one.is("furniture") && end - start <= LONGEST_FURNITURE) {
          zone = Zone.FURNITURE;
          rest |= one.value().equals("rest") && 2 * start >= field.length();
        } else if (one.is("credit", "paragraph") && one.start() <= start + 2 && zone == Zone.BODY) {
          zone = Zone.CREDIT;
        }
      }
      for (Sentence sentence : sentences.subList(from, to)) {
        assigned.add(in(sentence, rest ? Zone.FURNITURE : zone));
      }
      from = to;
    }
    return assigned;
  }

  private static Sentence in(Sentence sentence, Zone zone) {
    return sentence.zone() == zone
        ? sentence
        : new Sentence(
            sentence.index(),
            sentence.field(),
            sentence.start(),
            sentence.end(),
            sentence.paragraph(),
            zone);
  }

  /** A slug or an address: no blank, and hyphens or slashes between its words. */
  private static boolean isNoSentence(String text, int start, int end) {
    int joints = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == ' ' || Words.isUnspaced(c)) {
        return false;
      }
      joints += c == '-' || c == '/' || c == '_' ? 1 : 0;
    }
    return joints >= 2;
  }
}
