package dev.tapeline.analysis.text;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Several kinds of words that a rule treats alike.
 *
 * <pre>{@code
 * static final CueKinds COVERS = CueKinds.of("not-share", "basis");
 * COVERS.contains(cue);
 * }</pre>
 */
public final class CueKinds {
  private static final AtomicReferenceArray<@Nullable CueKinds> SINGLE =
      new AtomicReferenceArray<>(CueKind.MOST);

  private final long[] bits = new long[CueKind.MOST / Long.SIZE];
  private long low;
  private long high;

  private CueKinds() {}

  /** The kinds of these names. */
  public static CueKinds of(String... names) {
    CueKinds kinds = new CueKinds();
    for (String name : names) {
      kinds.add(CueKind.of(name).number());
    }
    return kinds;
  }

  /** One kind alone. */
  static CueKinds of(int number) {
    CueKinds known = SINGLE.get(number);
    if (known == null) {
      known = new CueKinds();
      known.add(number);
      SINGLE.set(number, known);
    }
    return known;
  }

  /** These kinds and others. */
  public CueKinds and(CueKinds others) {
    CueKinds kinds = new CueKinds();
    for (int number = 0; number < CueKind.MOST; number++) {
      if (contains(number) || others.contains(number)) {
        kinds.add(number);
      }
    }
    return kinds;
  }

  private void add(int number) {
    bits[number >>> 6] |= 1L << number;
    if ((number & 64) == 0) {
      low |= 1L << number;
    } else {
      high |= 1L << number;
    }
  }

  /** Whether a cue is of one of them. */
  public boolean contains(Cue cue) {
    return contains(cue.kindNumber());
  }

  boolean contains(int number) {
    return (bits[number >>> 6] >>> number & 1) != 0;
  }

  /** The kinds whose number modulo 128 is below 64, as bits. */
  long low() {
    return low;
  }

  /** The other kinds. */
  long high() {
    return high;
  }
}
