package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells the article from what stands around it in a plain text, paragraph by paragraph.
 *
 * <p>A paragraph of the body is {@link Zone#FURNITURE} where the language's files say so of a
 * phrase in it (kind {@code furniture}): anywhere in it ({@code paragraph}), or only where it
 * begins with the phrase ({@code start}). Under one of the value {@code rest}, which must open its
 * paragraph or stand in a very short one, all that follows is furniture too where it stands in the
 * later half of the text: under "leave a comment" no article goes on. Slugs ({@code
 * some-words-of-a-title}) and addresses are furniture, and so is a name that stands alone before a
 * paragraph of furniture. In the later half, a byline and the paragraph behind it that begins with
 * the same name are the author's box, whatever the author is a fan of. Long paragraphs are the
 * article's, so that it may speak of newsletters; so is a text of one paragraph. A paragraph is
 * {@link Zone#CREDIT} where a phrase of the kind {@code credit} opens it.
 */
final class Zones {
  /** A paragraph longer than this many characters is an article's, whatever it mentions. */
  private static final int LONGEST_FURNITURE = 420;

  private static final CueKinds KINDS = CueKinds.of("furniture", "credit");
  private static final int VERY_SHORT = 90;
  private static final int LONGEST_BYLINE = 40;
  private static final int LONGEST_INVITATION = 200;

  private Zones() {}

  static List<Sentence> assign(FieldText field, List<Sentence> sentences, Cues all) {
    if (field.field() == Field.TITLE || sentences.isEmpty()) {
      return sentences;
    }
    List<Cue> cues = all.of(KINDS);
    boolean oneParagraph =
        sentences.get(0).paragraph() == sentences.get(sentences.size() - 1).paragraph();
    return invitations(oneParagraph ? sentences : byParagraph(field, sentences, cues), cues);
  }

  /** Single sentences that ask readers to follow, join or subscribe. */
  private static List<Sentence> invitations(List<Sentence> sentences, List<Cue> cues) {
    List<Sentence> assigned = new ArrayList<>(sentences);
    int at = 0;
    for (Cue cue : cues) {
      while (at < sentences.size() && sentences.get(at).end() <= cue.start()) {
        at++;
      }
      if (at < sentences.size()
          && cue.is("furniture", "sentence")
          && sentences.get(at).contains(cue.start(), cue.end())
          && sentences.get(at).end() - sentences.get(at).start() <= LONGEST_INVITATION) {
        assigned.set(at, in(sentences.get(at), Zone.FURNITURE));
      }
    }
    return assigned;
  }

  private static List<Sentence> byParagraph(
      FieldText field, List<Sentence> sentences, List<Cue> cues) {
    List<Sentence> assigned = new ArrayList<>(sentences.size());
    boolean rest = false;
    int cue = 0;
    int from = 0;
    int lone = -1;
    int previous = -1;
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
        if (one.start() >= start && one.end() <= end) {
          zone = zone(zone, one, start, end);
          boolean ends = one.is("furniture", "rest") && zone == Zone.FURNITURE;
          rest |= ends && 2 * start >= field.length();
        }
      }
      boolean authorsBox =
          previous >= 0
              && 2 * start >= field.length()
              && end - start <= LONGEST_FURNITURE
              && isNamedIn(field.normalized(), previous, sentences.get(from - 1).end(), start, end);
      if (authorsBox) {
        assigned.set(from - 1, in(assigned.get(from - 1), Zone.FURNITURE));
      }
      zone = rest || authorsBox ? Zone.FURNITURE : zone;
      if (zone == Zone.FURNITURE && lone >= 0) {
        assigned.set(lone, in(assigned.get(lone), Zone.FURNITURE));
      }
      lone = zone == Zone.BODY && isLoneName(field.normalized(), start, end) ? assigned.size() : -1;
      for (Sentence sentence : sentences.subList(from, to)) {
        assigned.add(in(sentence, zone));
      }
      previous = to - from == 1 ? start : -1;
      from = to;
    }
    return assigned;
  }

  /**
   * Whether a paragraph begins with the name that a byline before it ends with: two words at least
   * ({@code Written by Ann Lee}, {@code Ann Lee is …}), or two characters where words are not
   * parted.
   */
  private static boolean isNamedIn(
      String text, int bylineStart, int bylineEnd, int start, int end) {
    if (bylineEnd - bylineStart > LONGEST_BYLINE) {
      return false;
    }
    for (int i = bylineStart; i < bylineEnd; i++) {
      int length = bylineEnd - i;
      boolean begins = i == bylineStart || !Character.isLetterOrDigit(text.charAt(i - 1));
      if (begins
          && length < end - start
          && isName(text, i, bylineEnd)
          && text.regionMatches(i, text, start, length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isName(String text, int start, int end) {
    if (Words.isUnspaced(text.charAt(start))) {
      return end - start >= 2;
    }
    int blank = text.indexOf(' ', start + 1);
    return blank > 0 && blank < end - 1;
  }

  private static Zone zone(Zone zone, Cue cue, int start, int end) {
    boolean opens = cue.start() <= start + 2;
    if (cue.is("furniture", "sentence")) {
      return zone;
    }
    if (cue.is("furniture") && end - start <= LONGEST_FURNITURE) {
      boolean counts =
          opens
              || cue.value().equals("paragraph")
              || (cue.value().equals("rest") && end - start <= VERY_SHORT);
      return counts ? Zone.FURNITURE : zone;
    }
    return opens && zone == Zone.BODY && cue.is("credit", "paragraph") ? Zone.CREDIT : zone;
  }

  /** A byline: a few words without any full stop. */
  private static boolean isLoneName(String text, int start, int end) {
    return end - start <= LONGEST_BYLINE && ".!?。！？:".indexOf(text.charAt(end - 1)) < 0;
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
