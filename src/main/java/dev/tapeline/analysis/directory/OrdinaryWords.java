package dev.tapeline.analysis.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Words that mean something without any company: a name made of them alone counts only with
 * evidence beside it.
 *
 * <p>{@code ordinary-en.txt.gz} is the small word list of SCOWL, {@code ordinary.csv} holds words,
 * given names and places of other languages.
 */
final class OrdinaryWords {
  private final Set<String> words = new HashSet<>();

  private OrdinaryWords() {
    try (InputStream in = DirectoryFiles.open("ordinary-en.txt.gz")) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          words.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String cell : DirectoryFiles.rows("ordinary.csv", row -> row.getField("words"))) {
      DirectoryFiles.list(cell).forEach(word -> words.add(NameKey.of(word)));
    }
  }

  static OrdinaryWords builtIn() {
    return BuiltIn.WORDS;
  }

  boolean contains(String key) {
    return words.contains(key);
  }

  /** Whether a key is one of the words, or all words of it are. */
  boolean allOrdinary(String key) {
    if (words.contains(key)) {
      return true;
    }
    if (NameChars.of(key.charAt(0)) != NameChars.ALPHA) {
      return false;
    }
    int start = 0;
    for (int i = 0; i <= key.length(); i++) {
      if (i == key.length() || !Character.isLetterOrDigit(key.charAt(i))) {
        if (i - start > 1 && !isOrdinary(key, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  private boolean isOrdinary(String key, int start, int end) {
    String word = key.substring(start, end);
    return words.contains(word)
        || (word.endsWith("s") && words.contains(word.substring(0, word.length() - 1)))
        || word.chars().allMatch(Character::isDigit);
  }

  private static final class BuiltIn {
    static final OrdinaryWords WORDS = new OrdinaryWords();
  }
}
