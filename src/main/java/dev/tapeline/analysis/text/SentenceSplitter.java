package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a field into paragraphs (at line ends) and sentences.
 *
 * <p>A sentence ends at {@code 。！？!?؟।} and at a full stop that is no decimal point, stands behind
 * no abbreviation of the language's files (kind {@code abbreviation}) and no single initial, and is
 * followed by a blank and no small letter. Closing quotes and brackets stay with their sentence.
 */
final class SentenceSplitter {
  private static final int LONGEST_HEADLINE = 160;

  private final FieldText field;
  private final String text;
  private final Cues cues;
  private final List<Sentence> sentences = new ArrayList<>();
  private final int firstIndex;
  private int paragraph;

  private SentenceSplitter(FieldText field, Cues cues, int firstIndex) {
    this.field = field;
    this.text = field.normalized();
    this.cues = cues.of("abbreviation");
    this.firstIndex = firstIndex;
  }

  static List<Sentence> split(FieldText field, Cues cues, int firstIndex) {
    SentenceSplitter splitter = new SentenceSplitter(field, cues, firstIndex);
    splitter.run();
    return splitter.sentences;
  }

  private void run() {
    int start = 0;
    int at = 0;
    for (int mark : field.marks()) {
      if (mark < at) {
        continue;
      }
      if (text.charAt(mark) == '\n') {
        add(start, mark);
        paragraph++;
        at = mark + 1;
        start = at;
      } else if (ends(mark)) {
        at = closing(mark + 1);
        add(start, at);
        start = at;
      }
    }
    add(start, text.length());
  }

  private void add(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    if (start < end) {
      Zone zone = field.field() == Field.TITLE || isHeadline() ? Zone.HEADLINE : Zone.BODY;
      sentences.add(
          new Sentence(firstIndex + sentences.size(), field, start, end, paragraph, zone));
    }
  }

  /** Whether a text is one line without a full stop, as headlines are sent. */
  private boolean isHeadline() {
    int length = text.length();
    return length > 0
        && length <= LONGEST_HEADLINE
        && text.indexOf('\n') < 0
        && ".。!?…".indexOf(text.charAt(length - 1)) < 0
        && text.indexOf(". ") < 0
        && text.indexOf('。') < 0;
  }

  private boolean ends(int at) {
    char c = text.charAt(at);
    return switch (c) {
      case '。', '！', '？', '؟', '।' -> true;
      case '!', '?' -> mark(at);
      case '.' -> fullStop(at);
      default -> false;
    };
  }

  /**
   * An exclamation or question ends a sentence unless its sentence goes on: {@code "Why?" he
   * asked}.
   */
  private boolean mark(int at) {
    int next = closing(at + 1);
    if (next < text.length() && Words.isWord(text.charAt(next))) {
      // Yahoo!s and addresses
      return Words.isUnspaced(text.charAt(next));
    }
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next >= text.length() || !isSmall(next);
  }

  private boolean fullStop(int at) {
    int next = closing(at + 1);
    if (next >= text.length() || text.charAt(next) == '\n') {
      return true;
    }
    if (text.charAt(next) != ' ') {
      return false;
    }
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    if (next >= text.length()) {
      return true;
    }
    char after = text.charAt(next);
    boolean small = Character.isLetter(after) && isSmall(next);
    // Thai ends sentences by a blank alone; its stops are those of abbreviations: ปตท. ปรับตัวขึ้น
    boolean thai = at > 0 && text.charAt(at - 1) >= 0x0E01 && text.charAt(at - 1) <= 0x0E4E;
    return !thai && !small && !initial(at) && !abbreviated(at);
  }

  private boolean isSmall(int offset) {
    return Character.isLowerCase(field.original().codePointAt(field.toOriginalStart(offset)));
  }

  /** A single letter before the stop, as in {@code J. Smith} or {@code U.S.} */
  private boolean initial(int at) {
    return at > 0
        && Character.isLetter(text.charAt(at - 1))
        && !Words.isUnspaced(text.charAt(at - 1))
        && (at == 1 || !Words.isWord(text.charAt(at - 2)));
  }

  private boolean abbreviated(int at) {
    for (Cue cue : cues) {
      if (cue.end() == at || cue.end() == at + 1) {
        return true;
      }
      if (cue.start() > at) {
        return false;
      }
    }
    return false;
  }

  /** Behind the quotes and brackets that close at {@code from}. */
  private int closing(int from) {
    int at = from;
    while (at < text.length() && "\"')]》）!?。".indexOf(text.charAt(at)) >= 0 && !opens(at)) {
      at++;
    }
    return at;
  }

  /** Whether a quote opens what follows: {@code 。“} does, and so does a quote behind a blank. */
  private boolean opens(int at) {
    char quote = field.original().charAt(field.toOriginalStart(at));
    boolean opening = "“‘「『".indexOf(quote) >= 0;
    return opening && Words.isWide(text.charAt(at - 1));
  }
}
