package dev.tapeline.analysis.text;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * What the engine knows of one language: its words, how it writes numbers, and how it builds
 * sentences.
 *
 * @param tag BCP 47: {@code id}, {@code en}, {@code zh} for both scripts
 * @param lexicon all words of its files
 * @param decimalComma whether 5,4 is a decimal number ({@code id}, {@code de}) or 5.4 ({@code en})
 * @param monthFirst whether 10/12 is 12 October ({@code ja}) rather than 10 December ({@code id})
 * @param traits its habits
 * @param particles its small words and endings by what they do, folded as texts are
 * @param zone where most of its readers live: what "yesterday" means where nothing better is known
 */
public record Language(
    String tag,
    Lexicon lexicon,
    boolean decimalComma,
    boolean monthFirst,
    Set<Trait> traits,
    Map<Particle, Set<String>> particles,
    ZoneId zone) {

  /** Whether the language has a habit. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The small words and endings that do one thing; empty where the language has none. */
  public Set<String> particles(Particle role) {
    return particles.getOrDefault(role, Set.of());
  }

  /** Whether a word, folded, is one of the language's commonest, where a list of them is kept. */
  public boolean isCommon(String word) {
    return CommonWords.isCommon(tag, word);
  }
}
