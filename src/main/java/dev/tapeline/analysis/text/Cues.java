package dev.tapeline.analysis.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The cues of a stretch of text, by start, of equal starts the longest first.
 *
 * <p>They are made when they are asked for, and asking for a kind that does not occur costs next to
 * nothing: {@link #of(String)} and {@link #of(CueKinds)} make those of some kinds; the list as a
 * whole makes all. Belongs to one thread.
 */
public final class Cues extends AbstractList<Cue> implements RandomAccess {
  private static final Cue[] EMPTY = {};

  private static final String[] NOT_ASKED = {};
  private static final Cues[] NOT_ANSWERED = {};

  private final @Nullable Finds finds;

  private final int first;
  private final int behind;
  private final int start;
  private final int end;

  /** The kinds that may occur, by their number modulo 128. */
  private final long low;

  private final long high;

  private Cue @Nullable [] all;

  /** Kinds that were asked for, and the cues of each. */
  private String[] asked = NOT_ASKED;

  private Cues[] answers = NOT_ANSWERED;
  private int answered;

  /**
   * Cues of the finds between two places that lie between two offsets.
   *
   * @param first the place of the first find
   * @param behind the place behind the last
   * @param start offset of the stretch
   * @param end offset behind it
   */
  Cues(Finds finds, int first, int behind, int start, int end) {
    this.finds = finds;
    this.first = first;
    this.behind = behind;
    this.start = start;
    this.end = end;
    long lowKinds = 0;
    long highKinds = 0;
    for (int i = first; i < behind; i++) {
      lowKinds |= finds.lowKinds(i);
      highKinds |= finds.highKinds(i);
    }
    this.low = lowKinds;
    this.high = highKinds;
  }

  /** A list that is made already. */
  private Cues(Cue[] cues) {
    this.finds = null;
    this.first = 0;
    this.behind = 0;
    this.start = 0;
    this.end = 0;
    this.low = 0;
    this.high = 0;
    this.all = cues;
  }

  /** No cue at all. */
  static final Cues NONE = new Cues(EMPTY);

  @Override
  public Cue get(int index) {
    return all()[index];
  }

  @Override
  public int size() {
    return all().length;
  }

  /** The cues of a shorter stretch. */
  Cues within(int from, int to) {
    return finds == null ? this : finds.within(from, to);
  }

  /**
   * The cues of one kind.
   *
   * @param kind a constant, as for {@link Cue#is(String)}
   */
  @SuppressWarnings("StringEquality")
  public Cues of(String kind) {
    for (int i = 0; i < answered; i++) {
      if (asked[i] == kind) {
        return answers[i];
      }
    }
    Cues answer = some(CueKinds.of(CueKind.of(kind).number()));
    if (answered == asked.length) {
      asked = Arrays.copyOf(asked, 2 * answered + 4);
      answers = Arrays.copyOf(answers, 2 * answered + 4);
    }
    asked[answered] = kind;
    answers[answered++] = answer;
    return answer;
  }

  /** The cues of several kinds. */
  public List<Cue> of(CueKinds kinds) {
    return some(kinds);
  }

  private Cues some(CueKinds kinds) {
    if (!hasAny(kinds)) {
      return NONE;
    }
    Cue[] cues = all == null ? make(kinds) : picked(kinds);
    return cues.length == 0 ? NONE : new Cues(cues);
  }

  /** Those of all cues that are of some kinds. */
  private Cue[] picked(CueKinds kinds) {
    Cue[] source = all();
    int count = 0;
    for (Cue cue : source) {
      count += kinds.contains(cue) ? 1 : 0;
    }
    if (count == source.length) {
      return source;
    }
    Cue[] picked = count == 0 ? EMPTY : new Cue[count];
    int at = 0;
    for (int i = 0; at < count; i++) {
      if (kinds.contains(source[i])) {
        picked[at++] = source[i];
      }
    }
    return picked;
  }

  /** Whether one may be of one of these kinds; a no is sure, and cheap. */
  public boolean hasAny(CueKinds kinds) {
    return finds == null || ((kinds.low() & low) | (kinds.high() & high)) != 0;
  }

  /** Whether one is of this kind. */
  public boolean has(String kind) {
    return !of(kind).isEmpty();
  }

  /** Whether one is of this kind and stands for this value. */
  public boolean has(String kind, String value) {
    for (Cue cue : of(kind)) {
      if (cue.value().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private Cue[] all() {
    Cue[] known = all;
    if (known == null) {
      known = make(null);
      all = known;
    }
    return known;
  }

  /** The cues of some kinds, or of all for null. */
  private Cue[] make(@Nullable CueKinds kinds) {
    Finds source = finds;
    return source == null ? EMPTY : source.maker.make(this, kinds);
  }

  /** Makes cues of the finds of a text; what it works with serves list after list. */
  static final class Maker {
    private final Finds source;
    private final String text;
    private final Lexicon lexicon;

    /** Per kind the place of its latest cue, plus one. */
    private final int[] latest = new int[CueKind.MOST];

    private @Nullable Cue[] cues = new Cue[64];

    /** The place of the cue of the same kind before, plus one. */
    private int[] earlier = new int[64];

    private int size;
    private @Nullable CueKinds kinds;

    Maker(Finds source) {
      this.source = source;
      this.text = source.text;
      this.lexicon = source.lexicon;
    }

    /** The cues of a stretch that are of some kinds, or of all for null. */
    Cue[] make(Cues stretch, @Nullable CueKinds kinds) {
      this.kinds = kinds;
      size = 0;
      for (int i = stretch.first; i < stretch.behind; i++) {
        if (kinds == null || source.mayMeet(i, kinds)) {
          hit(source.meanings(i), source.start(i), source.end(i));
        }
      }
      return sorted(stretch.start, stretch.end);
    }

    private void hit(long meanings, int from, int to) {
      boolean whole = isWhole(from, to);
      int last = (int) meanings;
      for (int meaning = (int) (meanings >>> Integer.SIZE); meaning < last; meaning++) {
        int kind = lexicon.kindOf(meaning);
        if (kinds != null && !kinds.contains(kind)) {
          continue;
        }
        String value = lexicon.valueOf(meaning);
        if (whole && lexicon.isPlain(meaning)) {
          add(kind, value, from, to);
          continue;
        }
        LexiconEntry entry = lexicon.entry(meaning);
        int left = lexicon.leftEdge(text, entry, from);
        int right = left < 0 ? -1 : lexicon.rightEdge(text, entry, to);
        if (right >= 0) {
          add(kind, value, left, right);
        }
      }
    }

    /** Whether words begin and end with a find. */
    private boolean isWhole(int from, int to) {
      return (from == 0 || Words.parts(text.charAt(from - 1), text.charAt(from)))
          && (to == text.length() || Words.parts(text.charAt(to - 1), text.charAt(to)));
    }

    /** Adds a find unless one of its kind holds it; takes away those that it holds. */
    private void add(int kind, String value, int from, int to) {
      int before = latest[kind];
      int newer = 0;
      for (int at = before; at > 0; at = earlier[at - 1]) {
        Cue cue = cues[at - 1];
        if (cue == null || cue.end() <= from) {
          break;
        }
        if (cue.start() == from && cue.end() == to) {
          if (cue.value().equals(value)) {
            return;
          }
        } else if (from <= cue.start() && cue.end() <= to) {
          // Leaves the chain of its kind
          cues[at - 1] = null;
          if (newer == 0) {
            before = earlier[at - 1];
            latest[kind] = before;
          } else {
            earlier[newer - 1] = earlier[at - 1];
          }
          continue;
        } else if (cue.start() <= from) {
          return;
        }
        newer = at;
      }
      if (size == cues.length) {
        cues = Arrays.copyOf(cues, 2 * size);
        earlier = Arrays.copyOf(earlier, 2 * size);
      }
      cues[size] = new Cue(kind, value, from, to);
      earlier[size] = before;
      latest[kind] = ++size;
    }

    /** Those between two offsets. Cues came by their end; hardly any has far to go. */
    private Cue[] sorted(int start, int end) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        Cue cue = cues[i];
        if (cue == null) {
          continue;
        }
        latest[cue.kindNumber()] = 0;
        if (cue.start() < start || cue.end() > end) {
          continue;
        }
        int at = kept++;
        while (at > 0) {
          Cue other = cues[at - 1];
          if (other == null || !isBefore(cue, other)) {
            break;
          }
          cues[at] = other;
          at--;
        }
        cues[at] = cue;
      }
      if (kept == 0) {
        return EMPTY;
      }
      Cue[] made = new Cue[kept];
      System.arraycopy(cues, 0, made, 0, kept);
      return made;
    }

    /** By start, the longest first, then by the name of the kind, then as they came. */
    private static boolean isBefore(Cue one, Cue other) {
      if (one.start() != other.start()) {
        return one.start() < other.start();
      }
      if (one.end() != other.end()) {
        return one.end() > other.end();
      }
      return one.kindNumber() != other.kindNumber() && one.kind().compareTo(other.kind()) < 0;
    }
  }

  @Override
  public Iterator<Cue> iterator() {
    return new CueIterator(all());
  }

  /** Over an array that does not change. */
  private static final class CueIterator implements Iterator<Cue> {
    private final Cue[] cues;
    private int at;

    CueIterator(Cue[] cues) {
      this.cues = cues;
    }

    @Override
    public boolean hasNext() {
      return at < cues.length;
    }

    @Override
    public Cue next() {
      if (at >= cues.length) {
        throw new NoSuchElementException();
      }
      return cues[at++];
    }
  }
}
