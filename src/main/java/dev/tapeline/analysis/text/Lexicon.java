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
  private static final int LENGTH = 2;
  private static final int TAIL = 3;

  private static final CueKinds VERBS = CueKinds.of("move");

  private static final String CLAUSE_ENDS = "。，,;；!！?？\n:：";

  private final PhraseTrie phrases;

  /** The phrases that may begin inside a word; its own numbers lead to those of all phrases. */
  private final PhraseTrie inner;

  private final int[] innerNumbers;

  /** What each phrase stands for, by its place in the order of text. */
  private final LexiconEntry[][] entries;

  /**
   * Per phrase what every find of it needs: which kinds it stands for, as two words of bits by the
   * kind's number modulo 128, its length, and how far it may reach behind its end.
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
    int count = texts.size();
    this.entries = new LexiconEntry[count][];
    this.facts = new long[FACTS * count];
    int[] numbers = new int[count];
    BitSet stems = new BitSet();
    int i = 0;
    for (Map.Entry<String, List<LexiconEntry>> phrase : byPhrase.entrySet()) {
      LexiconEntry[] own = phrase.getValue().toArray(LexiconEntry[]::new);
      entries[i] = own;
      facts[FACTS * i + LENGTH] = phrase.getKey().length();
      boolean open = false;
      boolean stem = !suffixes.isEmpty();
      for (LexiconEntry entry : own) {
        facts[FACTS * i + (entry.kindNumber() >>> 6 & 1)] |= 1L << entry.kindNumber();
        open |= entry.openLeft();
        stem |= entry.openRight() || !entry.tail().isEmpty();
        int tail = entry.tail().isEmpty() ? 0 : gap(entry) + entry.tail().length();
        facts[FACTS * i + TAIL] = Math.max(facts[FACTS * i + TAIL], tail);
      }
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
    return new Pass(text.normalized()).run();
  }

  private static final int NOT_LOOKED_UP = -2;

  /** One pass over one text. */
  private final class Pass {
    private final String text;
    private final Finds finds;

    /** Finds inside a word, by the numbers of {@link #inner}; null where there can be none. */
    private final @Nullable Finds inside;

    Pass(String text) {
      this.text = text;
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
      int at = 0;
      int word = 0;
      char before = ' ';
      while (at < text.length()) {
        char c = text.charAt(at);
        if (Words.joins(c)) {
          word = Words.joins(before) ? word : at;
          at = unit(at, word);
        } else {
          goOn(c, at);
          if (phrases.begins(c)) {
            phrases.at(text, at, finds);
          }
          at++;
        }
        before = text.charAt(at - 1);
      }
      return finds.sorted();
    }

    /** Takes letters or digits that follow each other; answers where they end. */
    private int unit(int start, int word) {
      int end = start;
      int hash = 0;
      boolean digits = Words.isDigit(text.charAt(start));
      while (end < text.length()) {
        char c = text.charAt(end);
        if (!Words.joins(c) || Words.isDigit(c) != digits) {
          break;
        }
        hash = PhraseTrie.hash(hash, c);
        end++;
      }
      goOn(start, end, hash);
      // Digits behind letters begin nothing; letters behind digits may: 5bn
      if (start == word || !digits || mayFollowPrefix(start, word)) {
        begin(start, end, hash);
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
      return end;
    }

    private void begin(int start, int end, int hash) {
      phrases.stems(PhraseTrie.ROOT, text, start, start, end, finds);
      begun = follow(PhraseTrie.ROOT, start, start, end, hash, begun);
    }

    /** Follows a state over a unit; answers how many have begun now. */
    private int follow(int state, int begin, int start, int end, int hash, int place) {
      int edge = phrases.edge(state, text, start, end, hash);
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
    private void goOn(int start, int end, int hash) {
      int kept = 0;
      for (int i = 0; i < begun; i++) {
        phrases.stems(states[i], text, begins[i], start, end, finds);
        kept = follow(states[i], begins[i], start, end, hash, kept);
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

  int size() {
    return entries.length;
  }

  int length(int phrase) {
    return (int) facts[FACTS * phrase + LENGTH];
  }

  int tail(int phrase) {
    return (int) facts[FACTS * phrase + TAIL];
  }

  /** What a phrase stands for. */
  LexiconEntry[] entries(int phrase) {
    return entries[phrase];
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
