package dev.tapeline.analysis.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases, compiled for finding them in texts.
 *
 * <p>A trie whose edges lie in one hash table: a slot holds the state that an edge leaves, its
 * character and the state that it leads to, so that a step costs one read. A second table has edges
 * of whole units, the letters or the digits that follow each other in scripts with blanks: there a
 * word that goes on no phrase costs one look at a bitmap. Phrases that a longer word may go on, or
 * that have endings behind them, are kept in a small trie of their own and entered letter by
 * letter, where a word begins as one of them does.
 */
final class PhraseTrie {
  /** Takes what is found. */
  interface Sink {
    /** The phrase of this number begins at {@code start} and ends before {@code end}. */
    void found(int phrase, int start, int end);
  }

  static final int ROOT = 0;

  /** There is no edge. */
  static final int NOWHERE = -1;

  private static final int STATE_BITS = 24;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int MULTIPLIER = 31;

  /** How many letters tell whether a word can begin with a stem. */
  private static final int STEM_HEAD = 3;

  private final Edges edges = new Edges();
  private int[] phraseAt = new int[1024];

  /** Characters that a phrase begins with. */
  private final BitSet beginnings = new BitSet();

  private final UnitEdges units;

  /** The phrases that may end inside a word. */
  private final Edges stems = new Edges();

  private int[] stemAt = new int[256];

  /** Per state where the stems go on behind it. */
  private int[] stemStates = new int[1024];

  /** A bit for each state that stems go on behind. */
  private final BitSet hasStems = new BitSet();

  /** Hashes of the first letters of the last unit of stems; all bits are set for short ones. */
  private final long[] stemHeads = new long[1024];

  /**
   * Phrases are numbered by their place in the list; none is empty, none is there twice.
   *
   * @param open the numbers of those that may end inside a word
   */
  PhraseTrie(List<String> phrases, BitSet open) {
    Arrays.fill(phraseAt, -1);
    Arrays.fill(stemAt, -1);
    Map<UnitKey, Integer> unitStates = new HashMap<>();
    for (int i = 0; i < phrases.size(); i++) {
      add(phrases.get(i), i, open.get(i), unitStates);
    }
    this.units = new UnitEdges(unitStates);
  }

  private void add(String phrase, int number, boolean open, Map<UnitKey, Integer> unitStates) {
    beginnings.set(phrase.charAt(0));
    int state = ROOT;
    int stem = ROOT;
    int at = 0;
    while (at < phrase.length()) {
      int before = state;
      int end = Math.max(at + 1, unitEnd(phrase, at));
      boolean last = end == phrase.length();
      boolean unit = Words.joins(phrase.charAt(at));
      if (open && last && unit) {
        if (before >= stemStates.length) {
          stemStates = Arrays.copyOf(stemStates, 2 * before);
        }
        stemStates[before] = stem;
        hasStems.set(before);
        noteHead(before, phrase, at);
      }
      for (int i = at; i < end; i++) {
        state = edges.stepOrAdd(state, phrase.charAt(i));
        stem = open ? stems.stepOrAdd(stem, phrase.charAt(i)) : stem;
      }
      if (unit) {
        unitStates.put(new UnitKey(before, phrase.substring(at, end)), state);
      }
      at = end;
    }
    phraseAt = noted(phraseAt, state, number);
    stemAt = open ? noted(stemAt, stem, number) : stemAt;
  }

  private static int[] noted(int[] phrases, int state, int number) {
    int[] longer = phrases;
    if (state >= phrases.length) {
      longer = Arrays.copyOf(phrases, 2 * state);
      Arrays.fill(longer, phrases.length, longer.length, -1);
    }
    longer[state] = number;
    return longer;
  }

  private void noteHead(int state, String phrase, int at) {
    if (phrase.length() - at < STEM_HEAD) {
      Arrays.fill(stemHeads, -1L);
      return;
    }
    int bit = head(state, phrase, at);
    stemHeads[bit >>> 6] |= 1L << bit;
  }

  private static int head(int state, String text, int at) {
    int letters = (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
    return (letters + state * 0x2545F491) * 0x9E3779B1 >>> 16;
  }

  /** The end of the letters or the digits that begin at a place; the place itself for others. */
  private static int unitEnd(String text, int start) {
    int end = start;
    boolean digits = Words.isDigit(text.charAt(start));
    while (end < text.length()
        && Words.joins(text.charAt(end))
        && Words.isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  /** The hash of a unit's characters so far and one more. */
  static int hash(int before, char c) {
    return before * MULTIPLIER + c;
  }

  /** Whether a phrase begins with this character. */
  boolean begins(char c) {
    return beginnings.get(c);
  }

  /** The phrase that ends in a state, or a negative number. */
  int phrase(int state) {
    return state < phraseAt.length ? phraseAt[state] : NOWHERE;
  }

  /** The state behind a character, or {@link #NOWHERE}. */
  int step(int state, char c) {
    return edges.step(state, c);
  }

  /**
   * The state behind a whole unit, or {@link #NOWHERE}.
   *
   * @param hash see {@link #hash}
   */
  int step(int state, String text, int start, int end, int hash) {
    return units.step(state, text, start, end, hash);
  }

  /** Reports all phrases that begin at a place. */
  void at(String text, int start, Sink sink) {
    int state = ROOT;
    for (int i = start; i < text.length(); i++) {
      state = edges.step(state, text.charAt(i));
      if (state == NOWHERE) {
        return;
      }
      int phrase = phrase(state);
      if (phrase >= 0) {
        sink.found(phrase, start, i + 1);
      }
    }
  }

  /**
   * Reports the stems that go on behind a state with a part of a unit.
   *
   * @param begin where the phrase began
   */
  void stems(int state, String text, int begin, int start, int end, Sink sink) {
    if (!hasStems.get(state) || !mayBeStem(state, text, start, end)) {
      return;
    }
    int at = stemStates[state];
    for (int i = start; i + 1 < end; i++) {
      at = stems.step(at, text.charAt(i));
      if (at == NOWHERE) {
        return;
      }
      int stem = at < stemAt.length ? stemAt[at] : NOWHERE;
      if (stem >= 0) {
        sink.found(stem, begin, i + 1);
      }
    }
  }

  private boolean mayBeStem(int state, String text, int start, int end) {
    if (end - start <= STEM_HEAD) {
      return end - start > 1;
    }
    int bit = head(state, text, start);
    return (stemHeads[bit >>> 6] >>> bit & 1) != 0;
  }

  /** Edges of single characters. */
  private static final class Edges {
    private long[] table = new long[1 << 10];
    private int mask = table.length - 1;
    private int shift = Integer.SIZE - 10;
    private int count;

    private int slot(int state, char c) {
      return ((state * 0x2545F491 + c) * 0x9E3779B1) >>> shift;
    }

    int step(int state, char c) {
      long wanted = (long) state << 16 | c;
      int at = slot(state, c);
      while (true) {
        long slot = table[at];
        if (slot == 0) {
          return NOWHERE;
        }
        if (slot >>> STATE_BITS == wanted) {
          return (int) slot & STATE_MASK;
        }
        at = (at + 1) & mask;
      }
    }

    int stepOrAdd(int state, char c) {
      int next = step(state, c);
      if (next != NOWHERE) {
        return next;
      }
      if (2 * ++count > table.length) {
        grow();
      }
      if (count > STATE_MASK) {
        throw new IllegalStateException("too many phrases");
      }
      put(((long) state << 16 | c) << STATE_BITS | count);
      return count;
    }

    private void grow() {
      long[] old = table;
      table = new long[2 * old.length];
      mask = table.length - 1;
      shift--;
      for (long slot : old) {
        if (slot != 0) {
          put(slot);
        }
      }
    }

    private void put(long edge) {
      int at = slot((int) (edge >>> STATE_BITS >>> 16), (char) (edge >>> STATE_BITS));
      while (table[at] != 0) {
        at = (at + 1) & mask;
      }
      table[at] = edge;
    }
  }

  /** A state and the unit behind it. */
  private record UnitKey(int state, String unit) {}

  /** Edges of whole units. */
  private static final class UnitEdges {
    private static final int FIELDS = 4;

    /** Per slot the state, the place of the unit in {@link #chars}, its length, the next state. */
    private final int[] table;

    private final int mask;
    private final char[] chars;

    /** A bit for each slot at which a search begins. */
    private final long[] homes;

    UnitEdges(Map<UnitKey, Integer> edges) {
      int capacity = Integer.highestOneBit(Math.max(64, 4 * edges.size()));
      this.mask = capacity - 1;
      this.table = new int[FIELDS * capacity];
      this.homes = new long[capacity / Long.SIZE];
      Map<String, Integer> places = new HashMap<>();
      StringBuilder all = new StringBuilder();
      edges.forEach(
          (key, next) -> {
            int place =
                places.computeIfAbsent(
                    key.unit(),
                    unit -> {
                      all.append(unit);
                      return all.length() - unit.length();
                    });
            put(key, place, next);
          });
      this.chars = all.toString().toCharArray();
    }

    private void put(UnitKey key, int place, int next) {
      int hash = 0;
      for (int i = 0; i < key.unit().length(); i++) {
        hash = PhraseTrie.hash(hash, key.unit().charAt(i));
      }
      int slot = slot(key.state(), hash);
      homes[slot >>> 6] |= 1L << slot;
      while (table[FIELDS * slot + 2] != 0) {
        slot = (slot + 1) & mask;
      }
      table[FIELDS * slot] = key.state();
      table[FIELDS * slot + 1] = place;
      table[FIELDS * slot + 2] = key.unit().length();
      table[FIELDS * slot + 3] = next;
    }

    private int slot(int state, int hash) {
      int mixed = (state * 0x2545F491 + hash) * 0x9E3779B1;
      return (mixed ^ (mixed >>> 15)) & mask;
    }

    int step(int state, String text, int start, int end, int hash) {
      int slot = slot(state, hash);
      if ((homes[slot >>> 6] >>> slot & 1) == 0) {
        return NOWHERE;
      }
      while (table[FIELDS * slot + 2] != 0) {
        int at = FIELDS * slot;
        if (table[at] == state
            && table[at + 2] == end - start
            && isUnit(table[at + 1], text, start, end)) {
          return table[at + 3];
        }
        slot = (slot + 1) & mask;
      }
      return NOWHERE;
    }

    private boolean isUnit(int place, String text, int start, int end) {
      for (int i = start; i < end; i++) {
        if (chars[place + i - start] != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
