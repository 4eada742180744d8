package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.math.BigDecimal;

/** What a word for shares says itself of whose they are. */
final class ShareWords {
  private final SentenceMarks marks;

  ShareWords(SentenceMarks marks) {
    this.marks = marks;
  }

  /** {@code Ventas de Soriana bajan 2.4%; las de La Comer suben}: sales again, and not shares. */
  boolean standsForBusiness(Cue word) {
    Cue last = null;
    for (Cue cue : marks.notShares) {
      boolean market = cue.value().equals("market") || cue.value().equals("index");
      last = !market && cue.end() <= word.start() ? cue : last;
    }
    if (last == null) {
      return false;
    }
    int from = last.end();
    return marks.shares.stream().noneMatch(s -> s.start() >= from && s.end() <= word.start());
  }

  /** {@code ワーナー株は}: a foreign name that nobody knows runs into the word for its shares. */
  private boolean endsUnknownName(Cue word) {
    int before = word.start() - 1;
    return before > marks.sentence.start()
        && marks.text.charAt(word.start()) == '株'
        && isKatakana(marks.text.charAt(before))
        && isKatakana(marks.text.charAt(before - 1));
  }

  private static boolean isKatakana(char c) {
    return c >= 0x30A1 && c <= 0x30FC;
  }

  /** {@code jene von Covestro}, {@code those of}: whose they are is told, and is not known. */
  boolean endsOpen(Cue word) {
    int next = word.end() + 1;
    boolean noun = marks.isIn("de") && !marks.between(word.start(), next).startsWith("jene");
    return isOpen(word)
        && !noun
        && next < marks.sentence.end()
        && marks.sentence.field().isUpperCaseAt(next)
        && !marks.isKnownWord(next);
  }

  /** {@code 412 saham turun}, {@code 30 titres}: shares of many companies. */
  boolean isCounted(Cue word) {
    return marks.quantities.stream()
        .anyMatch(
            q ->
                q.kind() == Quantity.Kind.COUNT
                    && q.start() < word.start()
                    && q.end() >= word.start() - 1
                    && q.end() <= word.end()
                    && q.value().compareTo(BigDecimal.ONE) > 0);
  }

  boolean isOpen(Cue word) {
    String text = marks.between(word.start(), word.end());
    return marks.language.particles(Particle.OWNER_BEHIND).stream()
        .anyMatch(of -> text.endsWith(" " + of));
  }

  /**
   * Whether a name that is not known follows where owners stand behind: {@code saham Foo}, {@code
   * acciones de Foo}. Its shares are not those of the company spoken of before.
   */
  boolean namesUnknown(Cue word) {
    if (!marks.ownerBehind) {
      return false;
    }
    int at = word.end();
    for (Cue link : marks.links) {
      if (link.value().equals("of") && link.start() == at + 1 && marks.text.charAt(at) == ' ') {
        at = link.end();
        break;
      }
    }
    if (at < marks.sentence.end() && Words.isUnspaced(marks.text.charAt(at))) {
      return !marks.isKnownWord(at);
    }
    int next = at + 1;
    if (next >= marks.sentence.end() || marks.text.charAt(at) != ' ') {
      return false;
    }
    boolean quoted = "\"«".indexOf(marks.text.charAt(next)) >= 0;
    if (quoted && next + 1 < marks.sentence.end()) {
      return Words.isWord(marks.text.charAt(next + 1));
    }
    if (marks.isKnownWord(next)) {
      return false;
    }
    boolean caseless = Character.getType(marks.text.charAt(next)) == Character.OTHER_LETTER;
    return caseless || marks.sentence.field().isUpperCaseAt(next);
  }

  /** Whether a word for shares says whose they are, and nobody knows them. */
  boolean leavesOpen(Cue word) {
    return namesUnknown(word)
        || isOwnedByUnknown(word)
        || endsOpen(word)
        || isCounted(word)
        || endsUnknownName(word);
  }

  /** {@code वियाट्रिस का शेयर}: a word that no file knows, and the case of an owner. */
  private boolean isOwnedByUnknown(Cue word) {
    int end = word.start() - 1;
    int blank = marks.text.indexOf(' ', word.start());
    if (end <= marks.sentence.start()
        || blank < 0
        || blank > word.end()
        || !marks.verbLast
        || !marks
            .language
            .particles(Particle.OWNER_BEFORE)
            .contains(marks.between(word.start(), blank))) {
      return false;
    }
    int start = Words.startOf(marks.text, end - 1);
    return start < end
        && start >= marks.sentence.start()
        && !Words.isDigit(marks.text.charAt(start))
        && !marks.isKnownWord(start)
        && marks.times.stream().noneMatch(t -> t.start() < end && start < t.end());
  }
}
