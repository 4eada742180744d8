package dev.tapeline.analysis.text;

import java.time.ZoneId;

/**
 * What the engine knows of one language: its words and how it writes numbers.
 *
 * @param tag BCP 47: {@code id}, {@code en}, {@code zh} for both scripts
 * @param lexicon all words of its files
 * @param decimalComma whether 5,4 is a decimal number ({@code id}, {@code de}) or 5.4 ({@code en})
 * @param monthFirst whether 10/12 is 12 October ({@code ja}) rather than 10 December ({@code id})
 * @param ownerBehind whether an owner stands behind what it owns: {@code saham BBCA}, {@code
 *     l'action Airbus}
 * @param verbFirst whether what moves often stands right behind its verb: {@code ارتفع سهم أرامكو},
 *     {@code suben las acciones de Iberdrola}
 * @param verbLast whether verbs, and the words for cases, stand behind what they go with: {@code
 *     トヨタが5%上昇した}
 * @param zone where most of its readers live: what "yesterday" means where nothing better is known
 */
public record Language(
    String tag,
    Lexicon lexicon,
    boolean decimalComma,
    boolean monthFirst,
    boolean ownerBehind,
    boolean verbFirst,
    boolean verbLast,
    ZoneId zone) {

  /** Whether a word, folded, is one of the language's commonest, where a list of them is kept. */
  public boolean isCommon(String word) {
    return CommonWords.isCommon(tag, word);
  }
}
