package dev.tapeline.analysis.text;

import java.util.Arrays;

/**
 * The phrases of a {@link Lexicon} that stand in a text, as numbers. Belongs to one thread.
 *
 * <p>They are kept by the end of the phrase, of equal ends backwards by the phrase: in this order
 * of two that overlap the one that begins first comes first, unless it holds the other.
 */
final class Finds implements PhraseTrie.Sink {
  private static final long PHRASE = 0xFFFF_FFFFL;

  final Lexicon lexicon;
  final String text;

  private final int last;
  private long[] finds;
  private int count;

  /** Where each find begins. */
  private int[] starts = {};

  /**
   * Which kinds each find may be of, see {@link Lexicon#lowKinds}; kept here to be read at once.
   */
  private long[] kinds = {};

  /** See {@link Lexicon#meanings}. */
  private long[] meanings = {};

  /** The lowest beginning of a find and of all behind it. */
  private int[] lowestStarts = {};

  /** The places of finds that may reach beyond the end of their phrase. */
  private int[] tailed = {};

  final Cues.Maker maker;

  Finds(Lexicon lexicon, String text) {
    this.lexicon = lexicon;
    this.text = text;
    this.last = lexicon.size() - 1;
    // One find for six characters is usual
    this.finds = new long[16 + text.length() / 5];
    this.maker = new Cues.Maker(this);
  }

  void clear() {
    count = 0;
  }

  @Override
  public void found(int phrase, int start, int end) {
    if (count == finds.length) {
      finds = Arrays.copyOf(finds, 2 * count);
    }
    finds[count++] = (long) end << 32 | (last - phrase);
  }

  /** Adds finds whose phrases have numbers of their own. */
  void addAll(Finds others, int[] numbers) {
    for (int i = 0; i < others.count; i++) {
      found(numbers[others.phrase(i)], 0, others.end(i));
    }
  }

  /** Sorts them; they came by their start, so that hardly any has far to go. */
  Cues sorted() {
    for (int i = 1; i < count; i++) {
      long find = finds[i];
      int at = i;
      while (at > 0 && finds[at - 1] > find) {
        finds[at] = finds[at - 1];
        at--;
      }
      finds[at] = find;
    }
    lowestStarts = new int[count + 1];
    lowestStarts[count] = Integer.MAX_VALUE;
    starts = new int[count];
    kinds = new long[2 * count];
    meanings = new long[count];
    int reaching = 0;
    for (int i = count - 1; i >= 0; i--) {
      int phrase = phrase(i);
      starts[i] = end(i) - lexicon.length(phrase);
      kinds[2 * i] = lexicon.lowKinds(phrase);
      kinds[2 * i + 1] = lexicon.highKinds(phrase);
      meanings[i] = lexicon.meanings(phrase);
      lowestStarts[i] = Math.min(lowestStarts[i + 1], starts[i]);
      if (lexicon.tail(phrase) > 0) {
        if (reaching == tailed.length) {
          tailed = Arrays.copyOf(tailed, 2 * reaching + 4);
        }
        tailed[reaching++] = i;
      }
    }
    tailed = Arrays.copyOf(tailed, reaching);
    return new Cues(this, 0, count, 0, text.length());
  }

  int phrase(int i) {
    return last - (int) (finds[i] & PHRASE);
  }

  int end(int i) {
    return (int) (finds[i] >>> 32);
  }

  int start(int i) {
    return starts[i];
  }

  /** The place of a find's first meaning, and of the one behind its last in the low half. */
  long meanings(int i) {
    return meanings[i];
  }

  long lowKinds(int i) {
    return kinds[2 * i];
  }

  long highKinds(int i) {
    return kinds[2 * i + 1];
  }

  /** Whether a find may be of one of these kinds; a no is sure. */
  boolean mayMeet(int i, CueKinds wanted) {
    return ((kinds[2 * i] & wanted.low()) | (kinds[2 * i + 1] & wanted.high())) != 0;
  }

  /**
   * The cues between two offsets. The finds that it takes begin where no find crosses over, so that
   * what overlaps is told apart as in the whole text.
   */
  Cues within(int start, int end) {
    int from = start;
    int first = firstBehind(from);
    while (true) {
      int lowest = Math.min(from, Math.min(lowestStarts[first], tailReaching(from)));
      if (lowest == from) {
        break;
      }
      from = lowest;
      first = firstBehind(from);
    }
    return new Cues(this, first, firstBehind(end), start, end);
  }

  /** Where a find begins whose tail may lie behind an offset that its phrase ends before. */
  private int tailReaching(int offset) {
    for (int place : tailed) {
      if (start(place) < offset && end(place) + lexicon.tail(phrase(place)) > offset) {
        return start(place);
      }
    }
    return offset;
  }

  /** The place of the first find that ends behind an offset. */
  private int firstBehind(int offset) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
