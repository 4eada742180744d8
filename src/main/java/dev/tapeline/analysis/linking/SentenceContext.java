package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Cues;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Words;
import org.jspecify.annotations.Nullable;

/** What stands around a place of a sentence: words, cues, capitals. */
final class SentenceContext {
  /** More words than that between two places, or a clause's end, and they are not neighbours. */
  static final int FAR = 99;

  private static final int NEAR = 12;

  /** No limit of words, which can be doubled. */
  private static final int UNBOUNDED = Integer.MAX_VALUE / 2;

  private final Sentence sentence;
  private final FieldText field;
  private final String text;
  private final Cues cues;
  private @Nullable CaseStyle style;

  SentenceContext(Document document, Sentence sentence) {
    this.sentence = sentence;
    this.field = sentence.field();
    this.text = field.normalized();
    this.cues = document.cues(sentence);
  }

  Sentence sentence() {
    return sentence;
  }

  FieldText field() {
    return field;
  }

  String text() {
    return text;
  }

  Cues cues() {
    return cues;
  }

  /** How the sentence uses capitals. */
  CaseStyle style() {
    CaseStyle known = style;
    if (known == null) {
      known = CaseStyle.of(field, sentence.start(), sentence.end());
      style = known;
    }
    return known;
  }

  /**
   * How many words lie between two offsets, {@link #FAR} where a clause ends between them. Two
   * characters of a script without blanks count as a word.
   */
  int distance(int from, int to) {
    return distance(from, to, UNBOUNDED);
  }

  /** Whether at most so many words lie between two offsets, and no clause ends between them. */
  boolean isWithin(int from, int to, int most) {
    return distance(from, to, most) <= most;
  }

  /** As {@link #distance(int, int)}, but no further than asked: {@link #FAR} where it is more. */
  private int distance(int from, int to, int most) {
    if (to < from) {
      return FAR;
    }
    int words = 0;
    int wide = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        words += i == from || Words.parts(text.charAt(i - 1), c) ? 1 : 0;
      } else if (isClauseEnd(c, i)) {
        return FAR;
      } else if (Words.isUnspaced(c)) {
        wide++;
      } else if (Words.isWord(c) && (i == from || Words.parts(text.charAt(i - 1), c))) {
        words++;
      }
      if (words > Math.min(most, NEAR) || wide > 2 * most) {
        return FAR;
      }
    }
    return words + (wide + 1) / 2;
  }

  private boolean isClauseEnd(char c, int at) {
    switch (c) {
      case ';', '。', '！', '？', '，', '\uFF1B', '\n', '—', '؛', '।', '、':
        return true;
      case ',', ':', '،':
        return at + 1 >= text.length() || !Words.isDigit(text.charAt(at + 1));
      case '.', '!', '?':
        return at + 1 >= text.length() || text.charAt(at + 1) == ' ';
      default:
        return false;
    }
  }

  /** A cue of this kind and value within so many words before {@code start}, or null. */
  @Nullable Cue before(int start, String kind, @Nullable String value, int words) {
    Cues own = cues.of(kind);
    for (int i = own.size() - 1; i >= 0; i--) {
      Cue cue = own.get(i);
      if (cue.end() <= start
          && (value == null || cue.value().equals(value))
          && isWithin(cue.end(), start, words)) {
        return cue;
      }
    }
    return null;
  }

  /** Whether a cue of this kind ends before an offset, however far. */
  boolean before(int start, String kind) {
    for (Cue cue : cues.of(kind)) {
      if (cue.end() <= start) {
        return true;
      }
    }
    return false;
  }

  /** A cue of this kind and value within so many words behind {@code end}, or null. */
  @Nullable Cue behind(int end, String kind, @Nullable String value, int words) {
    for (Cue cue : cues.of(kind)) {
      if (cue.start() < end) {
        continue;
      }
      if (!isWithin(end, cue.start(), words)) {
        return null;
      }
      if (value == null || cue.value().equals(value)) {
        return cue;
      }
    }
    return null;
  }

  /** Whether a cue of this kind and value lies so near on either side. */
  boolean near(int start, int end, String kind, @Nullable String value, int words) {
    return before(start, kind, value, words) != null || behind(end, kind, value, words) != null;
  }

  /** A cue of this kind that holds the stretch, or null. */
  @Nullable Cue over(int start, int end, String kind) {
    for (Cue cue : cues.of(kind)) {
      if (cue.start() > start) {
        return null;
      }
      if (cue.end() >= end) {
        return cue;
      }
    }
    return null;
  }

  /** Whether any cue of this kind and value is in the sentence. */
  boolean has(String kind, String value) {
    return cues.has(kind, value);
  }

  /** Start of the word before {@code at}, or -1 where the sentence or a clause begins there. */
  int wordBefore(int at) {
    int i = at;
    while (i > sentence.start() && text.charAt(i - 1) == ' ') {
      i--;
    }
    if (i == at && i > sentence.start() && Words.isWord(text.charAt(i - 1))) {
      return Words.startOf(text, i - 1);
    }
    return i > sentence.start() && i < at && Words.isWord(text.charAt(i - 1))
        ? Words.startOf(text, i - 1)
        : -1;
  }

  /** Start of the word behind {@code at} where only blanks lie between, or -1. */
  int wordBehind(int at) {
    int i = at;
    while (i < sentence.end() && text.charAt(i) == ' ') {
      i++;
    }
    return i > at && i < sentence.end() && Words.isWord(text.charAt(i)) ? i : -1;
  }

  /** Whether nothing but quotes, brackets and a dateline stands before it in the sentence. */
  boolean opens(int start) {
    for (int i = sentence.start(); i < start; i++) {
      if (Words.isWord(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The cues of the sentence that start behind this offset. */
  boolean isUpper(int at) {
    return field.isUpperCaseAt(at);
  }
}
