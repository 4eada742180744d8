package dev.tapeline.analysis.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weighs words of the Latin script for each language that is written in it.
 *
 * <p>A word that {@code common.txt} holds counts by its rank there (Zipf's law); every word counts
 * by its letters too, by trigrams learnt from the same file. One word never outweighs several
 * others: names look like any language.
 */
final class LatinModel {
  static final List<String> TAGS =
      List.of("en", "id", "ms", "de", "fr", "es", "pt", "it", "nl", "vi", "tr");

  private static final LatinModel BUILT_IN = new LatinModel();

  /** How much of a word's likelihood its letters make, the rest its place in the list. */
  private static final double LETTERS = 0.02;

  /** The most that one word says for one language against another, as a natural logarithm. */
  private static final double MOST = 5;

  /** The most that a word says that no list knows. */
  private static final double MOST_UNKNOWN = 1.2;

  /** What the tag that a source told is worth. */
  private static final double HINT = 2.5;

  /** Of two languages, so much speaks for the larger where nothing else does. */
  private static final double[] PRIOR = {0.4, 0.5, 0, 0, 0, 0.2, 0.1, 0, 0, 0, 0};

  /** Where the letters of a word alone tell more than so, the list's share is not to be seen. */
  private static final double LEAST_BY_LETTERS = -30;

  private static final double LOG_LETTERS = Math.log(LETTERS);

  private final KnownWords words;
  private static final int TURKISH = TAGS.indexOf("tr");

  /** What a sign for percent before its number says for Turkish, and how often it is counted. */
  private static final double SIGN_BEFORE = 3;

  private static final int MOST_SIGNS = 3;

  private static final int ENGLISH = TAGS.indexOf("en");
  private static final int INDONESIAN = TAGS.indexOf("id");
  private static final int MALAY = TAGS.indexOf("ms");

  /** What a comma or point inside a percentage, or a currency, says against a language. */
  private static final double DECIMAL = 2;

  private final Trigrams trigrams;
  private final float[] unseen = new float[TAGS.size()];

  private LatinModel() {
    Map<Long, double[]> counts = new HashMap<>();
    Map<Integer, double[]> contexts = new HashMap<>();
    Map<String, float[]> lists = new HashMap<>();
    for (int language = 0; language < TAGS.size(); language++) {
      learn(language, CommonWords.read(TAGS.get(language)), lists, counts, contexts);
    }
    this.trigrams = new Trigrams(counts.size());
    counts.forEach(
        (trigram, count) -> {
          double[] context = contexts.get((int) (trigram >>> 16));
          float[] logs = new float[TAGS.size()];
          for (int i = 0; i < logs.length; i++) {
            logs[i] = log(count[i], context == null ? 0 : context[i]);
          }
          trigrams.put(trigram, logs);
        });
    Arrays.fill(unseen, log(0, 1));
    this.words = new KnownWords(lists.size());
    lists.forEach((word, ranks) -> words.put(word, said(word, ranks)));
  }

  /**
   * The words of the lists and what each says, in a few arrays: a text asks for a hundred of them,
   * and each object on the way would be one more look into far memory.
   */
  private static final class KnownWords {
    private static final int FIELDS = 4;

    /** Per slot the word's hash, its place in {@link #chars}, its length, its number. */
    private final int[] table;

    private final int mask;
    private char[] chars = new char[1 << 16];
    private int used;

    /** What each word says for each language against the likeliest one. */
    private final double[] logs;

    private int count;

    KnownWords(int size) {
      int capacity = Integer.highestOneBit(4 * size + 1);
      this.mask = capacity - 1;
      this.table = new int[FIELDS * capacity];
      this.logs = new double[TAGS.size() * size];
    }

    void put(String word, double[] says) {
      int hash = word.hashCode();
      int slot = slot(hash);
      while (table[FIELDS * slot + 2] != 0) {
        slot = (slot + 1) & mask;
      }
      if (used + word.length() > chars.length) {
        chars = Arrays.copyOf(chars, 2 * chars.length + word.length());
      }
      word.getChars(0, word.length(), chars, used);
      table[FIELDS * slot] = hash;
      table[FIELDS * slot + 1] = used;
      table[FIELDS * slot + 2] = word.length();
      table[FIELDS * slot + 3] = count;
      used += word.length();
      System.arraycopy(says, 0, logs, TAGS.size() * count, TAGS.size());
      count++;
    }

    /**
     * The number of the word that stands between two offsets, or a negative number.
     *
     * @param hash as {@link String#hashCode} of it is
     */
    int find(String text, int start, int end, int hash) {
      int slot = slot(hash);
      for (int at = FIELDS * slot; table[at + 2] != 0; at = FIELDS * slot) {
        if (table[at] == hash
            && table[at + 2] == end - start
            && stands(table[at + 1], text, start, end)) {
          return table[at + 3];
        }
        slot = (slot + 1) & mask;
      }
      return -1;
    }

    /**
     * The numbers of the first units of a text, negative for those that are no known words. All in
     * one loop, for each look goes into far memory, and the processor waits for several at once.
     */
    int[] numbers(String text, Units units, int most) {
      int[] numbers = new int[Math.min(units.count(), most)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = find(text, units.start(i), units.end(i), units.hash(i));
      }
      return numbers;
    }

    private boolean stands(int place, String text, int start, int end) {
      for (int i = start; i < end; i++) {
        if (chars[place + i - start] != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    void addTo(double[] sums, int number) {
      int from = sums.length * number;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += logs[from + i];
      }
    }

    private int slot(int hash) {
      int mixed = hash * 0x9E3779B1;
      return (mixed ^ (mixed >>> 15)) & mask;
    }
  }

  /** What each trigram says, in one hash table. */
  private static final class Trigrams {
    private static final long FREE = -1;

    private static final int NUMBER_BITS = 16;
    private static final int MOST = (1 << NUMBER_BITS) - 1;

    /** Per slot a trigram, and the trigram's number in the lowest bits. */
    private final long[] slots;

    private final float[] logs;
    private final int mask;
    private int count;

    Trigrams(int size) {
      int capacity = Integer.highestOneBit(4 * size + 1);
      this.slots = new long[capacity];
      Arrays.fill(slots, FREE);
      this.logs = new float[TAGS.size() * size];
      this.mask = capacity - 1;
    }

    void put(long trigram, float[] said) {
      if (count == MOST) {
        throw new IllegalStateException("more than " + MOST + " trigrams");
      }
      slots[slot(trigram)] = trigram << NUMBER_BITS | count;
      System.arraycopy(said, 0, logs, TAGS.size() * count, TAGS.size());
      count++;
    }

    /** Adds what a trigram says, or what is said of those that nobody writes. */
    void addTo(double[] sums, long trigram, float[] unseen) {
      long slot = slots[slot(trigram)];
      boolean free = slot == FREE;
      float[] said = free ? unseen : logs;
      int from = free ? 0 : sums.length * (int) (slot & MOST);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += said[from + i];
      }
    }

    /** Where it is, or the free slot where it would be. */
    private int slot(long trigram) {
      int at = (int) (trigram * 0x9E3779B97F4A7C15L >>> 40) & mask;
      while (slots[at] != FREE && slots[at] >>> NUMBER_BITS != trigram) {
        at = (at + 1) & mask;
      }
      return at;
    }
  }

  static LatinModel builtIn() {
    return BUILT_IN;
  }

  private static float log(double count, double context) {
    return (float) Math.log((count + 0.03) / (context + 0.03 * 40));
  }

  private void learn(
      int language,
      List<String> list,
      Map<String, float[]> lists,
      Map<Long, double[]> counts,
      Map<Integer, double[]> contexts) {
    double sum = 0;
    for (int rank = 0; rank < list.size(); rank++) {
      sum += zipf(rank);
    }
    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < list.size(); rank++) {
      String word = Folding.fold(list.get(rank));
      if (!seen.add(word)) {
        continue;
      }
      lists.computeIfAbsent(word, w -> new float[TAGS.size()])[language] =
          (float) (zipf(rank) / sum);
      double weight = 0.4 + 40 * zipf(rank);
      String padded = " " + word + " ";
      for (int i = 0; i + 2 < padded.length(); i++) {
        counts.computeIfAbsent(trigram(padded, i), t -> new double[TAGS.size()])[language] +=
            weight;
        contexts.computeIfAbsent(context(padded, i), t -> new double[TAGS.size()])[language] +=
            weight;
      }
    }
  }

  private static double zipf(int rank) {
    return 1.0 / (rank + 25);
  }

  private static int context(CharSequence text, int at) {
    return (text.charAt(at) << 16) | text.charAt(at + 1);
  }

  private static long trigram(CharSequence text, int at) {
    return ((long) context(text, at) << 16) | text.charAt(at + 2);
  }

  Score score() {
    return new Score();
  }

  /** Adds up what the words of an item say. */
  final class Score {
    private final double[] sums = PRIOR.clone();

    /** What the latest word says that no list knows; kept, for a text has dozens of them. */
    private final double[] logs = new double[sums.length];

    private int known;
    private int weighed;
    private int signsBefore;
    private int decimals;
    private int currencies;

    /** Weighs the words at the beginning of a field. */
    void add(FieldText field, int head, int most) {
      String text = field.normalized();
      Units units = field.units();
      int[] numbers = words.numbers(text, units, most);
      int unit = 0;
      int end = Math.min(text.length(), head);
      int at = 0;
      int count = 0;
      while (at < end && count < most) {
        if (!isLetter(text.charAt(at))) {
          weighPercentBefore(text, at);
          weighDecimal(text, at);
          at++;
          continue;
        }
        int start = at;
        int hash = 0;
        boolean joined = false;
        unit = units.behind(unit, at);
        if (units.isPlainAt(unit, at)) {
          hash = units.hash(unit);
          at = units.end(unit);
        }
        while (at < text.length() && isLetter(text.charAt(at))) {
          char c = text.charAt(at);
          hash = 31 * hash + c;
          joined |= c == '\'';
          at++;
        }
        boolean partOfCode =
            (start > 0 && Words.isDigit(text.charAt(start - 1)))
                || (at < text.length() && Words.isDigit(text.charAt(at)));
        if (partOfCode || isAmount(text, start, at)) {
          weighCurrency(text, start, at);
        } else if (at - start < 40) {
          boolean whole = unit < numbers.length && units.isPlainFrom(unit, start, at);
          int found = whole ? numbers[unit] : words.find(text, start, at, hash);
          if (found >= 0) {
            addKnown(found);
          } else if (joined) {
            weighJoined(text.substring(start, at));
          } else {
            addUnknown(text, start, at);
          }
          count++;
        }
      }
    }

    /** {@code %2,1}: Turkish alone writes the sign before the number. */
    private void weighPercentBefore(String text, int at) {
      boolean before =
          text.charAt(at) == '%'
              && at + 1 < text.length()
              && Words.isDigit(text.charAt(at + 1))
              && (at == 0 || !Words.isDigit(text.charAt(at - 1)));
      if (before && signsBefore < MOST_SIGNS) {
        signsBefore++;
        sums[TURKISH] += SIGN_BEFORE;
      }
    }

    /**
     * {@code 1,1%}: neither English nor Malay writes a comma there, and Indonesian hardly a point.
     */
    private void weighDecimal(String text, int at) {
      char c = text.charAt(at);
      boolean decimal =
          (c == ',' || c == '.')
              && at > 0
              && at + 2 < text.length()
              && Words.isDigit(text.charAt(at - 1))
              && Words.isDigit(text.charAt(at + 1));
      if (!decimal || decimals >= MOST_SIGNS) {
        return;
      }
      int end = at + 2;
      end += Words.isDigit(text.charAt(end)) ? 1 : 0;
      boolean percent =
          text.startsWith("%", end) || text.startsWith(" %", end) || text.startsWith(" per", end);
      if (percent && c == ',') {
        decimals++;
        sums[MALAY] -= DECIMAL;
        sums[ENGLISH] -= DECIMAL;
      } else if (percent) {
        decimals++;
        sums[INDONESIAN] -= DECIMAL / 2;
      }
    }

    /** {@code Rp 3.990}. */
    private static boolean isAmount(String text, int start, int end) {
      return end - start == 2
          && text.charAt(start) == 'r'
          && end + 1 < text.length()
          && text.charAt(end) == ' '
          && Words.isDigit(text.charAt(end + 1));
    }

    /** {@code Rp3.990} is seldom told in Malay, nor {@code RM9.92} in Indonesian. */
    private void weighCurrency(String text, int start, int end) {
      if (end - start != 2 || text.charAt(start) != 'r' || currencies >= MOST_SIGNS) {
        return;
      }
      char second = text.charAt(start + 1);
      if (second == 'p' || second == 'm') {
        currencies++;
        sums[second == 'p' ? MALAY : INDONESIAN] -= DECIMAL;
      }
    }

    private static boolean isLetter(char c) {
      return (c >= 'a' && c <= 'z')
          || c == '\''
          || (c >= 0xC0 && c < 0x250)
          || (c >= 0x1E00 && c <= 0x1EFF);
    }

    /** Weighs a word with an apostrophe that the lists do not know as it stands. */
    private void weighJoined(String raw) {
      String bare = raw.replace("'", " ").strip();
      int blank = bare.indexOf(' ');
      if (blank > 0) {
        // l'action, dell'anno, company's: each part is a word
        look(bare.substring(0, blank));
        look(bare.substring(blank + 1).replace(" ", ""));
      } else {
        look(bare);
      }
    }

    private void look(String word) {
      int found = words.find(word, 0, word.length(), word.hashCode());
      if (found >= 0) {
        addKnown(found);
      } else if (!word.isEmpty()) {
        addUnknown(word, 0, word.length());
      }
    }

    private void addKnown(int word) {
      weighed++;
      known++;
      words.addTo(sums, word);
    }

    private void addUnknown(String text, int start, int end) {
      weighed++;
      unknown(text, start, end, logs);
      for (int i = 0; i < logs.length; i++) {
        sums[i] += logs[i];
      }
    }

    /** The likeliest language; null where too little was known. */
    @Nullable String best(@Nullable String told) {
      if (weighed == 0) {
        return told;
      }
      int hinted = told == null ? -1 : TAGS.indexOf(told);
      if (hinted >= 0) {
        sums[hinted] += HINT;
      }
      int best = 0;
      for (int i = 1; i < sums.length; i++) {
        if (sums[i] > sums[best]) {
          best = i;
        }
      }
      boolean tooLittle = known == 0 && hinted < 0 && weighed < 3;
      boolean foreign = known * 12 < weighed && weighed >= 6;
      return (tooLittle || foreign) && best != hinted ? null : TAGS.get(best);
    }
  }

  /** What a word of the lists says: always the same, so it is reckoned once. */
  private double[] said(String word, float[] ranks) {
    double[] logs = new double[unseen.length];
    letters(word, 0, word.length(), logs);
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(LETTERS * Math.exp(logs[i]) + (1 - LETTERS) * ranks[i] + 1e-30);
    }
    clip(logs, MOST);
    return logs;
  }

  private void unknown(String text, int start, int end, double[] logs) {
    letters(text, start, end, logs);
    for (int i = 0; i < logs.length; i++) {
      logs[i] =
          logs[i] > LEAST_BY_LETTERS
              ? LOG_LETTERS + logs[i]
              : Math.log(LETTERS * Math.exp(logs[i]) + 1e-30);
    }
    clip(logs, MOST_UNKNOWN);
  }

  private static void clip(double[] logs, double most) {
    double best = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      best = Math.max(best, log);
    }
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.max(logs[i] - best, -most);
    }
  }

  /** The likelihood of a word's letters in each language, as natural logarithms. */
  private void letters(String text, int start, int end, double[] logs) {
    Arrays.fill(logs, 0);
    char before = ' ';
    for (int i = start; i < end; i++) {
      char letter = text.charAt(i);
      char behind = i + 1 < end ? text.charAt(i + 1) : ' ';
      long trigram = (long) ((before << 16) | letter) << 16 | behind;
      trigrams.addTo(logs, trigram, unseen);
      before = letter;
    }
  }
}
