package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All words and phrases of a language's files, compiled: a single pass over a text marks them.
 *
 * <p>In scripts with blanks a phrase is found only as whole words, in the forms that its file
 * allows by {@code *} and by the language's affixes; in Chinese, Japanese, Korean and Thai it is
 * found anywhere, unless its file demands a boundary by {@code _}. Of two finds of one kind, the
 * one inside the other is left out.
 *
 * <p>The pass only notes which phrases stand where. Most of them are words such as {@code of} and
 * {@code the}, which rules ask for in few sentences, and so {@link Cues} makes cues of them when a
 * rule asks for their kind.
 */
public final class Lexicon {
  /** The longest prefix that a language glues to words, in characters. */
  static final int LONGEST_PREFIX = 6;

  private static final int LONGEST_SUFFIX = 12;

  /** How many characters may stand in the gap of a phrase. */
  private static final int GAP = 14;

  /** The same between the two parts of a verb: {@code legte im frühen Handel um 2 Prozent zu}. */
  private static final int VERB_GAP = 44;

  private static final int FACTS = 4;
  private static final int LENGTHS = 2;
  private static final int MEANINGS = 3;

  /** Of a meaning: its kind's number, and whether it is found wherever whole words are it. */
  private static final int PLAIN = 1 << 15;

  private static final CueKinds VERBS = CueKinds.of("move");

  private static final String CLAUSE_ENDS = "。，,;；!！?？\n:：";

  private final PhraseTrie phrases;

  /** The phrases that may begin inside a word; its own numbers lead to those of all phrases. */
  private final PhraseTrie inner;

  private final int[] innerNumbers;

  private final int count;

  /** What the phrases stand for, one phrase after the other in the order of text. */
  private final LexiconEntry[] entries;

  /**
   * Of each entry what a cue of it needs, see {@link #PLAIN}, and its value: an entry itself lies
   * in far memory, where looking at it costs more than making the cue.
   */
  private final short[] meanings;

  private final String[] values;

  /**
   * Per phrase what every find of it needs: which kinds it stands for, as two words of bits by the
   * kind's number modulo 128; its length, and how far it may reach behind its end; the place of its
   * first meaning, and of the one behind its last.
   */
  private final long[] facts;

  private final Set<String> prefixes;
  private final Set<String> suffixes;

  Lexicon(Collection<LexiconEntry> all, Set<String> prefixes, Set<String> suffixes) {
    this.prefixes = Set.copyOf(prefixes);
    this.suffixes = Set.copyOf(suffixes);
    Map<String, List<LexiconEntry>> byPhrase = new TreeMap<>();
    for (LexiconEntry entry : all) {
      if (!entry.phrase().isEmpty()) {
        byPhrase.computeIfAbsent(entry.phrase(), p -> new ArrayList<>(1)).add(entry);
      }
    }
    List<String> texts = new ArrayList<>(byPhrase.keySet());
    List<String> innerTexts = new ArrayList<>();
    this.count = texts.size();
    this.entries = byPhrase.values().stream().flatMap(List::stream).toArray(LexiconEntry[]::new);
    this.meanings = new short[entries.length];
    this.values = new String[entries.length];
    this.facts = new long[FACTS * count];
    int[] numbers = new int[count];
    BitSet stems = new BitSet();
    int i = 0;
    int meaning = 0;
    for (Map.Entry<String, List<LexiconEntry>> phrase : byPhrase.entrySet()) {
      List<LexiconEntry> own = phrase.getValue();
      facts[FACTS * i + MEANINGS] = pair(meaning, meaning + own.size());
      int longestTail = 0;
      boolean open = false;
      boolean stem = !suffixes.isEmpty();
      for (LexiconEntry entry : own) {
        facts[FACTS * i + (entry.kindNumber() >>> 6 & 1)] |= 1L << entry.kindNumber();
        open |= entry.openLeft();
        stem |= entry.openRight() || !entry.tail().isEmpty();
        int tail = entry.tail().isEmpty() ? 0 : gap(entry) + entry.tail().length();
        longestTail = Math.max(longestTail, tail);
        values[meaning] = entry.value();
        meanings[meaning++] = (short) (entry.kindNumber() | (entry.plain() ? PLAIN : 0));
      }
      facts[FACTS * i + LENGTHS] = pair(phrase.getKey().length(), longestTail);
      stems.set(i, stem);
      if (open) {
        numbers[innerTexts.size()] = i;
        innerTexts.add(phrase.getKey());
      }
      i++;
    }
    this.phrases = new PhraseTrie(texts, stems);
    this.inner = new PhraseTrie(innerTexts, new BitSet());
    this.innerNumbers = Arrays.copyOf(numbers, innerTexts.size());
  }

  /** Marks all words and phrases in {@code text}. */
  public Cues match(FieldText text) {
    return new Pass(text).run();
  }

  private static final int NOT_LOOKED_UP = -2;

  /** One pass over one text. */
  private final class Pass {
    private final String text;
    private final Units units;
    private final Finds finds;

    /** Finds inside a word, by the numbers of {@link #inner}; null where there can be none. */
    private final @Nullable Finds inside;

    Pass(FieldText field) {
      this.text = field.normalized();
      this.units = field.units();
      this.finds = new Finds(Lexicon.this, text);
      this.inside = innerNumbers.length == 0 ? null : new Finds(Lexicon.this, text);
    }

    /** Phrases that have begun: where, and the state behind what stands there so far. */
    private int[] begins = new int[16];

    private int[] states = new int[16];

    /** The states behind a blank, which follows most words, or {@link #NOT_LOOKED_UP}. */
    private int[] blanks = new int[16];

    private int begun;

    /** Enters the text wherever a phrase may begin. */
    Cues run() {
      int[] first = firstEdges();
      int at = 0;
      int word = 0;
      for (int i = 0; i < units.count(); i++) {
        int start = units.start(i);
        between(at, start);
        word = units.isGlued(i) ? word : start;
        unit(i, word, first[i]);
        at = units.end(i);
      }
      between(at, text.length());
      return finds.sorted();
    }

    /**
     * The edges that the units of the text make phrases begin with. In a loop of its own, for each
     * look goes into far memory, and the processor waits for several of them at once.
     */
    private int[] firstEdges() {
      int[] edges = new int[units.count()];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = phrases.edge(PhraseTrie.ROOT, text, units, i);
      }
      return edges;
    }

    /** Takes characters that belong to no unit. */
    private void between(int from, int to) {
      for (int at = from; at < to; at++) {
        char c = text.charAt(at);
        goOn(c, at);
        if (phrases.begins(c)) {
          phrases.at(text, at, finds);
        }
      }
    }

    /**
     * Takes a unit.
     *
     * @param word where the letters and digits begin that it belongs to
     * @param first the edge that a phrase begins with here
     */
    private void unit(int number, int word, int first) {
      int start = units.start(number);
      int end = units.end(number);
      goOn(number, start, end);
      // Digits behind letters begin nothing; letters behind digits may: 5bn
      if (start == word || !Words.isDigit(text.charAt(start)) || mayFollowPrefix(start, word)) {
        phrases.stems(PhraseTrie.ROOT, text, start, start, end, finds);
        begun = follow(first, start, end, begun);
      } else {
        inside(start);
      }
      if (inside != null || !prefixes.isEmpty()) {
        for (int i = start + 1; i < end; i++) {
          if (mayFollowPrefix(i, word)) {
            phrases.at(text, i, finds);
          } else {
            inside(i);
          }
        }
      }
    }

    /** Follows an edge over a unit; answers how many have begun now. */
    private int follow(int edge, int begin, int end, int place) {
      if (edge == PhraseTrie.NOWHERE) {
        return place;
      }
      int phrase = phrases.phraseOf(edge);
      if (phrase >= 0) {
        finds.found(phrase, begin, end);
      }
      return keep(place, begin, phrases.behind(edge), phrases.behindBlank(edge));
    }

    /** Follows what has begun over a unit. */
    private void goOn(int unit, int start, int end) {
      int kept = 0;
      for (int i = 0; i < begun; i++) {
        phrases.stems(states[i], text, begins[i], start, end, finds);
        kept = follow(phrases.edge(states[i], text, units, unit), begins[i], end, kept);
      }
      begun = kept;
    }

    /** Follows what has begun over a character that belongs to no unit. */
    private void goOn(char c, int at) {
      int kept = 0;
      for (int i = 0; i < begun; i++) {
        boolean known = c == ' ' && blanks[i] != NOT_LOOKED_UP;
        int state = known ? blanks[i] : phrases.step(states[i], c);
        if (state != PhraseTrie.NOWHERE) {
          if (phrases.ends(state)) {
            finds.found(phrases.phrase(state), begins[i], at + 1);
          }
          int next = phrases.goesOn(state) ? state : PhraseTrie.NOWHERE;
          kept = keep(kept, begins[i], next, NOT_LOOKED_UP);
        }
      }
      begun = kept;
    }

    /** Keeps what goes on; answers how many are kept. */
    private int keep(int place, int begin, int state, int blank) {
      if (state == PhraseTrie.NOWHERE) {
        return place;
      }
      if (place == begins.length) {
        begins = Arrays.copyOf(begins, 2 * place);
        states = Arrays.copyOf(states, 2 * place);
        blanks = Arrays.copyOf(blanks, 2 * place);
      }
      begins[place] = begin;
      states[place] = state;
      blanks[place] = blank;
      return place + 1;
    }

    private boolean mayFollowPrefix(int at, int word) {
      return at - word <= LONGEST_PREFIX && !prefixes.isEmpty();
    }

    private void inside(int at) {
      if (inside != null) {
        inside.clear();
        inner.at(text, at, inside);
        finds.addAll(inside, innerNumbers);
      }
    }
  }

  private static long pair(int first, int second) {
    return (long) first << Integer.SIZE | second;
  }

  int size() {
    return count;
  }

  int length(int phrase) {
    return (int) (facts[FACTS * phrase + LENGTHS] >>> Integer.SIZE);
  }

  int tail(int phrase) {
    return (int) facts[FACTS * phrase + LENGTHS];
  }

  /** The place of the first meaning of a phrase, and of the one behind its last in the low half. */
  long meanings(int phrase) {
    return facts[FACTS * phrase + MEANINGS];
  }

  /** The number of the kind that a meaning is of. */
  int kindOf(int meaning) {
    return meanings[meaning] & ~PLAIN & 0xFFFF;
  }

  /** Whether a meaning is found wherever whole words are its phrase. */
  boolean isPlain(int meaning) {
    return (meanings[meaning] & PLAIN) != 0;
  }

  /** What a meaning stands for inside its kind. */
  String valueOf(int meaning) {
    return values[meaning];
  }

  LexiconEntry entry(int meaning) {
    return entries[meaning];
  }

  /** The kinds that a phrase stands for whose number modulo 128 is below 64, as bits. */
  long lowKinds(int phrase) {
    return facts[FACTS * phrase];
  }

  /** The other kinds. */
  long highKinds(int phrase) {
    return facts[FACTS * phrase + 1];
  }

  /** Where a find begins, a prefix included; negative where no word begins there. */
  int leftEdge(String text, LexiconEntry entry, int begin) {
    if (begin == 0 || entry.openLeft()) {
      return begin;
    }
    char before = text.charAt(begin - 1);
    char first = text.charAt(begin);
    if (entry.boundLeft() ? !Words.isWord(before) : Words.parts(before, first)) {
      return begin;
    }
    if (entry.standsAtDigits() && Words.isDigit(before) && !Words.isDigit(first)) {
      return begin;
    }
    if (prefixes.isEmpty() || !Character.isLetter(first)) {
      return -1;
    }
    int start = Words.startOf(text, begin - 1);
    return begin - start <= LONGEST_PREFIX && prefixes.contains(text.substring(start, begin))
        ? start
        : -1;
  }

  /**
   * Where a find ends, a suffix or its tail included; negative where no word ends there. A verb of
   * two words ends with the first, since what it speaks of and its percentage stand between them.
   */
  int rightEdge(String text, LexiconEntry entry, int end) {
    if (entry.tail().isEmpty()) {
      return wordEnd(text, entry, end);
    }
    int whole = tailEnd(text, entry, end);
    return whole >= 0 && isParted(entry) ? end - 1 : whole;
  }

  /** {@code gab * nach}: a verb whose second word stands elsewhere. */
  private static boolean isParted(LexiconEntry entry) {
    return VERBS.contains(entry.kindNumber()) && entry.phrase().endsWith(" ");
  }

  private static int gap(LexiconEntry entry) {
    return isParted(entry) ? VERB_GAP : GAP;
  }

  /** End of the tail of a phrase that has a gap, or -1 where it does not stand near enough. */
  private int tailEnd(String text, LexiconEntry entry, int end) {
    int last = Math.min(text.length() - entry.tail().length(), end + gap(entry));
    for (int i = end; i <= last; i++) {
      if (text.startsWith(entry.tail(), i)) {
        return wordEnd(text, entry, i + entry.tail().length());
      }
      if (CLAUSE_ENDS.indexOf(text.charAt(i)) >= 0 && !isInsideNumber(text, i)) {
        return -1;
      }
    }
    return -1;
  }

  /** The comma of {@code leverde 1,6 procent in} ends no clause. */
  private static boolean isInsideNumber(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Words.isDigit(text.charAt(at - 1))
        && Words.isDigit(text.charAt(at + 1));
  }

  private int wordEnd(String text, LexiconEntry entry, int end) {
    if (end == text.length()) {
      return end;
    }
    char last = text.charAt(end - 1);
    char after = text.charAt(end);
    if (entry.boundRight() ? !Words.isWord(after) : Words.parts(last, after)) {
      return end;
    }
    if (entry.openRight()) {
      return Words.endOf(text, end);
    }
    if (entry.boundRight()) {
      return -1;
    }
    if (entry.standsAtDigits() && Words.isDigit(after) && !Words.isDigit(last)) {
      return end;
    }
    if (suffixes.isEmpty() || !Character.isLetter(last)) {
      return -1;
    }
    int stop = Words.endOf(text, end);
    return stop - end <= LONGEST_SUFFIX && suffixes.contains(text.substring(end, stop)) ? stop : -1;
  }
}
