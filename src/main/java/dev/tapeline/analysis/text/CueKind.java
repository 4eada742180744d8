package dev.tapeline.analysis.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A kind of words with a small number of its own, so that rules ask for kinds without comparing
 * text: {@code move}, {@code currency}, {@code source-verb}.
 *
 * <p>Numbers are given in the order in which kinds are first met; they mean nothing outside a
 * process.
 */
final class CueKind {
  /** More kinds than all files will ever have. */
  static final int MOST = 512;

  private static final Map<String, CueKind> KNOWN = new ConcurrentHashMap<>();

  private static final String[] NAMES = new String[MOST];

  private final String name;
  private final int number;

  private CueKind(String name, int number) {
    this.name = name.intern();
    this.number = number;
    NAMES[number] = this.name;
  }

  /** The kind of this name; the same object whenever it is asked for. */
  static CueKind of(String name) {
    CueKind known = KNOWN.get(name);
    return known != null ? known : make(name);
  }

  private static synchronized CueKind make(String name) {
    int next = KNOWN.size();
    if (next >= MOST && !KNOWN.containsKey(name)) {
      throw new IllegalStateException("more than " + MOST + " kinds of words: " + name);
    }
    return KNOWN.computeIfAbsent(name, n -> new CueKind(n, next));
  }

  /** The name of the kind of this number, which somebody has asked for by name before. */
  static String name(int number) {
    return NAMES[number];
  }

  /** As the files write it; interned. */
  String name() {
    return name;
  }

  int number() {
    return number;
  }

  @Override
  public String toString() {
    return name;
  }
}
