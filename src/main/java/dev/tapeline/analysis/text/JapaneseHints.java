package dev.tapeline.analysis.text;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.List;
import java.util.TreeMap;

/** Finds what only Japanese writes in Han characters: {@code language/ja/common.txt}. */
final class JapaneseHints {
  private static final JapaneseHints BUILT_IN = new JapaneseHints(CommonWords.read("ja"));

  private final AhoCorasickDoubleArrayTrie<Boolean> automaton = new AhoCorasickDoubleArrayTrie<>();

  private JapaneseHints(List<String> hints) {
    TreeMap<String, Boolean> words = new TreeMap<>();
    for (String hint : hints) {
      words.put(hint, Boolean.TRUE);
    }
    automaton.build(words);
  }

  static JapaneseHints builtIn() {
    return BUILT_IN;
  }

  int count(String original) {
    int[] count = {0};
    automaton.parseText(original, (int begin, int end, Boolean value) -> count[0]++);
    return count[0];
  }
}
