package dev.tapeline.analysis.text;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All words and phrases of a language's files in one automaton: a single pass marks them.
 *
 * <p>In scripts with blanks a phrase is found only as whole words, in the forms that its file
 * allows by {@code *} and by the language's affixes; in Chinese, Japanese, Korean and Thai it is
 * found anywhere, unless its file demands a boundary by {@code _}. Of two finds of one kind, the
 * one inside the other is left out.
 */
public final class Lexicon {
  private static final Comparator<Cue> ORDER =
      Comparator.comparingInt(Cue::start)
          .thenComparing(Comparator.comparingInt(Cue::end).reversed());

  /** How many characters may stand in the gap of a phrase. */
  private static final int GAP = 14;

  private static final String CLAUSE_ENDS = "。，,;；!！?？\n:：";

  private final AhoCorasickDoubleArrayTrie<LexiconEntry[]> automaton;
  private final Set<String> prefixes;
  private final Set<String> suffixes;
  private final boolean empty;

  Lexicon(Collection<LexiconEntry> entries, Set<String> prefixes, Set<String> suffixes) {
    this.prefixes = Set.copyOf(prefixes);
    this.suffixes = Set.copyOf(suffixes);
    Map<String, List<LexiconEntry>> byPhrase = new TreeMap<>();
    for (LexiconEntry entry : entries) {
      if (!entry.phrase().isEmpty()) {
        byPhrase.computeIfAbsent(entry.phrase(), p -> new ArrayList<>()).add(entry);
      }
    }
    TreeMap<String, LexiconEntry[]> phrases = new TreeMap<>();
    byPhrase.forEach((phrase, list) -> phrases.put(phrase, list.toArray(LexiconEntry[]::new)));
    this.automaton = new AhoCorasickDoubleArrayTrie<>();
    this.empty = phrases.isEmpty();
    if (!empty) {
      automaton.build(phrases);
    }
  }

  /** All cues in {@code text}, by start, of equal starts the longest first. */
  public List<Cue> match(FieldText text) {
    if (empty) {
      return List.of();
    }
    Matching matching = new Matching(text.normalized());
    automaton.parseText(text.normalized(), matching::hit);
    List<Cue> cues = matching.cues();
    cues.sort(ORDER);
    return cues;
  }

  /** Collects the hits of one text; hits come by their end. */
  private final class Matching {
    private final String text;
    private final Map<String, ArrayList<Cue>> byKind = new HashMap<>();

    Matching(String text) {
      this.text = text;
    }

    void hit(int begin, int end, LexiconEntry[] entries) {
      for (LexiconEntry entry : entries) {
        int start = leftEdge(entry, begin);
        int stop =
            start < 0 ? -1 : entry.tail().isEmpty() ? rightEdge(entry, end) : tail(entry, end);
        if (stop >= 0) {
          add(new Cue(entry.kind(), entry.value(), start, stop));
        }
      }
    }

    /** End of the tail of a phrase that has a gap, or -1 where it does not stand near enough. */
    private int tail(LexiconEntry entry, int end) {
      int last = Math.min(text.length() - entry.tail().length(), end + GAP);
      for (int i = end; i <= last; i++) {
        if (text.startsWith(entry.tail(), i)) {
          return rightEdge(entry, i + entry.tail().length());
        }
        if (CLAUSE_ENDS.indexOf(text.charAt(i)) >= 0) {
          return -1;
        }
      }
      return -1;
    }

    private void add(Cue cue) {
      ArrayList<Cue> kind = byKind.computeIfAbsent(cue.kind(), k -> new ArrayList<>());
      for (int i = kind.size() - 1; i >= 0; i--) {
        Cue earlier = kind.get(i);
        if (earlier.end() <= cue.start()) {
          break;
        }
        boolean same = earlier.start() == cue.start() && earlier.end() == cue.end();
        if (same) {
          if (earlier.value().equals(cue.value())) {
            return;
          }
        } else if (cue.start() <= earlier.start() && earlier.end() <= cue.end()) {
          kind.remove(i);
        } else if (earlier.start() <= cue.start()) {
          return;
        }
      }
      kind.add(cue);
    }

    List<Cue> cues() {
      List<Cue> all = new ArrayList<>();
      byKind.values().forEach(all::addAll);
      return all;
    }

    private int leftEdge(LexiconEntry entry, int begin) {
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
      return begin - start <= 6 && prefixes.contains(text.substring(start, begin)) ? start : -1;
    }

    private int rightEdge(LexiconEntry entry, int end) {
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
      return stop - end <= 12 && suffixes.contains(text.substring(end, stop)) ? stop : -1;
    }
  }
}
