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

  /** The states that stems go on behind with fewer letters than tell anything. */
  private final BitSet hasShortStems = new BitSet();

  /** Hashes of the first letters of the last unit of the other stems. */
  private final long[] stemHeads = new long[1024];

  /** The states that a phrase ends in. */
  private final BitSet ending = new BitSet();

  /** Hashes of states and the signs that lead on from them; few signs behind a phrase do. */
  private final long[] signs = new long[512];

  /** The states that an edge leaves. */
  private final BitSet goingOn = new BitSet();

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
    this.units = new UnitEdges(unitStates, this);
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
        goingOn.set(state);
        state = edges.stepOrAdd(state, phrase.charAt(i));
        stem = open ? stems.stepOrAdd(stem, phrase.charAt(i)) : stem;
      }
      if (unit) {
        unitStates.put(new UnitKey(before, phrase.substring(at, end)), state);
      } else if (phrase.charAt(at) != ' ') {
        int bit = sign(before, phrase.charAt(at));
        signs[bit >>> 6] |= 1L << bit;
      }
      at = end;
    }
    phraseAt = noted(phraseAt, state, number);
    ending.set(state);
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
      hasShortStems.set(state);
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

  /** Whether a phrase begins with this character. */
  boolean begins(char c) {
    return beginnings.get(c);
  }

  /** Whether a phrase ends in a state. */
  boolean ends(int state) {
    return ending.get(state);
  }

  /** The phrase that ends in a state, or a negative number. */
  int phrase(int state) {
    return state < phraseAt.length ? phraseAt[state] : NOWHERE;
  }

  /** The state behind a character that belongs to no unit, or {@link #NOWHERE}. */
  int step(int state, char c) {
    int bit = sign(state, c);
    boolean may = c == ' ' || (signs[bit >>> 6] >>> bit & 1) != 0;
    return may ? edges.step(state, c) : NOWHERE;
  }

  private static int sign(int state, char c) {
    return (state * 0x2545F491 + c) * 0x9E3779B1 >>> 17;
  }

  /** Whether a phrase goes on behind a state. */
  boolean goesOn(int state) {
    return goingOn.get(state);
  }

  /**
   * The edge that leads over a whole unit, or {@link #NOWHERE}.
   *
   * @param text the text of the units
   */
  int edge(int state, String text, Units units, int unit) {
    return this.units.find(state, text, units, unit);
  }

  /** The state behind an edge, or {@link #NOWHERE} where no phrase goes on behind it. */
  int behind(int edge) {
    return units.table[edge + UnitEdges.NEXT];
  }

  /** The state behind an edge and a blank, or {@link #NOWHERE}. */
  int behindBlank(int edge) {
    return units.table[edge + UnitEdges.BLANK];
  }

  /** The phrase that ends with an edge, or a negative number. */
  int phraseOf(int edge) {
    return units.table[edge + UnitEdges.PHRASE];
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
    return (stemHeads[bit >>> 6] >>> bit & 1) != 0 || hasShortStems.get(state);
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
    /** A slot fills half a line of the processor's cache. */
    private static final int FIELDS = 8;

    /** The two halves of the unit's key, see {@link Units#key(String)}. */
    private static final int KEY = 0;

    private static final int STATE = 2;

    /** The place of the unit in {@link #chars}. */
    private static final int PLACE = 3;

    private static final int LENGTH = 4;
    static final int NEXT = 5;
    static final int PHRASE = 6;
    static final int BLANK = 7;

    private final int[] table;
    private final int mask;
    private final char[] chars;

    /** A bit for each hash at which a search may find something; most words find nothing. */
    private final long[] known;

    private final int knownMask;

    UnitEdges(Map<UnitKey, Integer> edges, PhraseTrie trie) {
      int capacity = Integer.highestOneBit(Math.max(64, 4 * edges.size()));
      this.mask = capacity - 1;
      this.table = new int[FIELDS * capacity];
      this.known = new long[capacity / 16];
      this.knownMask = Long.SIZE * known.length - 1;
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
            put(
                key,
                place,
                trie.goesOn(next) ? next : NOWHERE,
                trie.phrase(next),
                trie.step(next, ' '));
          });
      this.chars = all.toString().toCharArray();
    }

    private void put(UnitKey key, int place, int next, int phrase, int blank) {
      int mixed = mixed(key.state(), key.unit().hashCode()); // as Units hashes it
      int bit = mixed & knownMask;
      known[bit >>> 6] |= 1L << bit;
      int at = FIELDS * (mixed & mask);
      while (table[at + LENGTH] != 0) {
        at = behind(at);
      }
      long letters = Units.key(key.unit());
      table[at + KEY] = (int) (letters >>> Integer.SIZE);
      table[at + KEY + 1] = (int) letters;
      table[at + STATE] = key.state();
      table[at + PLACE] = place;
      table[at + LENGTH] = key.unit().length();
      table[at + NEXT] = next;
      table[at + PHRASE] = phrase;
      table[at + BLANK] = blank;
    }

    private static int mixed(int state, int hash) {
      int mixed = (state * 0x2545F491 + hash) * 0x9E3779B1;
      return mixed ^ (mixed >>> 15);
    }

    private int behind(int slot) {
      return (slot + FIELDS) & (table.length - 1);
    }

    /** Where the edge lies in the table, or {@link #NOWHERE}. */
    int find(int state, String text, Units units, int unit) {
      int mixed = mixed(state, units.hash(unit));
      int bit = mixed & knownMask;
      if ((known[bit >>> 6] >>> bit & 1) == 0) {
        return NOWHERE;
      }
      for (int at = FIELDS * (mixed & mask); table[at + LENGTH] != 0; at = behind(at)) {
        if (table[at + STATE] == state && isUnit(at, text, units, unit)) {
          return at;
        }
      }
      return NOWHERE;
    }

    private boolean isUnit(int at, String text, Units units, int unit) {
      long key = units.key(unit);
      if (table[at + KEY] != (int) (key >>> Integer.SIZE) || table[at + KEY + 1] != (int) key) {
        return false;
      }
      // Most units are compared by now, without a look at what lies elsewhere
      return key != 0
          || table[at + LENGTH] == units.end(unit) - units.start(unit)
              && stands(table[at + PLACE], text, units.start(unit), units.end(unit));
    }

    private boolean stands(int place, String text, int start, int end) {
      for (int i = start; i < end; i++) {
        if (chars[place + i - start] != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
