package dev.tapeline.analysis.text;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the phrases that begin at a place of a text.
 *
 * <p>A trie whose edges lie in one hash table: a slot holds the state that an edge leaves, its
 * character and the state that it leads to, so that a step costs one read. A text is entered only
 * where a word can begin, and so no failure links are needed; next to {@code
 * AhoCorasickDoubleArrayTrie}, which follows them at every character, it takes a fifth of the time
 * on English news, and a tenth to build (see {@code docs/benchmarks.md}).
 */
final class PhraseTrie {
  /** Takes what begins at a place. */
  interface Sink {
    /** The phrase of this number begins at {@code start} and ends before {@code end}. */
    void found(int phrase, int start, int end);
  }

  private static final int STATE_BITS = 24;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int ROOT = 0;
  private static final int NOWHERE = -1;

  private long[] table;
  private int mask;
  private int shift;
  private int[] phraseAt = new int[1024];
  private int states = 1;
  private int edges;

  /** Phrases are numbered by their place in the list; none is empty, none is there twice. */
  PhraseTrie(List<String> phrases) {
    this.table = new long[0];
    resize(12);
    Arrays.fill(phraseAt, -1);
    for (int i = 0; i < phrases.size(); i++) {
      add(phrases.get(i), i);
    }
  }

  private void resize(int bits) {
    long[] old = table;
    table = new long[1 << bits];
    mask = table.length - 1;
    shift = Integer.SIZE - bits;
    for (long slot : old) {
      if (slot != 0) {
        table[freeSlot((int) (slot >>> STATE_BITS >>> 16), (char) (slot >>> STATE_BITS))] = slot;
      }
    }
  }

  private int freeSlot(int state, char c) {
    int at = slot(state, c);
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private int slot(int state, char c) {
    return ((state * 0x2545F491 + c) * 0x9E3779B1) >>> shift;
  }

  private void add(String phrase, int number) {
    int state = ROOT;
    for (int i = 0; i < phrase.length(); i++) {
      int next = step(state, phrase.charAt(i));
      if (next == NOWHERE) {
        next = newState();
        link(state, phrase.charAt(i), next);
      }
      state = next;
    }
    phraseAt[state] = number;
  }

  private int newState() {
    if (states == phraseAt.length) {
      phraseAt = Arrays.copyOf(phraseAt, 2 * states);
      Arrays.fill(phraseAt, states, phraseAt.length, -1);
    }
    if (states > STATE_MASK) {
      throw new IllegalStateException("too many phrases");
    }
    return states++;
  }

  private void link(int state, char c, int next) {
    if (2 * ++edges > table.length) {
      resize(Integer.numberOfTrailingZeros(table.length) + 1);
    }
    table[freeSlot(state, c)] = (((long) state << 16 | c) << STATE_BITS) | next;
  }

  /** The state behind a character, or {@link #NOWHERE}; no edge leads back to the root. */
  private int step(int state, char c) {
    long wanted = (long) state << 16 | c;
    int at = slot(state, c);
    while (true) {
      long slot = table[at];
      if (slot >>> STATE_BITS == wanted && slot != 0) {
        return (int) slot & STATE_MASK;
      }
      if (slot == 0) {
        return NOWHERE;
      }
      at = (at + 1) & mask;
    }
  }

  /** Reports all phrases that begin at {@code start}, the shortest first. */
  void at(String text, int start, Sink sink) {
    int state = ROOT;
    int length = text.length();
    for (int i = start; i < length; i++) {
      state = step(state, text.charAt(i));
      if (state == NOWHERE) {
        return;
      }
      int phrase = phraseAt[state];
      if (phrase >= 0) {
        sink.found(phrase, start, i + 1);
      }
    }
  }
}
