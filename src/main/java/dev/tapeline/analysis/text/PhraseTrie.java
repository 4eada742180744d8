package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the phrases that begin at a place of a text.
 *
 * <p>A trie whose edges lie in one hash table: a slot holds the state that an edge leaves, its
 * character and the state that it leads to, so that a step costs one read. A second table leads
 * from a whole unit, the letters or the digits that a word begins with, to the state behind it: a
 * word that begins no phrase costs one probe. Phrases that may go on inside a word, or have endings
 * behind them, are entered letter by letter too.
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
  static final int MULTIPLIER = 31;

  /** How many letters tell whether a word can begin with a stem. */
  private static final int STEM_HEAD = 3;

  private long[] table;
  private int mask;
  private int shift;
  private int[] phraseAt = new int[1024];
  private int states = 1;
  private int edges;

  /** Characters that a phrase begins with. */
  private final BitSet beginnings = new BitSet();

  /** Units by their hash: its text's place and length in {@link #unitChars}, and the state. */
  private int[] units = new int[0];

  private char[] unitChars = new char[0];
  private int unitMask;

  /** The phrases of one unit that a longer word may begin with; null in their own trie. */
  private final @Nullable PhraseTrie stems;

  private final int[] stemNumbers;

  /** Hashes of the first letters of stems. */
  private final long[] stemHeads = new long[1024];

  private boolean shortStems;

  /**
   * Phrases are numbered by their place in the list; none is empty, none is there twice.
   *
   * @param open the numbers of those that may end inside a word
   */
  PhraseTrie(List<String> phrases, BitSet open) {
    this.table = new long[0];
    resize(12);
    Arrays.fill(phraseAt, -1);
    List<String> stemTexts = new ArrayList<>();
    int[] numbers = new int[phrases.size()];
    Map<String, Integer> unitStates = new HashMap<>();
    for (int i = 0; i < phrases.size(); i++) {
      String phrase = phrases.get(i);
      add(phrase, i, unitStates);
      if (open.get(i) && unitEnd(phrase, 0) == phrase.length()) {
        numbers[stemTexts.size()] = i;
        stemTexts.add(phrase);
        noteHead(phrase);
      }
    }
    indexUnits(unitStates);
    this.stemNumbers = Arrays.copyOf(numbers, stemTexts.size());
    this.stems = stemTexts.isEmpty() ? null : new PhraseTrie(stemTexts, new BitSet());
  }

  private void noteHead(String stem) {
    if (stem.length() < STEM_HEAD) {
      shortStems = true;
    } else {
      int bit = head(stem, 0);
      stemHeads[bit >>> 6] |= 1L << bit;
    }
  }

  private int head(String text, int at) {
    int hash = (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
    return (hash * 0x9E3779B1) >>> 16;
  }

  private void indexUnits(Map<String, Integer> unitStates) {
    int capacity = Integer.highestOneBit(Math.max(16, 4 * unitStates.size()));
    this.unitMask = capacity - 1;
    this.units = new int[3 * capacity];
    int length = unitStates.keySet().stream().mapToInt(String::length).sum();
    this.unitChars = new char[length];
    int at = 0;
    for (Map.Entry<String, Integer> unit : unitStates.entrySet()) {
      String text = unit.getKey();
      text.getChars(0, text.length(), unitChars, at);
      int hash = 0;
      for (int i = 0; i < text.length(); i++) {
        hash = hash * MULTIPLIER + text.charAt(i);
      }
      int slot = spread(hash) & unitMask;
      while (units[3 * slot + 1] != 0) {
        slot = (slot + 1) & unitMask;
      }
      units[3 * slot] = at;
      units[3 * slot + 1] = text.length();
      units[3 * slot + 2] = unit.getValue();
      at += text.length();
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B1;
    return mixed ^ (mixed >>> 15);
  }

  /** The end of the letters or the digits that begin at a place; the place itself for others. */
  static int unitEnd(String text, int start) {
    int end = start;
    if (Words.joins(text.charAt(start))) {
      boolean digits = Words.isDigit(text.charAt(start));
      end++;
      while (end < text.length()
          && Words.joins(text.charAt(end))
          && Words.isDigit(text.charAt(end)) == digits) {
        end++;
      }
    }
    return end;
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

  private void add(String phrase, int number, Map<String, Integer> unitStates) {
    int state = ROOT;
    int unit = unitEnd(phrase, 0);
    beginnings.set(phrase.charAt(0));
    for (int i = 0; i < phrase.length(); i++) {
      int next = step(state, phrase.charAt(i));
      if (next == NOWHERE) {
        next = newState();
        link(state, phrase.charAt(i), next);
      }
      state = next;
      if (i + 1 == unit) {
        unitStates.put(phrase.substring(0, unit), state);
      }
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

  /** Whether a phrase begins with this character. */
  boolean begins(char c) {
    return beginnings.get(c);
  }

  /** Reports all phrases that begin at {@code start}, the shortest first. */
  void at(String text, int start, Sink sink) {
    follow(ROOT, text, start, start, sink);
  }

  /**
   * Reports the phrases that begin at {@code start}, where the unit ends before {@code unit}.
   *
   * @param hash of the unit's characters, as {@link String#hashCode} of them is
   */
  void at(String text, int start, int unit, int hash, Sink sink) {
    int slot = spread(hash) & unitMask;
    int length = unit - start;
    while (units[3 * slot + 1] != 0) {
      if (units[3 * slot + 1] == length && isUnit(units[3 * slot], text, start, length)) {
        int state = units[3 * slot + 2];
        if (phraseAt[state] >= 0) {
          sink.found(phraseAt[state], start, unit);
        }
        follow(state, text, start, unit, sink);
        break;
      }
      slot = (slot + 1) & unitMask;
    }
    if (stems != null && mayBeginWithStem(text, start, length)) {
      stems(stems, text, start, unit, sink);
    }
  }

  private boolean isUnit(int from, String text, int start, int length) {
    for (int i = 0; i < length; i++) {
      if (unitChars[from + i] != text.charAt(start + i)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayBeginWithStem(String text, int start, int length) {
    if (shortStems) {
      return true;
    }
    if (length <= STEM_HEAD) {
      return false;
    }
    int bit = head(text, start);
    return (stemHeads[bit >>> 6] >>> bit & 1) != 0;
  }

  /** Reports the stems that are shorter than the unit. */
  private void stems(PhraseTrie trie, String text, int start, int unit, Sink sink) {
    int state = ROOT;
    for (int i = start; i + 1 < unit; i++) {
      state = trie.step(state, text.charAt(i));
      if (state == NOWHERE) {
        return;
      }
      int stem = trie.phraseAt[state];
      if (stem >= 0) {
        sink.found(stemNumbers[stem], start, i + 1);
      }
    }
  }

  private void follow(int from, String text, int start, int at, Sink sink) {
    int state = from;
    int length = text.length();
    for (int i = at; i < length; i++) {
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
