package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a sentence into clauses: at commas, semicolons, colons and dashes, before conjunctions (kind
 * {@code clause}), and around brackets, behind which the clause before them goes on.
 */
final class Clauses {
  private final int offset;
  private final int[] clauseOf;
  private final List<Integer> starts = new ArrayList<>();
  private final BitSet relative = new BitSet();
  private final BitSet bracketed = new BitSet();
  private final BitSet strong = new BitSet();

  Clauses(Sentence sentence, List<Cue> conjunctions, boolean listComma) {
    this.offset = sentence.start();
    String text = sentence.field().normalized();
    this.clauseOf = new int[sentence.end() - sentence.start() + 1];
    Deque<Integer> open = new ArrayDeque<>();
    int clause = begin(sentence.start());
    int next = 0;
    for (int at = sentence.start(); at < sentence.end(); at++) {
      char c = text.charAt(at);
      while (next < conjunctions.size() && conjunctions.get(next).start() < at) {
        next++;
      }
      if (next < conjunctions.size() && conjunctions.get(next).start() == at) {
        boolean fresh = starts.get(clause) == at;
        clause = fresh ? clause : begin(at);
        boolean inside = !fresh && relative.get(clauseOf[Math.max(0, at - 1 - offset)]);
        if (inside || conjunctions.get(next).value().equals("relative")) {
          relative.set(clause);
        }
      }
      clauseOf[at - offset] = clause;
      if (c == '(' || c == '[') {
        open.push(clause);
        clause = begin(at + 1);
        bracketed.set(clause);
      } else if ((c == ')' || c == ']') && !open.isEmpty()) {
        clause = open.pop();
      } else if (isBorder(text, at, sentence, listComma)) {
        clause = begin(at + 1);
        strong.set(clause, c == ';' || c == '|' || c == '؛');
      }
    }
    clauseOf[clauseOf.length - 1] = clause;
  }

  private int begin(int at) {
    starts.add(at);
    return starts.size() - 1;
  }

  private static boolean isBorder(String text, int at, Sentence sentence, boolean listComma) {
    char c = text.charAt(at);
    return switch (c) {
      case '，', ';', '—', '|', '،', '؛', '…' -> true;
      case ',', ':' -> !betweenDigits(text, at, sentence);
      case '、' -> !listComma;
      case '-' ->
          at > sentence.start()
              && at + 1 < sentence.end()
              && text.charAt(at - 1) == ' '
              && text.charAt(at + 1) == ' ';
      default -> false;
    };
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

  boolean same(int a, int b) {
    return at(a) == at(b);
  }

  /** Where a clause begins. */
  int start(int clause) {
    return starts.get(clause);
  }

  int count() {
    return starts.size();
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

  /** Whether it begins with {@code which}, {@code yang} or the like. */
  boolean isRelative(int clause) {
    return relative.get(clause);
  }
}
