package dev.tapeline.analysis.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file {@code common.txt} of a language's folder: words parted by blanks, roughly the commonest
 * first, lines that begin with {@code #} left out.
 */
final class CommonWords {
  private static final Map<String, Set<String>> SETS = new ConcurrentHashMap<>();

  private CommonWords() {}

  /** Whether a language's file holds a word; no where there is no file. */
  static boolean isCommon(String tag, String word) {
    return LatinModel.TAGS.contains(tag)
        && SETS.computeIfAbsent(tag, t -> folded(t)).contains(word);
  }

  private static Set<String> folded(String tag) {
    Set<String> words = new HashSet<>();
    read(tag).forEach(word -> words.add(Folding.fold(word)));
    return Set.copyOf(words);
  }

  static List<String> read(String tag) {
    String resource = "/dev/tapeline/analysis/language/" + tag + "/common.txt";
    List<String> words = new ArrayList<>();
    try (InputStream in = CommonWords.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          for (String word : line.split(" ", -1)) {
            if (!word.isBlank()) {
              words.add(word.strip());
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
