package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Cuts a sentence into clauses: at commas, semicolons, colons and dashes, before conjunctions (kind
 * {@code clause}), and around brackets, behind which the clause before them goes on.
 */
final class Clauses {
  /** What stands between two dashes is at most so long. */
  private static final int ASIDE = 70;

  private static final int[] NO_BRACKETS = {};

  private final int offset;
  private final int[] clauseOf;
  private int[] starts = new int[8];
  private int count;
  private final BitSet relative = new BitSet();
  private final BitSet bracketed = new BitSet();
  private final BitSet strong = new BitSet();

  Clauses(Sentence sentence, List<Cue> conjunctions, boolean listComma) {
    this.offset = sentence.start();
    String text = sentence.field().normalized();
    this.clauseOf = new int[sentence.end() - sentence.start() + 1];
    FieldText field = sentence.field();
    int[] open = NO_BRACKETS;
    int brackets = 0;
    int clause = begin(sentence.start());
    int next = 0;
    int mark = field.marksBefore(sentence.start());
    int asideEnd = -1;
    int beforeAside = clause;
    int filled = sentence.start();
    while (true) {
      int conjunction =
          next < conjunctions.size() ? conjunctions.get(next).start() : Integer.MAX_VALUE;
      int at = Math.min(conjunction, field.mark(mark));
      if (at >= sentence.end()) {
        break;
      }
      if (at < filled) {
        // A second conjunction at a place
        next++;
        continue;
      }
      Arrays.fill(clauseOf, filled - offset, at - offset, clause);
      filled = at + 1;
      if (conjunction == at) {
        boolean fresh = starts[clause] == at;
        clause = fresh ? clause : begin(at);
        boolean inside = !fresh && relative.get(clauseOf[Math.max(0, at - 1 - offset)]);
        if (inside || conjunctions.get(next).value().equals("relative")) {
          relative.set(clause);
        }
        next++;
      }
      clauseOf[at - offset] = clause;
      if (field.mark(mark) > at) {
        continue;
      }
      mark++;
      char c = text.charAt(at);
      if (c == '(' || c == '[') {
        open = brackets == open.length ? Arrays.copyOf(open, brackets + 4) : open;
        open[brackets++] = clause;
        clause = begin(at + 1);
        bracketed.set(clause);
      } else if ((c == ')' || c == ']') && brackets > 0) {
        clause = open[--brackets];
      } else if (at == asideEnd) {
        clause = beforeAside;
        asideEnd = -1;
      } else if (isDash(text, at, sentence)
          && asideEnd < 0
          && closingDash(text, at, sentence) > 0) {
        beforeAside = clause;
        asideEnd = closingDash(text, at, sentence);
        clause = begin(at + 1);
        bracketed.set(clause);
      } else if (isBorder(text, at, sentence, listComma)) {
        clause = begin(at + 1);
        bracketed.set(clause, brackets > 0);
        strong.set(clause, c == ';' || c == '|' || c == '؛');
      }
    }
    Arrays.fill(clauseOf, filled - offset, clauseOf.length, clause);
  }

  /** A dash between blanks, or a long one. */
  private static boolean isDash(String text, int at, Sentence sentence) {
    char c = text.charAt(at);
    boolean blanks =
        at > sentence.start()
            && at + 1 < sentence.end()
            && text.charAt(at - 1) == ' '
            && text.charAt(at + 1) == ' ';
    return blanks && (c == '-' || c == '—');
  }

  /** {@code Sapura — now Vantris — fell}: where the dash stands that closes what this one opens. */
  private static int closingDash(String text, int opening, Sentence sentence) {
    int last = Math.min(sentence.end() - 1, opening + ASIDE);
    for (int at = opening + 2; at < last; at++) {
      if (";:|".indexOf(text.charAt(at)) >= 0) {
        return -1;
      }
      if (isDash(text, at, sentence)) {
        return at;
      }
    }
    return -1;
  }

  private int begin(int at) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count] = at;
    return count++;
  }

  private static boolean isBorder(String text, int at, Sentence sentence, boolean listComma) {
    char c = text.charAt(at);
    return switch (c) {
      case '，', ';', '—', '|', '،', '؛', '…' -> true;
      case ',', ':' -> !betweenDigits(text, at, sentence);
      case '、' -> !listComma;
      case ' ' ->
          sentence.zone() == Zone.HEADLINE
              && at > sentence.start()
              && at + 1 < sentence.end()
              && (text.charAt(at - 1) == '%' || isHanOrKana(text.charAt(at - 1)))
              && isHanOrKana(text.charAt(at + 1));
      case '-' ->
          at > sentence.start()
              && at + 1 < sentence.end()
              && text.charAt(at - 1) == ' '
              && text.charAt(at + 1) == ' ';
      default -> false;
    };
  }

  /** Headlines in Chinese and Japanese part what others part by a comma with a blank. */
  private static boolean isHanOrKana(char c) {
    return c >= 0x3040 && c <= 0x9FFF;
  }

  private static boolean betweenDigits(String text, int at, Sentence sentence) {
    return at > sentence.start()
        && at + 1 < sentence.end()
        && Words.isDigit(text.charAt(at - 1))
        && Words.isDigit(text.charAt(at + 1));
  }

  /** The number of the clause that the character at {@code at} belongs to. */
  int at(int at) {
    return clauseOf[Math.max(0, Math.min(at - offset, clauseOf.length - 1))];
  }

  /** The clause that a word begins in. */
  int of(Cue cue) {
    return at(cue.start());
  }

  boolean same(int a, int b) {
    return at(a) == at(b);
  }

  /** Where a clause begins. */
  int start(int clause) {
    return starts[clause];
  }

  int count() {
    return count;
  }

  /** Whether it stands in brackets. */
  boolean isBracketed(int clause) {
    return bracketed.get(clause);
  }

  /** Whether a semicolon parts two clauses, so that neither says anything of the other. */
  boolean areApart(int a, int b) {
    int border = strong.nextSetBit(Math.min(a, b) + 1);
    return border >= 0 && border <= Math.max(a, b);
  }

  /** Whether a semicolon parts a clause from the one before. */
  boolean isApart(int clause) {
    return strong.get(clause);
  }

  /** Whether it begins with {@code which}, {@code yang} or the like. */
  boolean isRelative(int clause) {
    return relative.get(clause);
  }
}
