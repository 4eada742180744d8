package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Cues;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds descriptions that stand for a company by what it makes or does: {@code the Santa
 * Clara-based chip designer}, {@code der Münchner Chiphersteller}, {@code het Duitse
 * chemieconcern}.
 *
 * <p>A language's file names the nouns ({@code company-kind,technology,*chiphersteller}; {@code
 * any} where they tell no sector, a further {@code f} where the article of the plural stands before
 * the singular too) and its articles ({@code definite}; the value {@code f} for the said one,
 * {@code no} for those that introduce somebody new). Between them stand a few words that end
 * nothing.
 */
final class Descriptions {
  /** So many words stand at most between an article and its noun. */
  private static final int ATTRIBUTES = 4;

  /**
   * A description.
   *
   * @param sector what the company must be in, or {@code any}
   * @param start normalised offset of its article
   * @param end normalised offset behind its noun
   */
  record Description(String sector, int start, int end) {}

  private final Document document;

  Descriptions(Document document) {
    this.document = document;
  }

  List<Description> in(Sentence sentence) {
    Cues nouns = document.cues(sentence, "company-kind");
    if (nouns.isEmpty()) {
      return List.of();
    }
    List<Description> found = new ArrayList<>(1);
    for (Cue noun : nouns) {
      int start = isBeforeName(sentence, noun) ? -1 : startOf(sentence, noun);
      if (start >= 0) {
        found.add(new Description(sectorOf(noun), start, noun.end()));
      }
    }
    return found;
  }

  private static String sectorOf(Cue noun) {
    String value = noun.value();
    return isFeminine(noun) ? value.substring(0, value.length() - 2) : value;
  }

  private static boolean isFeminine(Cue noun) {
    return noun.value().endsWith(" f");
  }

  /** {@code the chip designer Arm}: it only says what the one named behind is. */
  static boolean isBeforeName(Sentence sentence, Cue noun) {
    int next = noun.end() + 1;
    return next < sentence.end()
        && sentence.field().normalized().charAt(noun.end()) == ' '
        && sentence.field().isUpperCaseAt(next);
  }

  /** Where the article stands, or -1 where there is none or one that introduces somebody new. */
  private int startOf(Sentence sentence, Cue noun) {
    String text = sentence.field().normalized();
    int at = Words.startOf(text, noun.start());
    for (int words = 0; words <= ATTRIBUTES && at > sentence.start() + 1; words++) {
      if (" -'".indexOf(text.charAt(at - 1)) < 0 || !Words.isWord(text.charAt(at - 2))) {
        return -1;
      }
      Cue article = endingAt(document.cues(sentence, "definite"), at - 1);
      if (article != null) {
        boolean fits =
            switch (article.value()) {
              case "f" -> isFeminine(noun);
              case "no" -> false;
              default -> true;
            };
        return fits ? article.start() : -1;
      }
      if (endingAt(document.cues(sentence, "of-link"), at - 1) != null
          || endingAt(document.cues(sentence, "and-link"), at - 1) != null
          || endingAt(document.cues(sentence, "clause"), at - 1) != null) {
        return -1;
      }
      at = Words.startOf(text, at - 2);
    }
    return -1;
  }

  private static @Nullable Cue endingAt(Cues cues, int offset) {
    for (Cue cue : cues) {
      if (cue.end() == offset) {
        return cue;
      }
    }
    return null;
  }
}
